using System.Globalization;

namespace TeamsRolloutBot.State;

/// <summary>What somebody did. Stored by name: never reuse a name for another meaning.</summary>
internal enum AuditAction
{
    Defined,
    Launched,
    Paused,
    Resumed,
    Closed,
    Moved,
    CohortAdded,
    Added,
    Removed,
    Answered,
    Nudged,
    Resent,
    Exported,
    Forgot,
    TrainingPlanned,
    Downloaded,
    Edited,
    CohortChanged,
    CohortRemoved,

    /// <summary>Undid the latest removal, move or text change not yet undone.</summary>
    Undone,

    /// <summary>Let somebody start afresh.</summary>
    StartedAfresh,

    /// <summary>Ticked off tasks for people without Teams at hand.</summary>
    MarkedDone,

    /// <summary>
    /// An action by a newer release before a downgrade to this one: kept as is, and never written
    /// by this one.
    /// </summary>
    Unknown,
}

/// <summary>
/// Who did what to a rollout, and when. People are stored by id only: names are looked up on
/// reading, and are gone once a person is forgotten.
/// </summary>
internal sealed record AuditEntry
{
    // Orders and distinguishes one instance's entries of the same instant; the random digits do so
    // between instances.
    private static long _made;

    /// <summary>Sorts newest first; unique even within the same instant.</summary>
    public required string Id { get; init; }

    public required Instant At { get; init; }

    public required PersonId Actor { get; init; }

    public required AuditAction Action { get; init; }

    /// <summary>The stored name of an <see cref="AuditAction.Unknown"/> action.</summary>
    public string? UnknownName { get; init; }

    public CohortId? Cohort { get; init; }

    /// <summary>The people it concerned.</summary>
    public IReadOnlyList<PersonId> Subjects { get; init; } = [];

    /// <summary>
    /// Further details: dates, the kind of a file, the name of a cohort. Contains no names,
    /// addresses or texts of people.
    /// </summary>
    public string? Detail { get; init; }

    public static AuditEntry Of(AuditAction action, PersonId actor, Instant at) => new()
    {
        Id = IdOf(at, $"{long.MaxValue - Interlocked.Increment(ref _made):X16}{Random.Shared.Next(0x10000):X4}"),
        At = at,
        Actor = actor,
        Action = action,
    };

    /// <summary>An entry's id: newer entries sort first.</summary>
    public static string IdOf(Instant at, string rest) =>
        string.Create(CultureInfo.InvariantCulture, $"{long.MaxValue - at.ToUnixTimeTicks():D19}|{rest}");
}
