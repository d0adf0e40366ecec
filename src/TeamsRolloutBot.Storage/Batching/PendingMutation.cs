namespace TeamsRolloutBot.Storage.Batching;

/// <summary>A mutation waiting to run, whatever its result type.</summary>
internal abstract class PendingMutation(IReadOnlyList<string> reads, CancellationToken ct)
{
    /// <summary>Keys of rows the mutation is known to read.</summary>
    public IReadOnlyList<string> Reads => reads;

    public CancellationToken Cancellation => ct;

    /// <summary>
    /// Runs the mutation and holds its result or exception until <see cref="Complete"/>. May be
    /// called again, since either may be based on stale rows.
    /// </summary>
    /// <returns>Whether it returned normally, so that its staged rows count.</returns>
    public abstract ValueTask<bool> TryRunAsync(UnitOfWork unit);

    /// <summary>Completes with the outcome of the last run.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception fault);

    public abstract void Cancel();
}

/// <inheritdoc/>
internal sealed class PendingMutation<T>(
    Func<UnitOfWork, ValueTask<T>> mutation, IReadOnlyList<string> reads, CancellationToken ct) : PendingMutation(reads, ct)
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;
    private Exception? _fault;

    public Task<T> Answer => _answer.Task;

    public override async ValueTask<bool> TryRunAsync(UnitOfWork unit)
    {
        try
        {
            _result = await mutation(unit);
            _fault = null;
        }
        catch (Exception fault)
        {
            // The mutation's own mistake or decision, or a failed read: it does not concern the
            // rest of the batch.
            _fault = fault;
        }

        return _fault is null;
    }

    public override void Complete()
    {
        if (_fault is null)
        {
            _answer.TrySetResult(_result);
        }
        else
        {
            _answer.TrySetException(_fault);
        }
    }

    public override void Fail(Exception fault) => _answer.TrySetException(_fault ?? fault);

    public override void Cancel() => _answer.TrySetCanceled(Cancellation);
}
