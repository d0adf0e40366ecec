namespace TeamsRolloutBot.Storage;

/// <summary>The outcome of a commit. Conflicts are expected, so they are not exceptions.</summary>
internal abstract record CommitResult
{
    private CommitResult()
    {
    }

    public bool IsCommitted => this is Committed;

    /// <summary>Everything was written and is durable.</summary>
    /// <param name="ETags">The new version of each row, by position of its write; null for a
    /// delete.</param>
    internal sealed record Committed(IReadOnlyList<string?> ETags) : CommitResult;

    /// <summary>Nothing was written.</summary>
    /// <param name="Position">The position of a write whose condition failed.</param>
    /// <param name="Reason">The failed condition.</param>
    internal sealed record Conflict(int Position, ConflictReason Reason) : CommitResult;
}

/// <summary>The condition that failed.</summary>
internal enum ConflictReason
{
    /// <summary>The row to insert already exists.</summary>
    Exists,

    /// <summary>The row has changed since its ETag was read.</summary>
    Stale,

    /// <summary>The row to replace or delete does not exist.</summary>
    Missing,
}
