using Microsoft.Extensions.Options;
using TeamsRolloutBot.Domain;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// How many deliveries of each rollout are in hand: taken ahead of their turn, and on their way
/// out. Each rollout has places of its own, so that nobody waits for another tenant's pace. Those
/// ahead are claimed while others are out, so that no turn passes unused; they are few, because
/// after its claim nobody looks any more whether a message is still of use.
/// </summary>
internal sealed class Places(IOptions<DeliveryOptions> options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RolloutId, Count> _inHand = [];
    private TaskCompletionSource? _empty;

    /// <summary>There is room again for one more of some rollout.</summary>
    public event EventHandler? Freed;

    /// <summary>Whether one more of a rollout may be taken in hand.</summary>
    public bool HasRoom(RolloutId rollout)
    {
        lock (_gate)
        {
            return !_inHand.TryGetValue(rollout, out var count)
                || (count.Ahead < options.Value.Ahead && count.All < options.Value.Concurrency);
        }
    }

    /// <summary>Takes one more of a rollout in hand.</summary>
    public Place Take(RolloutId rollout)
    {
        Change(rollout, ahead: 1, all: 1);
        return new Place(this, rollout);
    }

    /// <summary>Ends when nothing is in hand.</summary>
    public Task WhenEmpty()
    {
        lock (_gate)
        {
            return _inHand.Count == 0 ? Task.CompletedTask : (_empty ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
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
            var count = _inHand.GetValueOrDefault(rollout);
            count = new(count.Ahead + ahead, count.All + all);
            if (count.All > 0)
            {
                _inHand[rollout] = count;
                return;
            }

            _inHand.Remove(rollout);
            if (_inHand.Count == 0)
            {
                _empty?.TrySetResult();
                _empty = null;
            }
        }
    }

    /// <summary>One delivery in hand. Used by one caller at a time.</summary>
    internal sealed class Place(Places places, RolloutId rollout) : IDisposable
    {
        private bool _isAhead = true;

        /// <summary>
        /// Its turn has come, or it waits for something else than that: the next may be taken.
        /// </summary>
        public void Begin()
        {
            if (_isAhead)
            {
                _isAhead = false;
                places.Free(rollout, ahead: 1, all: 0);
            }
        }

        /// <summary>It is done with, or given back.</summary>
        public void Dispose() => places.Free(rollout, ahead: _isAhead ? 1 : 0, all: 1);
    }

    private readonly record struct Count(int Ahead, int All);
}
