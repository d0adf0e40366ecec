namespace TeamsRolloutBot.Hosting.Development;

/// <summary>The configuration section <c>Playground</c>.</summary>
internal sealed class PlaygroundOptions
{
    public const string Section = "Playground";

    /// <summary>
    /// Whether to start the Microsoft 365 Agents Playground with the bot. Development only.
    /// </summary>
    public bool Launch { get; set; }

    /// <summary>Its port; 0: any free one.</summary>
    public int Port { get; set; } = 56150;
}
