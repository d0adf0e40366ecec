using System.Diagnostics.CodeAnalysis;

namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>What has become of a touchpoint.</summary>
public enum ContactOutcome
{
    /// <summary>Decided and on its way; not sent yet.</summary>
    Queued,

    Sent,

    Skipped,

    /// <summary>
    /// It has not reached the person; not tried again until they can be reached.
    /// <see cref="Contact.Obstacle"/> says why.
    /// </summary>
    Failed,
}

/// <summary>What has become of a touchpoint, and when.</summary>
/// <param name="Outcome">What has become of it.</param>
/// <param name="At">When that was so.</param>
/// <param name="Due">When it was planned for at that time: a date that moves makes due again what
/// was not sent.</param>
/// <param name="Skip">Why it was skipped.</param>
/// <param name="Obstacle">Why it has not reached the person.</param>
public readonly record struct Contact(
    ContactOutcome Outcome, Instant At, Instant Due, SkipReason Skip = SkipReason.None, Obstacle Obstacle = Obstacle.None)
{
    /// <summary>
    /// It could not be delivered; what waits for the person to get the app could still.
    /// </summary>
    public bool IsUndeliverable => Outcome == ContactOutcome.Failed && !Obstacle.IsWaiting();

    /// <summary>
    /// It has reached the person: under its own name, or on the card that another of their cohorts
    /// sent that day.
    /// </summary>
    public bool HasReached =>
        Outcome == ContactOutcome.Sent || (Outcome == ContactOutcome.Skipped && Skip == SkipReason.SentForAnotherCohort);
}

/// <summary>
/// What has happened between the rollout and one person of one cohort. Immutable.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "A history is what it is called; that it can be enumerated is a detail.")]
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

    /// <summary>Nothing has happened yet.</summary>
    public static ContactHistory Empty { get; } = new([], []);

    public IReadOnlyDictionary<(TouchpointKind Kind, int Number), Contact> Contacts => _contacts;

    /// <summary>The days for which the person asked to be asked again, by check-in.</summary>
    public IReadOnlyDictionary<int, LocalDate> Snoozes => _snoozes;

    public Contact? Find(TouchpointKind kind, int number = 0) =>
        _contacts.TryGetValue((kind, number), out var contact) ? contact : null;

    /// <summary>When the touchpoint was sent; null when it was not.</summary>
    public Instant? SentAt(TouchpointKind kind, int number = 0) =>
        Find(kind, number) is { Outcome: ContactOutcome.Sent } contact ? contact.At : null;

    /// <summary>
    /// When the touchpoint reached the person, for this cohort or together with another one's; null
    /// when it did not.
    /// </summary>
    public Instant? ReachedAt(TouchpointKind kind, int number = 0) =>
        Find(kind, number) is { HasReached: true } contact ? contact.At : null;

    /// <summary>The day for which the person asked to be asked again about a check-in.</summary>
    public LocalDate? SnoozedTo(int checkIn) => _snoozes.TryGetValue(checkIn, out var date) ? date : null;

    /// <summary>How many touchpoints have come to that outcome.</summary>
    public int Count(ContactOutcome outcome)
    {
        // Counted with every change of a participant, and so without making anything.
        var count = 0;
        foreach (var contact in _contacts.Values)
        {
            count += contact.Outcome == outcome ? 1 : 0;
        }

        return count;
    }

    /// <summary>How many touchpoints could not be delivered.</summary>
    public int CountUndeliverable()
    {
        var count = 0;
        foreach (var contact in _contacts.Values)
        {
            count += contact.IsUndeliverable ? 1 : 0;
        }

        return count;
    }

    /// <summary>The highest number of that kind that reached the person; 0 when none did.</summary>
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
    /// True when nothing more is to be decided: it was sent, it failed, or it was queued or skipped
    /// for the date it still has.
    /// </summary>
    public bool IsSettled(Touchpoint touchpoint) =>
        Find(touchpoint.Kind, touchpoint.Number) is { } contact
        && (contact.Outcome is ContactOutcome.Sent or ContactOutcome.Failed || contact.Due == touchpoint.Due);
}
