namespace TeamsRolloutBot.Storage;

/// <summary>How a commit ended. A conflict is an everyday outcome, not an exception.</summary>
internal abstract record CommitResult
{
    private CommitResult()
    {
    }

    public bool IsCommitted => this is Committed;

    /// <summary>Everything was written and is durable.</summary>
    /// <param name="ETags">The new version of each row, by the position of its write; null for a
    /// delete.</param>
    internal sealed record Committed(IReadOnlyList<string?> ETags) : CommitResult;

    /// <summary>Nothing was written.</summary>
    /// <param name="Position">The position of a write whose condition did not hold.</param>
    /// <param name="Reason">Which condition that was.</param>
    internal sealed record Conflict(int Position, ConflictReason Reason) : CommitResult;
}

/// <summary>The condition that did not hold.</summary>
internal enum ConflictReason
{
    /// <summary>The row to insert is already there.</summary>
    Exists,

    /// <summary>The row has been changed since its ETag was read.</summary>
    Stale,

    /// <summary>The row to replace or delete is not there.</summary>
    Missing,
}
