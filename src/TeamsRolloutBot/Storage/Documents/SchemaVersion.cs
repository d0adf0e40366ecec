namespace TeamsRolloutBot.Storage.Documents;

/// <summary>The version of an entity's layout, written with every entity.</summary>
internal static class SchemaVersion
{
    private const string Property = "v";

    public static RowValues Stamp(RowValues values, int version)
    {
        values.Set(Property, version);
        return values;
    }

    /// <summary>
    /// The version of a row, refused when this release does not know it: half-read state would be
    /// written back half.
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
/// State was written by a newer release. It is left alone; the message, which names nobody and no
/// place, may be shown to anybody.
/// </summary>
internal sealed class NewerStateException(int version, int newest) : StorageException(
    $"This was stored by a newer release of the bot (version {version} of a row, this release knows {newest}). Nothing was changed. "
        + "Start the newer release again, or restore a backup made before the upgrade.",
    isTransient: false);
