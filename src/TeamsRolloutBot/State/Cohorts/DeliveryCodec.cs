using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>Maps a delivery to a row.</summary>
internal static class DeliveryCodec
{
    private const int Version = 1;

    public static RowValues Write(StoredDelivery delivery)
    {
        var values = new RowValues(16)
        {
            { "person", delivery.Key.Person.Value },
            { "kind", delivery.Key.Kind },
            { "ref", delivery.Key.Reference },
            { "state", delivery.State.ToString() },
            { "due", delivery.Due.ToUnixTimeTicks() },
            { "notBefore", delivery.NotBefore.ToUnixTimeTicks() },
            { "decided", delivery.DecidedAt.ToUnixTimeTicks() },
            { "revision", delivery.Revision },
            { "attempts", delivery.Attempts },
            { "claimed", delivery.ClaimedUntil?.ToUnixTimeTicks() },
            { "conversation", delivery.ConversationId },
            { "activity", delivery.ActivityId },
            { "done", delivery.DoneAt?.ToUnixTimeTicks() },

            // In English, for earlier releases that read it.
            { "reason", delivery.Reason is { } reason ? Language.English.Write(() => reason.Text) : null },
            { "why", delivery.Reason?.Stored },
            { "obstacle", delivery.Obstacle == Obstacle.None ? null : (int)delivery.Obstacle },
        };
        return SchemaVersion.Stamp(values, Version);
    }

    public static StoredDelivery Read(CohortKey cohort, RowValues values)
    {
        SchemaVersion.Check(values, Version);
        return new StoredDelivery
        {
            Key = new DeliveryKey(
                cohort, StoredValues.PersonId(values.GetString("person")), values.GetString("kind"), values.GetString("ref")),
            State = ReadState(values),
            Due = StoredValues.Instant(values, "due") ?? throw StoredValues.Damaged("a due time"),
            NotBefore = StoredValues.Instant(values, "notBefore") ?? throw StoredValues.Damaged("a due time"),
            DecidedAt = StoredValues.Instant(values, "decided") ?? throw StoredValues.Damaged("a due time"),
            Revision = (int)values.GetInt64("revision"),
            Attempts = (int)values.GetInt64("attempts"),
            ClaimedUntil = StoredValues.Instant(values, "claimed"),
            ConversationId = values.TryGetString("conversation", out var conversation) ? conversation : null,
            ActivityId = values.TryGetString("activity", out var activity) ? activity : null,
            DoneAt = StoredValues.Instant(values, "done"),
            Reason = DeliveryReason.Read(
                values.TryGetString("why", out var why) ? why : null, values.TryGetString("reason", out var reason) ? reason : null),
            Obstacle = values.TryGetInt64("obstacle", out var obstacle) ? (Obstacle)obstacle : Obstacle.None,
        };
    }

    /// <summary>Reads only the state.</summary>
    public static DeliveryState ReadState(RowValues values) => Enum.Parse<DeliveryState>(values.GetString("state"));
}
