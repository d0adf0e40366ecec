using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>
/// Domain values as properties: instants as ticks since 1970 (100 ns), ids and zones by their text.
/// </summary>
internal static class StoredValues
{
    public static Instant? Instant(RowValues values, string name) =>
        values.TryGetInt64(name, out var ticks) ? NodaTime.Instant.FromUnixTimeTicks(ticks) : null;

    /// <summary>An instant in a key: keys stand in the order of time.</summary>
    public static string Ticks(NodaTime.Instant at) =>
        at.ToUnixTimeTicks().ToString("D19", System.Globalization.CultureInfo.InvariantCulture);

    /// <exception cref="StorageException">The text is not the id of a person.</exception>
    public static Domain.PersonId PersonId(string text) =>
        Domain.PersonId.Parse(text) ?? throw Damaged("the id of a person");

    /// <exception cref="StorageException">There is no such zone in this release's time zone
    /// database.</exception>
    public static DateTimeZone Zone(string id) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) ?? throw Damaged("a time zone");

    public static StorageException Damaged(string what) =>
        new($"Stored state can't be read: {what} is not valid. Restore a backup.", isTransient: false);
}
