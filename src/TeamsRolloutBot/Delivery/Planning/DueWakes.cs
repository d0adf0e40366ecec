using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>What a look at a cohort found.</summary>
/// <param name="Next">When the next is due there; null when nothing is planned.</param>
/// <param name="IsSomethingWaiting">Whether something there is on its way.</param>
internal readonly record struct Look(Instant? Next, bool IsSomethingWaiting)
{
    public Look With(Instant? next) =>
        next is null ? this : this with { Next = Next is { } earliest ? Instant.Min(earliest, next.Value) : next };
}

/// <summary>
/// The wakes whose time has come, cohort by cohort, and the wakes that follow once a cohort has
/// been looked at.
/// </summary>
internal sealed class DueWakes(DueIndex due, IInstances instances, TimeProvider time)
{
    private static readonly Duration FollowUpEvery = Duration.FromMinutes(1);
    private readonly Dictionary<CohortKey, Instant> _followedUp = [];

    /// <summary>
    /// In the order of the cohorts: of two that would send the same person the same on one day, the
    /// first does.
    /// </summary>
    public async Task<List<WakeLease>> ListAsync(Instant now, CancellationToken ct)
    {
        var found = new List<Wake>();
        await foreach (var wake in due.DueAsync(now, ct))
        {
            found.Add(wake);
        }

        return
        [
            .. found
                .GroupBy(wake => wake.Cohort)
                .Where(wakes => !WasFollowedUp(wakes, now))
                .OrderBy(wakes => wakes.Key.Partition, StringComparer.Ordinal)
                .Select(wakes => new WakeLease([.. wakes], due, instances, time)),
        ];
    }

    /// <summary>Writes when to look at a cohort next, and removes the wakes worked off.</summary>
    public async Task SettleAsync(WakeLease lease, Look look, Instant now, CancellationToken ct)
    {
        var key = lease.Cohort;
        _followedUp[key] = now;
        if (look.Next is { } next)
        {
            await due.AddAsync(key, next, now, isFollowUp: false, ct);
        }

        if (look.IsSomethingWaiting)
        {
            await due.AddAsync(key, now, now, isFollowUp: true, ct);
        }

        // Last: a crash before this line only means looking once more.
        foreach (var wake in lease.Wakes.Where(wake => !(wake.IsFollowUp && look.IsSomethingWaiting) && wake.At != look.Next))
        {
            await due.RemoveAsync(wake, ct);
        }
    }

    private bool WasFollowedUp(IGrouping<CohortKey, Wake> wakes, Instant now) =>
        wakes.All(wake => wake.IsFollowUp) && _followedUp.TryGetValue(wakes.Key, out var last) && now - last < FollowUpEvery;
}
