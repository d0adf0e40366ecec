using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>The result of looking at a cohort.</summary>
/// <param name="Next">When the cohort is due next; null if nothing is planned.</param>
/// <param name="IsSomethingWaiting">Whether anything is in flight there.</param>
internal readonly record struct Look(Instant? Next, bool IsSomethingWaiting)
{
    public Look With(Instant? next) =>
        next is null ? this : this with { Next = Next is { } earliest ? Instant.Min(earliest, next.Value) : next };
}

/// <summary>
/// The due wakes by cohort, and the wakes that follow after a cohort was looked at.
/// </summary>
internal sealed class DueWakes(DueIndex due, IInstances instances, TimeProvider time)
{
    private static readonly Duration FollowUpEvery = Duration.FromMinutes(1);
    private readonly Dictionary<CohortKey, Instant> _followedUp = [];

    /// <summary>
    /// In cohort order: if two would send a person the same message on one day, the first does.
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

    /// <summary>Writes the next wake and removes the processed ones.</summary>
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

        // Last: a crash before this only causes one extra look.
        foreach (var wake in lease.Wakes.Where(wake => !(wake.IsFollowUp && look.IsSomethingWaiting) && wake.At != look.Next))
        {
            await due.RemoveAsync(wake, ct);
        }
    }

    private bool WasFollowedUp(IGrouping<CohortKey, Wake> wakes, Instant now) =>
        wakes.All(wake => wake.IsFollowUp) && _followedUp.TryGetValue(wakes.Key, out var last) && now - last < FollowUpEvery;
}
