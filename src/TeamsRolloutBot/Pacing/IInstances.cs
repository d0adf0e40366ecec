namespace TeamsRolloutBot.Pacing;

/// <summary>How many instances of the bot run at present, this one among them.</summary>
internal interface IInstances
{
    /// <summary>At least 1.</summary>
    int Count { get; }

    /// <summary>
    /// Ends once <see cref="Count"/> is known, and this instance known to the others.
    /// </summary>
    ValueTask WhenKnownAsync(CancellationToken ct);
}

/// <summary>The embedded store belongs to one instance.</summary>
internal sealed class OneInstance : IInstances
{
    public int Count => 1;

    public ValueTask WhenKnownAsync(CancellationToken ct) => ValueTask.CompletedTask;
}
