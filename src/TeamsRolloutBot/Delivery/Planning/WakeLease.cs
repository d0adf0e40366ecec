using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>
/// A lease on one cohort's wakes while the planner works on them. With several instances, the first
/// wake is leased so that no other instance repeats the work, and renewed while it lasts; the lease
/// of a dead instance expires soon.
/// </summary>
internal sealed class WakeLease(IReadOnlyList<Wake> wakes, DueIndex due, IInstances instances, TimeProvider time)
{
    /// <summary>The duration of a lease.</summary>
    public static readonly Duration TakenFor = Duration.FromSeconds(30);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(8);
    private readonly List<Wake> _wakes = [.. wakes];
    private long _takenAt;

    public IReadOnlyList<Wake> Wakes => _wakes;

    /// <summary>The cohort of all the wakes.</summary>
    public CohortKey Cohort => _wakes[0].Cohort;

    private Instant RealNow => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>False if another instance is working on the cohort.</summary>
    public async Task<bool> TryTakeAsync(CancellationToken ct)
    {
        // Planning twice is harmless but wasteful. A single instance needs no lease.
        return instances.Count == 1 || (!_wakes.Exists(wake => wake.TakenUntil > RealNow) && await TakeAsync(ct));
    }

    /// <summary>Renews the lease if it is time to.</summary>
    public async Task RenewAsync(CancellationToken ct)
    {
        if (_takenAt != 0 && time.GetElapsedTime(_takenAt) > RenewEvery)
        {
            await TakeAsync(ct);
        }
    }

    private async Task<bool> TakeAsync(CancellationToken ct)
    {
        if (await due.TryTakeAsync(_wakes[0], RealNow + TakenFor, ct) is not { } taken)
        {
            return false;
        }

        _wakes[0] = taken;
        _takenAt = time.GetTimestamp();
        return true;
    }
}
