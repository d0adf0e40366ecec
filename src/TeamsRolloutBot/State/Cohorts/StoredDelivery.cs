namespace TeamsRolloutBot.State;

/// <summary>The state of a delivery.</summary>
internal enum DeliveryState
{
    /// <summary>To be sent, now or from <see cref="StoredDelivery.NotBefore"/> on.</summary>
    Waiting,

    /// <summary>Claimed by a sender until <see cref="StoredDelivery.ClaimedUntil"/>.</summary>
    Sending,

    Sent,

    Skipped,

    /// <summary>Did not reach the person; the obstacle and the reason say why.</summary>
    Failed,
}

/// <summary>
/// Identifies a delivery: a planned touchpoint (<see cref="Kind"/> is the touchpoint's name and
/// <see cref="Reference"/> its number) or a notice (<c>notice.question</c> and the question's id,
/// …).
/// </summary>
internal readonly record struct DeliveryKey(CohortKey Cohort, PersonId Person, string Kind, string Reference)
{
    public const string RowPrefix = "d|";

    /// <summary>
    /// Notices have their own prefix, so that pending ones are found without reading every
    /// delivery.
    /// </summary>
    public const string NoticePrefix = "n|";

    public string Row => $"{(TouchpointKinds.Parse(Kind) is null ? NoticePrefix : RowPrefix)}{Person.Value}|{Kind}|{Reference}";

    /// <summary>The planned touchpoint this delivers; null for a notice.</summary>
    public (TouchpointKind Kind, int Number)? Touchpoint =>
        TouchpointKinds.Parse(Kind) is { } kind ? (kind, int.Parse(Reference, System.Globalization.CultureInfo.InvariantCulture)) : null;

    /// <summary>True for a notice whose recipient gets no message.</summary>
    public bool IsQuiet => Kind == Notices.Calendar && Reference.StartsWith(Notices.Quiet, StringComparison.Ordinal);

    public static DeliveryKey ForTouchpoint(CohortKey cohort, PersonId person, TouchpointKind kind, int number) =>
        new(cohort, person, kind.Name(), number.ToString("D5", System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>
/// The durable record of a contact that is waiting, sent, skipped or failed, and why.
/// </summary>
internal sealed record StoredDelivery
{
    public required DeliveryKey Key { get; init; }

    public DeliveryState State { get; init; } = DeliveryState.Waiting;

    /// <summary>When the timeline planned it.</summary>
    public required Instant Due { get; init; }

    /// <summary>
    /// The earliest send time, given day hours, the platform's back-off and the distance to the
    /// person's last message.
    /// </summary>
    public required Instant NotBefore { get; init; }

    /// <summary>When it was decided.</summary>
    public required Instant DecidedAt { get; init; }

    /// <summary>
    /// The rollout's revision at that time; a delivery with an older one is checked again before
    /// sending.
    /// </summary>
    public int Revision { get; init; }

    /// <summary>Number of send attempts.</summary>
    public int Attempts { get; init; }

    /// <summary>When the sender's claim expires and another sender may take over.</summary>
    public Instant? ClaimedUntil { get; init; }

    public string? ConversationId { get; init; }

    /// <summary>The message once sent, needed to update its card.</summary>
    public string? ActivityId { get; init; }

    /// <summary>When it was sent, skipped or given up on.</summary>
    public Instant? DoneAt { get; init; }

    /// <summary>Why it was skipped, failed, or waits.</summary>
    public DeliveryReason? Reason { get; init; }

    /// <summary>What prevents its delivery.</summary>
    public Obstacle Obstacle { get; init; }

    public bool IsFinal => State is DeliveryState.Sent or DeliveryState.Skipped or DeliveryState.Failed;
}
