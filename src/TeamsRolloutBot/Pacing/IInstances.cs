namespace TeamsRolloutBot.Pacing;

/// <summary>The number of running instances of the bot, including this one.</summary>
internal interface IInstances
{
    /// <summary>At least 1.</summary>
    int Count { get; }

    /// <summary>
    /// Completes once <see cref="Count"/> is known, and this instance is known to the others.
    /// </summary>
    ValueTask WhenKnownAsync(CancellationToken ct);
}

/// <summary>The embedded store supports a single instance.</summary>
internal sealed class OneInstance : IInstances
{
    public int Count => 1;

    public ValueTask WhenKnownAsync(CancellationToken ct) => ValueTask.CompletedTask;
}
