using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>
/// Wakes of one cohort as the planner works on them. Where several instances run, the first of the
/// wakes is taken, so that no other instance does the same work, and taken again as long as the
/// work goes on: an instance that is gone lets go soon.
/// </summary>
internal sealed class WakeLease(IReadOnlyList<Wake> wakes, DueIndex due, IInstances instances, TimeProvider time)
{
    /// <summary>How long a taken wake is left alone.</summary>
    public static readonly Duration TakenFor = Duration.FromSeconds(30);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(8);
    private readonly List<Wake> _wakes = [.. wakes];
    private long _takenAt;

    public IReadOnlyList<Wake> Wakes => _wakes;

    /// <summary>The cohort they are all of.</summary>
    public CohortKey Cohort => _wakes[0].Cohort;

    private Instant RealNow => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>False when another instance works on the cohort.</summary>
    public async Task<bool> TryTakeAsync(CancellationToken ct)
    {
        // Planning twice changes nothing, but it is work done twice. One instance has nobody to
        // tell.
        return instances.Count == 1 || (!_wakes.Exists(wake => wake.TakenUntil > RealNow) && await TakeAsync(ct));
    }

    /// <summary>Says that the work goes on.</summary>
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
