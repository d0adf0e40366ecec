using Microsoft.Extensions.Options;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// Limits deliveries in flight per rollout: those claimed ahead of their send slot, and those being
/// sent. Limits are per rollout, so that nobody waits for another tenant. A few are claimed ahead
/// so that no slot goes unused; only a few, because nothing checks after the claim whether a
/// message is still of use.
/// </summary>
internal sealed class ConcurrencyLimiter(IOptions<DeliveryOptions> options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RolloutId, Count> _inFlight = [];
    private TaskCompletionSource? _empty;

    /// <summary>Some rollout has room again.</summary>
    public event EventHandler? Freed;

    /// <summary>Whether a rollout has room for another delivery.</summary>
    public bool HasRoom(RolloutId rollout)
    {
        lock (_gate)
        {
            return !_inFlight.TryGetValue(rollout, out var count)
                || (count.Ahead < options.Value.Ahead && count.All < options.Value.Concurrency);
        }
    }

    /// <summary>Takes a permit for a rollout.</summary>
    public Permit Take(RolloutId rollout)
    {
        Change(rollout, ahead: 1, all: 1);
        return new Permit(this, rollout);
    }

    /// <summary>Completes when nothing is in flight.</summary>
    public Task WhenEmpty()
    {
        lock (_gate)
        {
            return _inFlight.Count == 0 ? Task.CompletedTask : (_empty ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void Free(RolloutId rollout, int ahead, int all)
    {
        Change(rollout, -ahead, -all);
        Freed?.Invoke(this, EventArgs.Empty);
    }

    private void Change(RolloutId rollout, int ahead, int all)
    {
        lock (_gate)
        {
            var count = _inFlight.GetValueOrDefault(rollout);
            count = new(count.Ahead + ahead, count.All + all);
            if (count.All > 0)
            {
                _inFlight[rollout] = count;
                return;
            }

            _inFlight.Remove(rollout);
            if (_inFlight.Count == 0)
            {
                _empty?.TrySetResult();
                _empty = null;
            }
        }
    }

    /// <summary>One delivery in flight. Not thread-safe.</summary>
    internal sealed class Permit(ConcurrencyLimiter limiter, RolloutId rollout) : IDisposable
    {
        private bool _isAhead = true;

        /// <summary>
        /// Its turn has come, or it waits for something else: the next may be claimed.
        /// </summary>
        public void Begin()
        {
            if (_isAhead)
            {
                _isAhead = false;
                limiter.Free(rollout, ahead: 1, all: 0);
            }
        }

        /// <summary>Finished or returned.</summary>
        public void Dispose() => limiter.Free(rollout, ahead: _isAhead ? 1 : 0, all: 1);
    }

    private readonly record struct Count(int Ahead, int All);
}
