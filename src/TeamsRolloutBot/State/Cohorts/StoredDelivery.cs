namespace TeamsRolloutBot.State;

/// <summary>Where a delivery stands.</summary>
internal enum DeliveryState
{
    /// <summary>To be sent, now or from <see cref="StoredDelivery.NotBefore"/> on.</summary>
    Waiting,

    /// <summary>A sender has claimed it until <see cref="StoredDelivery.ClaimedUntil"/>.</summary>
    Sending,

    Sent,

    Skipped,

    /// <summary>It has not reached the person; the obstacle and the reason say why.</summary>
    Failed,
}

/// <summary>
/// What makes a delivery this one: a planned touchpoint (<see cref="Kind"/> is the touchpoint's
/// name and <see cref="Reference"/> its number) or a notice (<c>notice.question</c> and the
/// question's id, …).
/// </summary>
internal readonly record struct DeliveryKey(CohortKey Cohort, PersonId Person, string Kind, string Reference)
{
    public const string RowPrefix = "d|";

    /// <summary>
    /// Notices stand apart, so that those still on their way are found without reading every
    /// delivery.
    /// </summary>
    public const string NoticePrefix = "n|";

    public string Row => $"{(TouchpointKinds.Parse(Kind) is null ? NoticePrefix : RowPrefix)}{Person.Value}|{Kind}|{Reference}";

    /// <summary>The planned touchpoint this delivers; null for a notice.</summary>
    public (TouchpointKind Kind, int Number)? Touchpoint =>
        TouchpointKinds.Parse(Kind) is { } kind ? (kind, int.Parse(Reference, System.Globalization.CultureInfo.InvariantCulture)) : null;

    public static DeliveryKey ForTouchpoint(CohortKey cohort, PersonId person, TouchpointKind kind, int number) =>
        new(cohort, person, kind.Name(), number.ToString("D5", System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>
/// The durable record that a contact is waiting, sent, skipped or failed, and why.
/// </summary>
internal sealed record StoredDelivery
{
    public required DeliveryKey Key { get; init; }

    public DeliveryState State { get; init; } = DeliveryState.Waiting;

    /// <summary>When the timeline planned it for.</summary>
    public required Instant Due { get; init; }

    /// <summary>
    /// It is not sent before: the recipient's day hours, a wait the platform asked for, the
    /// distance to their last message.
    /// </summary>
    public required Instant NotBefore { get; init; }

    /// <summary>When it was decided.</summary>
    public required Instant DecidedAt { get; init; }

    /// <summary>
    /// The rollout's revision when it was decided: an older one is looked at again before it is
    /// sent.
    /// </summary>
    public int Revision { get; init; }

    /// <summary>How often sending was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>Until when the sender that claimed it may take; after that another may.</summary>
    public Instant? ClaimedUntil { get; init; }

    public string? ConversationId { get; init; }

    /// <summary>The message, once sent: with it the card can be updated.</summary>
    public string? ActivityId { get; init; }

    /// <summary>When it was sent, skipped or given up.</summary>
    public Instant? DoneAt { get; init; }

    /// <summary>Why it was skipped, failed, or waits.</summary>
    public DeliveryReason? Reason { get; init; }

    /// <summary>What keeps it from the person.</summary>
    public Obstacle Obstacle { get; init; }

    public bool IsFinal => State is DeliveryState.Sent or DeliveryState.Skipped or DeliveryState.Failed;
}
