using System.Globalization;

namespace TeamsRolloutBot.Storage.Sqlite;

/// <summary>
/// A commit waiting for the writer, with its rows already encoded on the caller's thread.
/// </summary>
internal sealed class PendingCommit(Table table, string partition, IReadOnlyList<RowWrite> writes, CancellationToken ct)
{
    // Continuations must not run on the writer's thread.
    private readonly TaskCompletionSource<CommitResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Table Table => table;

    public string Partition => partition;

    public EncodedWrite[] Writes { get; } =
    [
        .. writes.Select(
            write =>
                new EncodedWrite(
                    write.Kind, write.Key, ParseVersion(write.ETag), write.Values is null ? null : RowCodec.Encode(write.Values))),
    ];

    public CancellationToken Cancellation => ct;

    public Task<CommitResult> Answer => _answer.Task;

    /// <summary>The result to return once the transaction is on disk.</summary>
    public CommitResult? Outcome { get; set; }

    public void Complete() => _answer.TrySetResult(Outcome!);

    public void Fail(Exception fault) => _answer.TrySetException(fault);

    public void Cancel() => _answer.TrySetCanceled(ct);

    public static string ETagOf(long version) => version.ToString(CultureInfo.InvariantCulture);

    // Versions start at 1, so a foreign ETag becomes a version that no row has.
    private static long? ParseVersion(string? etag) =>
        etag is null ? null : long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    internal readonly record struct EncodedWrite(RowWriteKind Kind, string Key, long? Version, byte[]? Values);
}
