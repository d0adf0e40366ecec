using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>
/// How far the members of a cohort who were added by address have been looked up in the directory.
/// </summary>
internal sealed record ResolutionState
{
    /// <summary>The state's own row; those of the people nobody knows stand after it.</summary>
    public const string Row = "u";
    public const string UnknownPrefix = "u|";
    private const int Version = 1;

    public bool IsRunning { get; init; }

    /// <summary>How many addresses were looked up.</summary>
    public int Done { get; init; }

    /// <summary>Of how many.</summary>
    public int Total { get; init; }

    /// <summary>
    /// The cohort's people are written down under their ids elsewhere: who is found keeps theirs.
    /// </summary>
    public bool KeepsIds { get; init; }

    public static string UnknownRow(string address) => UnknownPrefix + address;

    public static RowValues UnknownValues { get; } = SchemaVersion.Stamp([], Version);

    public static ResolutionState Read(RowValues? values)
    {
        if (values is null)
        {
            return new ResolutionState();
        }

        SchemaVersion.Check(values, Version);
        return new ResolutionState
        {
            IsRunning = values.GetBoolean("running"),
            Done = (int)values.GetInt64("done"),
            Total = (int)values.GetInt64("total"),
            KeepsIds = values.GetBoolean("keepsIds"),
        };
    }

    public RowValues Write() =>
        SchemaVersion.Stamp(
            new RowValues { { "running", IsRunning }, { "done", Done }, { "total", Total }, { "keepsIds", KeepsIds } }, Version);
}
