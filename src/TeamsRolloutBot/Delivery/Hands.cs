using Microsoft.Extensions.Options;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// How many deliveries are in hand at once: on their way out, and taken ahead of their turn. Those ahead are claimed while others are out, so that no turn passes unused; they
/// are few where there is a pace, because after its claim nobody looks any more whether a message is still of use.
/// </summary>
internal sealed class Hands(IOptions<DeliveryOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _ahead = new(options.Value.Ahead);
    private readonly SemaphoreSlim _out = new(options.Value.Concurrency);

    /// <summary>Waits for room for one more.</summary>
    public async Task<Hand> TakeAsync(CancellationToken ct)
    {
        await _ahead.WaitAsync(ct);
        return new Hand(this);
    }

    /// <summary>Waits until nothing is in hand.</summary>
    public async Task WhenEmptyAsync(CancellationToken ct)
    {
        // Those ahead first: they become those out.
        await DrainAsync(_ahead, options.Value.Ahead, ct);
        await DrainAsync(_out, options.Value.Concurrency, ct);
    }

    public void Dispose()
    {
        _ahead.Dispose();
        _out.Dispose();
    }

    private static async Task DrainAsync(SemaphoreSlim places, int count, CancellationToken ct)
    {
        for (var place = 0; place < count; place++)
        {
            await places.WaitAsync(ct);
        }

        places.Release(count);
    }

    /// <summary>One delivery in hand. Used by one caller at a time.</summary>
    internal sealed class Hand(Hands hands) : IDisposable
    {
        private bool _isAhead = true;
        private bool _isOut;

        /// <summary>Takes a place among those on their way out, and is ahead of its turn until <see cref="Begin"/>.</summary>
        public async ValueTask GoOutAsync(CancellationToken ct)
        {
            await hands._out.WaitAsync(ct);
            _isOut = true;
        }

        /// <summary>Its turn has come, or it waits for something else than that: the next may be taken.</summary>
        public void Begin()
        {
            if (_isAhead)
            {
                _isAhead = false;
                hands._ahead.Release();
            }
        }

        /// <summary>It is done with, or given back.</summary>
        public void Dispose()
        {
            if (_isOut)
            {
                _isOut = false;
                hands._out.Release();
            }

            Begin();
        }
    }
}
