using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>An unusable row of a member list.</summary>
/// <param name="Line">Its line in the list, from 1.</param>
/// <param name="Text">The row as written.</param>
/// <param name="Reason">What is wrong and how to fix it.</param>
/// <param name="Columns">Name, e-mail, role, audience, time zone and cohort, as far as they could
/// be identified.</param>
internal sealed record BadRow(int Line, string Text, string Reason, IReadOnlyList<string> Columns)
{
    /// <summary>
    /// The heading of its list as written, needed to interpret the row's columns; null if there was
    /// none.
    /// </summary>
    public string? Heading { get; init; }
}

/// <summary>The result of reading a pasted member list.</summary>
/// <param name="Members">The usable members, without duplicates.</param>
/// <param name="BadRows">The unusable rows.</param>
internal sealed record MemberReading(IReadOnlyList<Member> Members, IReadOnlyList<BadRow> BadRows)
{
    private const int MostNamed = 8;

    /// <summary>
    /// The cohorts named in a column, with their people, who are among the members too.
    /// </summary>
    public IReadOnlyList<ListedCohort> Cohorts { get; init; } = [];

    /// <summary>Members whose rows name no cohort.</summary>
    public IReadOnlyList<Member> WithoutCohort { get; init; } = [];

    /// <summary>
    /// Job titles whose role is unknown; people with them are accepted without a role.
    /// </summary>
    public IReadOnlyList<JobTitle> UnknownTitles { get; init; } = [];

    /// <summary>The headings that were understood.</summary>
    public IReadOnlyList<string> Understood { get; init; } = [];

    /// <summary>The columns that were not understood.</summary>
    public IReadOnlyList<string> NotUnderstood { get; init; } = [];

    /// <summary>Languages in the list that the bot does not support.</summary>
    public IReadOnlyList<string> UnknownLanguages { get; init; } = [];

    /// <summary>Remarks on unused columns and languages, in Markdown; may be empty.</summary>
    public string Remarks => string.Join(' ', new[] { Columns(), Languages() }.Where(remark => remark.Length > 0));

    private string Columns() => NotUnderstood.Count == 0
        ? string.Empty
        : DefinitionTexts.NotUsed2.With((Understood.Count > 0 ? DefinitionTexts.Read.With(Named(Understood)) : string.Empty),
            Named(NotUnderstood)).Trim();

    private string Languages() => UnknownLanguages.Count == 0
        ? string.Empty
        : DefinitionTexts.LanguagesIDoNotWrite.With(Named(UnknownLanguages));

    private static string Named(IReadOnlyList<string> columns) =>
        string.Join(
            ", ",
            columns.Take(MostNamed).Select(column => Text.CardText.Escape(Wording.Shorten(column.ReplaceLineEndings(" "), 40)))
        ) + (columns.Count > MostNamed ? DefinitionTexts.AndMore2 : string.Empty);
}

/// <summary>
/// Reads members from a pasted list (<see cref="PeopleTable"/>): a table with or without a heading,
/// or mail recipients. Only the e-mail address is required. Bad rows never block good ones, and an
/// unknown role does not make a row bad.
/// </summary>
internal static class MemberList
{
    /// <param name="text">The list.</param>
    /// <param name="playbook">Provides roles and job titles.</param>
    /// <param name="roster">The members of the team.</param>
    /// <param name="directory">The people found in the directory.</param>
    /// <param name="refuseCohort">Returns why a row's cohort cannot be joined; null if it
    /// can.</param>
    public static MemberReading Read(
        string text, Playbook playbook, IReadOnlyList<Person> roster, DirectoryFinds? directory = null,
        Func<string, string?>? refuseCohort = null)
    {
        var table = PeopleTable.Read(text, WordsOf(playbook));
        var gathered = new GatheredMembers(playbook);
        foreach (var row in table.Rows)
        {
            var (member, reason) = ReadRow(row, playbook, roster, directory);
            if (member is not null && row.Cohort.Length > 0 && refuseCohort?.Invoke(row.Cohort) is { } refused)
            {
                (member, reason) = (null, refused);
            }

            gathered.Add(row, member, reason);
        }

        return gathered.All() with { Understood = table.Understood, NotUnderstood = table.NotUnderstood };
    }

    /// <summary>What identifies the columns of a list without a heading.</summary>
    public static PeopleWords WordsOf(Playbook playbook) =>
        new(
            cell => playbook.RoleOf(cell) is not null, cell => ReadAudience(cell) is not null,
            cell => ZoneNames.Read(cell) is { Zone: not null } or { Candidates.Count: > 1 });

    private static (Member? Member, string? Reason) ReadRow(
        PeopleRow row, Playbook playbook, IReadOnlyList<Person> roster, DirectoryFinds? directory)
    {
        var name = row.Name.ReplaceLineEndings(" ");
        var found = directory?.Find(row.Address ?? name);
        var email = row.Address ?? found?.Person.Email;
        var zone = row.Zone.Length > 0 ? ZoneNames.Read(row.Zone) : null;
        if (ProblemOf(row, name, email, zone, directory) is { } problem)
        {
            return (null, problem);
        }

        var title = SingleLine.Clean(row.Role.ReplaceLineEndings(" "));
        var role = playbook.RoleOf(title)?.Id;
        return (new Member
        {
            Person = found?.Person ?? (directory ?? DirectoryFinds.None).PersonOf(email!, name, roster),
            Role = role,
            JobTitle = role is null && title.Length is > 0 and <= Limits.Title ? title : null,
            Audience = ReadAudience(row.Audience) ?? (row.IsGuest || found is { IsGuest: true } ? Audience.External : Audience.Internal),
            IsAudienceStated = row.Audience.Length > 0,
            Zone = zone?.Zone,
            Language = Language.Find(row.Language),
        }, null);
    }

    // Why a row cannot be used and how to fix it; null if it can.
    private static string? ProblemOf(PeopleRow row, string name, string? email, ZoneReading? zone, DirectoryFinds? directory)
    {
        if (row.HasStrayQuote)
        {
            return DefinitionTexts.AQuotationMarkIsNotClosed;
        }

        if (email is null)
        {
            return directory?.Ambiguity(name)
                ?? (row.Email.Length == 0
                    ? DefinitionTexts.ThereIsNoEMailAddress
                    : DefinitionTexts.IsNotAnEMailAddress2.With(Wording.Shorten(row.Email, 60)));
        }

        if (name.Length > Limits.PersonName)
        {
            return DefinitionTexts.TheNameHasCharactersAtMost.With(name.Length, Limits.PersonName);
        }

        if (SingleLine.Problem(name) is { } problem)
        {
            return DefinitionTexts.TheName.With(problem);
        }

        return row.Audience.Length > 0 && ReadAudience(row.Audience) is null
            ? DefinitionTexts.TheAudienceIsInternalOrExternal.With(Wording.Shorten(row.Audience, 60))
            : zone?.Problem;
    }

    private static Audience? ReadAudience(string text) =>
        ListWords.Is(nameof(ListTexts.WordInternal), text) ? Audience.Internal
        : ListWords.Is(nameof(ListTexts.WordExternal), text) ? Audience.External
        : null;
}
