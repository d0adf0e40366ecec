using NodaTime;

namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>What has become of a touchpoint for good.</summary>
public enum ContactOutcome
{
    Sent,
    Skipped,
    Failed,
}

/// <summary>The final outcome of a touchpoint.</summary>
/// <param name="Outcome">What has become of it.</param>
/// <param name="At">When it was sent, skipped or given up.</param>
/// <param name="Due">When it was planned for at that time: a date that moves makes what was skipped due anew.</param>
public readonly record struct Contact(ContactOutcome Outcome, Instant At, Instant Due);

/// <summary>What has already happened between the rollout and one person of one cohort.</summary>
public sealed class ContactHistory
{
    /// <summary>Nothing has happened yet.</summary>
    public static ContactHistory Empty { get; } = new();

    private readonly Dictionary<(TouchpointKind Kind, int Number), Contact> _contacts = [];
    private readonly Dictionary<int, LocalDate> _snoozes = [];

    public Contact? Find(TouchpointKind kind, int number = 0) =>
        _contacts.TryGetValue((kind, number), out var contact) ? contact : null;

    /// <summary>When the touchpoint was sent; null when it was not.</summary>
    public Instant? SentAt(TouchpointKind kind, int number = 0) =>
        Find(kind, number) is { Outcome: ContactOutcome.Sent } contact ? contact.At : null;

    /// <summary>The day for which the person asked to be asked again about a check-in.</summary>
    public LocalDate? SnoozedTo(int checkIn) => _snoozes.TryGetValue(checkIn, out var date) ? date : null;

    public void Record(TouchpointKind kind, int number, Contact contact) => _contacts[(kind, number)] = contact;

    public void RecordSnooze(int checkIn, LocalDate to) => _snoozes[checkIn] = to;

    /// <summary>
    /// True when nothing more is to be decided: it was sent, it failed for good, or it was skipped for the date it still has.
    /// </summary>
    public bool IsSettled(Touchpoint touchpoint) =>
        Find(touchpoint.Kind, touchpoint.Number) is { } contact
        && (contact.Outcome != ContactOutcome.Skipped || contact.Due == touchpoint.Due);
}
