namespace TeamsRolloutBot.Storage;

/// <summary>A mutation that waits for its turn, whatever it returns.</summary>
internal abstract class PendingMutation(IReadOnlyList<string> reads, CancellationToken ct)
{
    /// <summary>Keys of rows the mutation is known to read.</summary>
    public IReadOnlyList<string> Reads => reads;

    public CancellationToken Cancellation => ct;

    /// <summary>
    /// Runs the mutation and keeps its result or its exception until <see cref="Complete"/>. May be
    /// called again, since either may rest on rows that turn out to be stale.
    /// </summary>
    /// <returns>Whether it returned, so that what it staged counts.</returns>
    public abstract ValueTask<bool> TryRunAsync(UnitOfWork unit);

    /// <summary>Answers as the last run ended.</summary>
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
            // Its own mistake or decision, or a read that failed: no business of those it shares
            // the batch with.
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
