namespace TeamsRolloutBot.Hosting;

/// <summary>The section <c>Playground</c> of the configuration.</summary>
internal sealed class PlaygroundOptions
{
    public const string Section = "Playground";

    /// <summary>
    /// Start the Microsoft 365 Agents Playground beside the bot. Development only.
    /// </summary>
    public bool Launch { get; set; }

    /// <summary>The port it is opened at; 0: a free one.</summary>
    public int Port { get; set; } = 56150;
}
