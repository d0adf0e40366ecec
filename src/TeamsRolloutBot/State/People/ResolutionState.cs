using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>
/// Progress of the directory look-up of a cohort's members who were added by address.
/// </summary>
internal sealed record ResolutionState
{
    /// <summary>The row of the state itself; those of unknown people sort after it.</summary>
    public const string Row = "u";
    public const string UnknownPrefix = "u|";
    private const int Version = 1;

    public bool IsRunning { get; init; }

    /// <summary>Number of addresses looked up.</summary>
    public int Done { get; init; }

    /// <summary>Number of addresses in total.</summary>
    public int Total { get; init; }

    /// <summary>
    /// The cohort's people are referenced elsewhere by id, so those found keep theirs.
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
