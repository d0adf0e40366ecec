using TeamsRolloutBot.Pacing;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>
/// Limits mailbox requests in flight to four, divided among the instances, at least one each.
/// Source: "Microsoft Graph service-specific throttling limits", Outlook: four concurrent requests
/// per app and mailbox.
/// </summary>
internal sealed class MailboxLane(IInstances instances)
{
    private const int AtOnce = 4;

    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private int _inside;

    private int Places => Math.Max(1, AtOnce / instances.Count);

    /// <summary>
    /// Waits for a place, first come, first served; disposing of it frees the place.
    /// </summary>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken ct)
    {
        LinkedListNode<TaskCompletionSource> place;
        lock (_gate)
        {
            if (_inside < Places && _waiting.Count == 0)
            {
                _inside++;
                return new Place(this);
            }

            place = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var cancelling = ct.Register(() => Leave(place, ct));
        await place.Value.Task;
        return new Place(this);
    }

    private void Leave(LinkedListNode<TaskCompletionSource> place, CancellationToken ct)
    {
        lock (_gate)
        {
            // If it already has its place, cancellation does not apply: the waiter releases it.
            if (place.List is not null)
            {
                _waiting.Remove(place);
                place.Value.TrySetCanceled(ct);
            }
        }
    }

    private void Release()
    {
        lock (_gate)
        {
            _inside--;
            while (_inside < Places && _waiting.First is { } next)
            {
                _waiting.RemoveFirst();
                _inside++;
                next.Value.TrySetResult();
            }
        }
    }

    private sealed class Place(MailboxLane lane) : IDisposable
    {
        private MailboxLane? _lane = lane;

        public void Dispose() => Interlocked.Exchange(ref _lane, null)?.Release();
    }
}
