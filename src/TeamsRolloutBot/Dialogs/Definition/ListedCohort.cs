using TeamsRolloutBot.Domain.Rollouts;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>A cohort that a column of a list of people names, as it is written there.</summary>
/// <param name="Name">Its name.</param>
internal sealed record ListedCohort(string Name)
{
    public string GoLive { get; private init; } = string.Empty;

    public string Zone { get; private init; } = string.Empty;

    public string Lead { get; private init; } = string.Empty;

    public IReadOnlyList<Member> Members => _members;

    private readonly List<Member> _members = [];

    /// <summary>
    /// With somebody who joins it. The first row that says something of the cohort counts.
    /// </summary>
    public ListedCohort With(PeopleRow row, Member member)
    {
        _members.Add(member);
        return this with
        {
            GoLive = GoLive.Length > 0 ? GoLive : row.CohortGoLive,
            Zone = Zone.Length > 0 ? Zone : row.CohortZone,
            Lead = Lead.Length > 0 ? Lead : row.CohortLead,
        };
    }
}
