using System.Globalization;

namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>A commit that waits for the writer, with its rows already encoded on the caller's thread.</summary>
internal sealed class PendingCommit
{
    // Whoever waits must not run on the writer's thread.
    private readonly TaskCompletionSource<CommitResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PendingCommit(Table table, string partition, IReadOnlyList<RowWrite> writes, CancellationToken ct)
    {
        Cancellation = ct;
        Writes = new EncodedWrite[writes.Count];
        for (var i = 0; i < Writes.Length; i++)
        {
            var write = writes[i];
            Writes[i] = new(write.Kind, new RowPlace((long)table, partition, write.Key), ParseVersion(write.ETag), write.Values is null ? null : RowCodec.Encode(write.Values));
        }
    }

    public EncodedWrite[] Writes { get; }

    public CancellationToken Cancellation { get; }

    public Task<CommitResult> Answer => _answer.Task;

    /// <summary>What to answer once the transaction is on disk.</summary>
    public CommitResult? Outcome { get; set; }

    public void Complete() => _answer.TrySetResult(Outcome!);

    public void Fail(Exception fault) => _answer.TrySetException(fault);

    public void Cancel() => _answer.TrySetCanceled(Cancellation);

    public static string ETagOf(long version) => version.ToString(CultureInfo.InvariantCulture);

    // Versions start at 1: an ETag that is none of ours is merely one that no row has.
    private static long? ParseVersion(string? etag) =>
        etag is null ? null : long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    internal readonly record struct EncodedWrite(RowWriteKind Kind, RowPlace At, long? Version, byte[]? Values);
}
