using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>
/// Domain values as row properties: instants as ticks since 1970 (100 ns), ids and zones as text.
/// </summary>
internal static class StoredValues
{
    public static Instant? Instant(RowValues values, string name) =>
        values.TryGetInt64(name, out var ticks) ? NodaTime.Instant.FromUnixTimeTicks(ticks) : null;

    /// <summary>An instant in a key, sorting in time order.</summary>
    public static string Ticks(NodaTime.Instant at) =>
        at.ToUnixTimeTicks().ToString("D19", System.Globalization.CultureInfo.InvariantCulture);

    /// <exception cref="StorageException">The text is not a person id.</exception>
    public static Domain.PersonId PersonId(string text) =>
        Domain.PersonId.Parse(text) ?? throw Damaged("the id of a person");

    /// <exception cref="StorageException">This release's time zone database has no such
    /// zone.</exception>
    public static DateTimeZone Zone(string id) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) ?? throw Damaged("a time zone");

    public static StorageException Damaged(string what) =>
        new($"Stored state can't be read: {what} is not valid. Restore a backup.", isTransient: false);
}
