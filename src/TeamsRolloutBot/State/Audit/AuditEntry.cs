using System.Globalization;

namespace TeamsRolloutBot.State;

/// <summary>What somebody did. Stored by name: a name is never given another meaning.</summary>
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

    /// <summary>
    /// Took back the newest removal, move or change of a text that had not been taken back.
    /// </summary>
    Undone,

    /// <summary>Let somebody start afresh.</summary>
    StartedAfresh,

    /// <summary>Ticked tasks off for people who have no Teams at hand.</summary>
    MarkedDone,

    /// <summary>
    /// Something a newer release has done, before this one was put back in its place: kept as it
    /// is, and never written by this one.
    /// </summary>
    Unknown,
}

/// <summary>
/// Who did what to a rollout, and when. People are kept by their ids alone: names are looked up
/// when it is read, and are gone where a person was forgotten.
/// </summary>
internal sealed record AuditEntry
{
    // Tells apart, and keeps in their order, what one instance does at one instant; the random
    // digits do so between instances.
    private static long _made;

    /// <summary>Sorts the newest first; two of the same instant differ.</summary>
    public required string Id { get; init; }

    public required Instant At { get; init; }

    public required PersonId Actor { get; init; }

    public required AuditAction Action { get; init; }

    /// <summary>The name an <see cref="AuditAction.Unknown"/> action is stored by.</summary>
    public string? UnknownName { get; init; }

    public CohortId? Cohort { get; init; }

    /// <summary>Who it was about.</summary>
    public IReadOnlyList<PersonId> Subjects { get; init; } = [];

    /// <summary>
    /// What else is to be said of it: dates, the kind of a file. Holds no names, addresses or texts
    /// of people.
    /// </summary>
    public string? Detail { get; init; }

    public static AuditEntry Of(AuditAction action, PersonId actor, Instant at) => new()
    {
        Id = IdOf(at, $"{long.MaxValue - Interlocked.Increment(ref _made):X16}{Random.Shared.Next(0x10000):X4}"),
        At = at,
        Actor = actor,
        Action = action,
    };

    /// <summary>The id of an entry: the newer, the earlier in order.</summary>
    public static string IdOf(Instant at, string rest) =>
        string.Create(CultureInfo.InvariantCulture, $"{long.MaxValue - at.ToUnixTimeTicks():D19}|{rest}");
}
