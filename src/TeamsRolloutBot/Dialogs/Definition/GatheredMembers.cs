namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>Collects a list's members while its rows are read, with remarks about them.</summary>
internal sealed class GatheredMembers(Playbook playbook)
{
    private readonly Dictionary<(string Cohort, PersonId Person), Member> _members = [];
    private readonly Dictionary<string, ListedCohort> _cohorts = new(StringComparer.Ordinal);
    private readonly List<BadRow> _badRows = [];
    private readonly Dictionary<string, JobTitle> _unknownTitles = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _unknownLanguages = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="member">The person in it; null if it cannot be used.</param>
    /// <param name="reason">Why it cannot be used.</param>
    public void Add(PeopleRow row, Member? member, string? reason)
    {
        var cohort = TypedText.Fold(row.Cohort).ToLowerInvariant();
        if (member is not null && !_members.TryAdd((cohort, member.Person.Id), member))
        {
            reason = DefinitionTexts.IsInTheListTwiceThe.With(member.Person.Email);
        }
        else if (member is not null && cohort.Length > 0)
        {
            CohortOf(row, cohort).Add(row, member);
        }

        if (row.Language.Length > 0 && Language.Find(row.Language) is null)
        {
            _unknownLanguages.Add(row.Language);
        }

        if (reason is not null)
        {
            _badRows.Add(
                new BadRow(row.Line, row.Text, reason, [row.Name, row.Email, row.Role, row.Audience, row.Zone, row.Cohort])
                {
                    Heading = row.Heading,
                });
        }
        else if (member is { JobTitle: { } title } && playbook.FindJobTitle(title) is not { IsOpen: false })
        {
            var known = TypedText.Fold(title);
            _unknownTitles[known] = new JobTitle(title, null, (_unknownTitles.GetValueOrDefault(known)?.Waiting ?? 0) + 1);
        }
    }

    public MemberReading All() => new([.. _members.Values.DistinctBy(member => member.Person.Id)], _badRows)
    {
        Cohorts = [.. _cohorts.Values],
        WithoutCohort = [.. _members.Where(member => member.Key.Cohort.Length == 0).Select(member => member.Value)],
        UnknownTitles = [.. _unknownTitles.Values.OrderByDescending(title => title.Waiting)],
        UnknownLanguages = [.. _unknownLanguages],
    };

    private ListedCohort CohortOf(PeopleRow row, string folded) =>
        _cohorts.TryGetValue(folded, out var listed) ? listed : _cohorts[folded] = new ListedCohort(row.Cohort);
}
