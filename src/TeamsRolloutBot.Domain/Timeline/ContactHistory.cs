using System.Diagnostics.CodeAnalysis;

namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>The outcome of a touchpoint.</summary>
public enum ContactOutcome
{
    /// <summary>Decided and in flight; not sent yet.</summary>
    Queued,

    Sent,

    Skipped,

    /// <summary>
    /// Not delivered, and not retried until the person can be reached.
    /// <see cref="Contact.Obstacle"/> says why.
    /// </summary>
    Failed,
}

/// <summary>The outcome of a touchpoint, and when it came about.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="At">When it came about.</param>
/// <param name="Due">The due time at that point; if the date moves, an unsent touchpoint becomes
/// due again.</param>
/// <param name="Skip">Why it was skipped.</param>
/// <param name="Obstacle">Why it was not delivered.</param>
public readonly record struct Contact(
    ContactOutcome Outcome, Instant At, Instant Due, SkipReason Skip = SkipReason.None, Obstacle Obstacle = Obstacle.None)
{
    /// <summary>
    /// Could not be delivered. Messages waiting for the person to get the app do not count, as they
    /// may still be.
    /// </summary>
    public bool IsUndeliverable => Outcome == ContactOutcome.Failed && !Obstacle.IsWaiting();

    /// <summary>
    /// Reached the person, either directly or on the card another of their cohorts sent that day.
    /// </summary>
    public bool HasReached =>
        Outcome == ContactOutcome.Sent || (Outcome == ContactOutcome.Skipped && Skip == SkipReason.SentForAnotherCohort);
}

/// <summary>The contact history of one person in one cohort. Immutable.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is called a history; that it can be enumerated is a detail.")]
public sealed class ContactHistory
{
    private readonly Dictionary<(TouchpointKind Kind, int Number), Contact> _contacts;
    private readonly Dictionary<int, LocalDate> _snoozes;

    public ContactHistory(
        IEnumerable<KeyValuePair<(TouchpointKind Kind, int Number), Contact>> contacts, IEnumerable<KeyValuePair<int, LocalDate>> snoozes)
        : this(new(contacts), new(snoozes))
    {
    }

    private ContactHistory(Dictionary<(TouchpointKind, int), Contact> contacts, Dictionary<int, LocalDate> snoozes)
    {
        _contacts = contacts;
        _snoozes = snoozes;
    }

    /// <summary>No contact yet.</summary>
    public static ContactHistory Empty { get; } = new([], []);

    public IReadOnlyDictionary<(TouchpointKind Kind, int Number), Contact> Contacts => _contacts;

    /// <summary>The dates on which the person wants to be asked again, by check-in.</summary>
    public IReadOnlyDictionary<int, LocalDate> Snoozes => _snoozes;

    public Contact? Find(TouchpointKind kind, int number = 0) =>
        _contacts.TryGetValue((kind, number), out var contact) ? contact : null;

    /// <summary>When the touchpoint was sent; null if it was not.</summary>
    public Instant? SentAt(TouchpointKind kind, int number = 0) =>
        Find(kind, number) is { Outcome: ContactOutcome.Sent } contact ? contact.At : null;

    /// <summary>
    /// When the touchpoint reached the person, for this cohort or combined with another's; null if
    /// it did not.
    /// </summary>
    public Instant? ReachedAt(TouchpointKind kind, int number = 0) =>
        Find(kind, number) is { HasReached: true } contact ? contact.At : null;

    /// <summary>The date on which the person wants to be asked again about a check-in.</summary>
    public LocalDate? SnoozedTo(int checkIn) => _snoozes.TryGetValue(checkIn, out var date) ? date : null;

    /// <summary>The number of touchpoints with an outcome.</summary>
    public int Count(ContactOutcome outcome)
    {
        // Runs on every participant change, so it must not allocate.
        var count = 0;
        foreach (var contact in _contacts.Values)
        {
            count += contact.Outcome == outcome ? 1 : 0;
        }

        return count;
    }

    /// <summary>The number of undeliverable touchpoints.</summary>
    public int CountUndeliverable()
    {
        var count = 0;
        foreach (var contact in _contacts.Values)
        {
            count += contact.IsUndeliverable ? 1 : 0;
        }

        return count;
    }

    /// <summary>The highest number of a kind that reached the person; 0 if none did.</summary>
    public int NewestReached(TouchpointKind kind)
    {
        var newest = 0;
        foreach (var (key, contact) in _contacts)
        {
            newest = key.Kind == kind && contact.HasReached ? Math.Max(newest, key.Number) : newest;
        }

        return newest;
    }

    public ContactHistory With(TouchpointKind kind, int number, Contact contact) =>
        new(new Dictionary<(TouchpointKind, int), Contact>(_contacts) { [(kind, number)] = contact }, _snoozes);

    public ContactHistory Without(TouchpointKind kind, int number)
    {
        var contacts = new Dictionary<(TouchpointKind, int), Contact>(_contacts);
        contacts.Remove((kind, number));
        return new(contacts, _snoozes);
    }

    public ContactHistory WithSnooze(int checkIn, LocalDate to) =>
        new(_contacts, new Dictionary<int, LocalDate>(_snoozes) { [checkIn] = to });

    /// <summary>
    /// True if there is nothing left to decide: it was sent, it failed, or it was queued or skipped
    /// for its current date.
    /// </summary>
    public bool IsSettled(Touchpoint touchpoint) =>
        Find(touchpoint.Kind, touchpoint.Number) is { } contact
        && (contact.Outcome is ContactOutcome.Sent or ContactOutcome.Failed || contact.Due == touchpoint.Due);
}
