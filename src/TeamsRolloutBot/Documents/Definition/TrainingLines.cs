using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Reads and writes certifications, webinars, resources, roles and the agenda in their fields. A
/// link somebody typed counts as checked.
/// </summary>
internal sealed class TrainingLines(Playbook playbook)
{
    private static readonly LineColumn Title = LineColumn.Of(nameof(ListTexts.ColumnTraining));
    private static readonly LineColumn Minutes =
        LineColumn.Of(nameof(ListTexts.ColumnMinutes), text => ReadMinutes(text) is not null);
    private static readonly LineTable WebinarTable = new(Title, Minutes, LineLinks.Column);
    private static readonly LineTable ResourceTable = new(
        Title, LineColumn.Of(nameof(ListTexts.ColumnAudience), text => ReadAudience(text) is not null),
        LineLinks.Column);

    private static readonly LineTable RoleTable = new(LineColumn.Of(nameof(ListTexts.ColumnRole)));
    private static readonly LineTable AgendaTable = new(
        LineColumn.Of(nameof(ListTexts.ColumnTopic)), LineColumn.Of(nameof(ListTexts.ColumnContent)) with { TakesRest = true });

    private readonly LineTable _certifications = new(
        Title, LineColumn.Of(nameof(ListTexts.ColumnRoles), text => RolesOf(text, playbook).Unknown is null), Minutes, LineLinks.Column);

    public string WriteCertifications() => _certifications.Write([.. playbook.Certifications.Select(certification => (string?[])
    [
        certification.Title,
        certification.IsFoundational
            ? ListWords.Written(nameof(ListTexts.WordEverybody))
            : string.Join(", ", certification.Roles.Select(id => playbook.FindRole(id)?.Title ?? id)),
        certification.Minutes.ToString(),
        certification.Url,
    ])]);

    public string WriteRoles() => RoleTable.Write([.. playbook.Roles.Select(role => (string?[])[role.Title])]);

    public string WriteAgenda() => AgendaTable.Write([.. playbook.Agenda.Select(topic => (string?[])[topic.Title, topic.Content])]);

    public string WriteWebinars() =>
        WebinarTable.Write([.. playbook.Webinars.Select(webinar => (string?[])[webinar.Title, webinar.Minutes.ToString(), webinar.Url])]);

    public string WriteResources() => ResourceTable.Write(
        [
            .. playbook.Resources.Select(
                resource => (string?[])[resource.Title, Written(resource.Audience), resource.Url])
        ]);

    /// <summary>Reads the field; an entry with a known title keeps its id.</summary>
    public (IReadOnlyList<Certification> Certifications, LineRemarks Remarks) ReadCertifications(string? text)
    {
        var known = playbook.Certifications.ToLookup(certification => certification.Title, StringComparer.OrdinalIgnoreCase);
        var taken = playbook.Certifications.Select(certification => certification.Id).ToHashSet();
        return Read<Certification>(_certifications.Read(text), (title, cells) =>
        {
            var (roles, unknown) = RolesOf(cells[1], playbook);
            var (url, noLink) = LineLinks.Read(cells[3]);
            var minutes = cells[2].Length == 0 ? 0 : ReadMinutes(cells[2]);
            var problem = unknown is not null
                ? ReadingTexts.ThereIsNoRoleRolesAre.With(
                    Wording.Shorten(unknown, 60), string.Join(", ", playbook.Roles.Select(role => role.Title)))
                : NoMinutes(cells[2], minutes) ?? noLink;
            return problem is not null ? (null, problem)
                : (known[title].FirstOrDefault() is { } before
                    ? before with { Roles = roles, Minutes = minutes!.Value, Url = url, IsChecked = before.IsChecked || before.Url != url }
                    : new Certification(LineTitles.IdFor(title, taken), title, url, minutes!.Value, roles) { IsChecked = true }, null);
        });
    }

    /// <summary>
    /// Reads the field; a role with a known title keeps its id and with it its people.
    /// </summary>
    public (IReadOnlyList<Role> Roles, LineRemarks Remarks) ReadRoles(string? text)
    {
        var taken = playbook.Roles.Select(role => role.Id).ToHashSet();
        return Read<Role>(RoleTable.Read(text), (title, _) =>
            (
                playbook.Roles.FirstOrDefault(role => TypedText.Same(role.Title, title)) ?? new Role(LineTitles.IdFor(title, taken), title),
                null));
    }

    /// <summary>
    /// Reads the field; a topic with a known title keeps its id and with it its selections.
    /// </summary>
    public (IReadOnlyList<AgendaTopic> Agenda, LineRemarks Remarks) ReadAgenda(string? text)
    {
        var taken = playbook.Agenda.Select(topic => topic.Id).ToHashSet();
        return Read<AgendaTopic>(AgendaTable.Read(text), (title, cells) => cells[1].Length > Limits.AgendaContent
            ? (null, ReadingTexts.TheContentHasCharactersAtMost.With(cells[1].Length, Limits.AgendaContent))
            : (playbook.Agenda.FirstOrDefault(topic => TypedText.Same(topic.Title, title)) is { } before
                ? before with { Content = cells[1] }
                : new AgendaTopic(LineTitles.IdFor(title, taken), title, cells[1]), null));
    }

    /// <summary>
    /// Reads the field; a webinar with a known title keeps its id and whether it is required.
    /// </summary>
    public (IReadOnlyList<Webinar> Webinars, LineRemarks Remarks) ReadWebinars(string? text)
    {
        var known = playbook.Webinars.ToLookup(webinar => webinar.Title, StringComparer.OrdinalIgnoreCase);
        var taken = playbook.Webinars.Select(webinar => webinar.Id).ToHashSet();
        return Read<Webinar>(WebinarTable.Read(text), (title, cells) =>
        {
            var (url, noLink) = LineLinks.Read(cells[2]);
            var minutes = cells[1].Length == 0 ? 0 : ReadMinutes(cells[1]);
            return (NoMinutes(cells[1], minutes) ?? noLink) is { } problem ? (null, problem)
                : (known[title].FirstOrDefault() is { } before
                    ? before with { Minutes = minutes!.Value, Url = url, IsChecked = before.IsChecked || before.Url != url }
                    : new Webinar(LineTitles.IdFor(title, taken), title, url, minutes!.Value, Required: true) { IsChecked = true }, null);
        });
    }

    /// <summary>Reads the field.</summary>
    public (IReadOnlyList<Resource> Resources, LineRemarks Remarks) ReadResources(string? text) =>
        Read<Resource>(
            ResourceTable.Read(text),
            (title, cells) =>
            {
                var (url, noLink) = LineLinks.Read(cells[2]);
                var audience = cells[1].Length == 0 ? new AudienceCell(null) : ReadAudience(cells[1]);
                var problem = audience is null ? ReadingTexts.WriteInternalExternalOrBothNot.With(Wording.Shorten(cells[1], 60)) : noLink;
                var before = playbook.Resources.FirstOrDefault(resource => TypedText.Same(resource.Title, title));
                return problem is not null
                    ? (null, problem)
                    : (new Resource(title, url, audience!.Audience) { IsChecked = before?.Url != url || before.IsChecked }, null);
            }
        );

    private static (IReadOnlyList<T> Entries, LineRemarks Remarks) Read<T>(
        LineReading reading, Func<string, IReadOnlyList<string>, (T? Entry, string? Problem)> read)
        where T : class
    {
        var remarks = new LineRemarks { NotUsed = reading.NotUsed };
        var entries = new List<T>();
        foreach (var row in reading.Rows)
        {
            var title = row.Cells[0].ReplaceLineEndings(" ");
            var (entry, problem) = (row.Problem ?? LineTitles.Problem(title)) is { } noRow ? (null, noRow) : read(title, row.Cells);
            if (entry is not null)
            {
                entries.Add(entry);
            }
            else
            {
                remarks.Problems.Add(ReadingTexts.Line.With(row.Line, problem));
            }
        }

        return (entries, remarks);
    }

    private static (IReadOnlyList<string> Roles, string? Unknown) RolesOf(string text, Playbook playbook)
    {
        var roles = new List<string>();

        // A role title may itself contain a comma.
        var names = playbook.Roles.Any(role => TypedText.Same(role.Title, text))
            ? [text]
            : text.Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (
            var name in names.Where(
                name => !ListWords.Is(nameof(ListTexts.WordEverybody), name)))
        {
            if (playbook.RoleOf(name) is not { } role)
            {
                return ([], name);
            }

            roles.Add(role.Id);
        }

        return (roles, null);
    }

    private static int? ReadMinutes(string text)
    {
        var number = TypedText.Fold(text).ToLowerInvariant();
        number = number.EndsWith("minutes", StringComparison.Ordinal) || number.EndsWith("minutos", StringComparison.Ordinal)
            ? number[..^7]
            : number.EndsWith("min", StringComparison.Ordinal)
            ? number[..^3]
            : number;
        return int.TryParse(number.Trim(), out var minutes) && minutes is >= 0 and <= Limits.TrainingMinutes ? minutes : null;
    }

    private static string? NoMinutes(string text, int? minutes) =>
        minutes is null ? ReadingTexts.IsNotANumberOfMinutes.With(Wording.Shorten(text, 30), Limits.TrainingMinutes) : null;

    private static AudienceCell? ReadAudience(string text) =>
        ListWords.Is(nameof(ListTexts.WordInternal), text) ? new AudienceCell(Audience.Internal)
        : ListWords.Is(nameof(ListTexts.WordExternal), text) ? new AudienceCell(Audience.External)
        : ListWords.Is(nameof(ListTexts.WordBoth), text) ? new AudienceCell(null)
        : null;

    private static string Written(Audience? audience) => ListWords.Written(
        audience switch
        {
            Audience.Internal => nameof(ListTexts.WordInternal),
            Audience.External => nameof(ListTexts.WordExternal),
            _ => nameof(ListTexts.WordBoth),
        });

    private sealed record AudienceCell(Audience? Audience);
}
