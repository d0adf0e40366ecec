using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>A row of a member list that can't be used.</summary>
/// <param name="Line">Its line in the list, from 1.</param>
/// <param name="Text">As it was written.</param>
/// <param name="Reason">What is wrong and what to do.</param>
/// <param name="Columns">Name, e-mail, role, audience, time zone and cohort, as far as they could
/// be told apart.</param>
internal sealed record BadRow(int Line, string Text, string Reason, IReadOnlyList<string> Columns)
{
    /// <summary>
    /// The heading of its list as it was written: without it the row's columns mean something else.
    /// Null: there was none.
    /// </summary>
    public string? Heading { get; init; }
}

/// <summary>What a pasted list of members says.</summary>
/// <param name="Members">Everybody who can be taken in, once.</param>
/// <param name="BadRows">Rows that can't be used.</param>
internal sealed record MemberReading(IReadOnlyList<Member> Members, IReadOnlyList<BadRow> BadRows)
{
    private const int MostNamed = 8;

    /// <summary>
    /// The cohorts a column names, with their people, who are among the members as well.
    /// </summary>
    public IReadOnlyList<ListedCohort> Cohorts { get; init; } = [];

    /// <summary>Members whose rows say in no column which cohort they join.</summary>
    public IReadOnlyList<Member> WithoutCohort { get; init; } = [];

    /// <summary>
    /// Titles of which nobody has said which role they are; those who have them are taken in
    /// without a role.
    /// </summary>
    public IReadOnlyList<JobTitle> UnknownTitles { get; init; } = [];

    /// <summary>The headings that were read.</summary>
    public IReadOnlyList<string> Understood { get; init; } = [];

    /// <summary>The columns that were not.</summary>
    public IReadOnlyList<string> NotUnderstood { get; init; } = [];

    /// <summary>Languages that the list names and the bot does not write.</summary>
    public IReadOnlyList<string> UnknownLanguages { get; init; } = [];

    /// <summary>
    /// What of the list was not used, in Markdown: columns, languages; empty where all was.
    /// </summary>
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
/// Makes members of a pasted list of people (<see cref="PeopleTable"/>): a table with any heading
/// or none, or recipients of a mail. Only the e-mail address is needed. Good rows are never lost
/// for bad ones, and an unknown role is no reason to send somebody back.
/// </summary>
internal static class MemberList
{
    /// <param name="text">The list.</param>
    /// <param name="playbook">Knows roles and job titles.</param>
    /// <param name="roster">Who is in the team.</param>
    /// <param name="directory">Who was found in the directory.</param>
    /// <param name="refuseCohort">Why a cohort that a row names can't be joined; null: it
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

    /// <summary>What tells the columns of a list without a heading apart.</summary>
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

    // What keeps a row from being somebody, and what to do about it; null: nothing.
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
