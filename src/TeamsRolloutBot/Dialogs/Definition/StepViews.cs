using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>What a form shows before anything is typed into it or looked up for it.</summary>
internal sealed class StepViews(PeopleDirectory directory, DirectorySearch search, IClock clock)
{
    /// <param name="turn">Who is shown it, and where.</param>
    /// <param name="rollout">What it is about.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="roster">The people of the conversation, where they are known already.</param>
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
