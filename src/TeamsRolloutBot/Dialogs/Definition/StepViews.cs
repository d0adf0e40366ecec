using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>Creates a form's initial view, before any input or lookup.</summary>
internal sealed class StepViews(PeopleDirectory directory, DirectorySearch search, IClock clock)
{
    /// <param name="turn">The turn.</param>
    /// <param name="rollout">The rollout.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="roster">The people of the conversation, if already fetched.</param>
    public async Task<StepView> OfAsync(Turn turn, StoredRollout rollout, CancellationToken ct, IReadOnlyList<Person>? roster = null) =>
        new()
        {
            Draft = rollout,
            Caller = turn.Caller,
            Offered = turn.Offered,
            Now = clock.GetCurrentInstant(),
            Roster = roster ?? await directory.RosterAsync(turn.Caller.Address, ct),
            Directory = DirectoryFinds.None with { IsThere = search.IsThere(turn.Caller.TenantId) },
        };
}
