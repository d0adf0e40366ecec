namespace TeamsRolloutBot.Storage;

/// <summary>The schema version of an entity, stored with every entity.</summary>
internal static class SchemaVersion
{
    private const string Property = "v";

    public static RowValues Stamp(RowValues values, int version)
    {
        values.Set(Property, version);
        return values;
    }

    /// <summary>
    /// The version of a row. Unknown versions are rejected: a partly understood row would lose data
    /// when written back.
    /// </summary>
    /// <exception cref="NewerStateException">The row was written by a newer release.</exception>
    public static int Check(RowValues values, int newest)
    {
        var version = values.TryGetInt64(Property, out var stored) ? (int)stored : 1;
        return version <= newest
            ? version
            : throw new NewerStateException(version, newest);
    }
}

/// <summary>
/// The state was written by a newer release and is left alone. The message contains no names or
/// locations, so it may be shown to anybody.
/// </summary>
internal sealed class NewerStateException(int version, int newest) : StorageException(
    $"This was stored by a newer release of the bot (version {version} of a row, this release knows {newest}). Nothing was changed. "
        + "Start the newer release again, or restore a backup made before the upgrade.",
    isTransient: false);
