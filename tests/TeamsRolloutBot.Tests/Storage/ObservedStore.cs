using System.Runtime.CompilerServices;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>A call of the storage port.</summary>
/// <param name="Kind"><c>get</c>, <c>query</c> or <c>commit</c>.</param>
/// <param name="Table">The table.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Key">The row, or the prefix of a query's rows.</param>
internal sealed record StoreCall(string Kind, Table Table, string Partition, string Key)
{
    /// <summary>Rows read or written.</summary>
    public int Rows { get; set; }
}

/// <summary>A store that is observed, and that can be made to fail between any two calls.</summary>
internal sealed class ObservedStore(ITableStore store) : ITableStore
{
    private readonly Lock _gate = new();
    private List<StoreCall> _calls = [];

    /// <summary>Called before each commit: a fault to throw instead, or null.</summary>
    public Func<StoreCall, Exception?> Before { get; set; } = _ => null;

    /// <summary>What somebody else does right before each commit.</summary>
    public Func<StoreCall, Task> Meanwhile { get; set; } = _ => Task.CompletedTask;

    /// <summary>What somebody else does right before each read of a row.</summary>
    public Func<StoreCall, Task> MeanwhileReading { get; set; } = _ => Task.CompletedTask;

    /// <summary>
    /// Called after each successful commit: a fault that hides its response, or null.
    /// </summary>
    public Func<StoreCall, Exception?> After { get; set; } = _ => null;

    /// <summary>The calls since the last time this was called.</summary>
    public IReadOnlyList<StoreCall> TakeCalls()
    {
        lock (_gate)
        {
            var calls = _calls;
            _calls = [];
            return calls;
        }
    }

    public async ValueTask<Row?> GetAsync(Table table, string partition, string row, CancellationToken ct = default)
    {
        var call = Note("get", table, partition, row);
        await MeanwhileReading(call);
        var found = await store.GetAsync(table, partition, row, ct);
        call.Rows = found is null ? 0 : 1;
        return found;
    }

    public async IAsyncEnumerable<Row> QueryAsync(
        Table table, string partition, RowRange range, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var call = Note("query", table, partition, range.StartsWith ?? range.Lower?.Key ?? string.Empty);
        await foreach (var row in store.QueryAsync(table, partition, range, ct))
        {
            call.Rows++;
            yield return row;
        }
    }

    public async ValueTask<CommitResult> CommitAsync(
        Table table, string partition, IReadOnlyList<RowWrite> writes, CancellationToken ct = default)
    {
        var call = Note("commit", table, partition, writes[0].Key);
        call.Rows = writes.Count;
        await Meanwhile(call);
        if (Before(call) is { } fault)
        {
            throw fault;
        }

        var result = await store.CommitAsync(table, partition, writes, ct);
        return After(call) is { } lost ? throw lost : result;
    }

    public ValueTask CheckAsync(CancellationToken ct = default) => store.CheckAsync(ct);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private StoreCall Note(string kind, Table table, string partition, string key)
    {
        var call = new StoreCall(kind, table, partition, key);
        lock (_gate)
        {
            _calls.Add(call);
        }

        return call;
    }
}
