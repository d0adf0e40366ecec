namespace TeamsRolloutBot.Microsoft365;

/// <summary>An entry of a calendar, as it is to be.</summary>
internal sealed record CalendarEntry
{
    /// <summary>In whose calendar: an Entra object id or an e-mail address.</summary>
    public required string Organiser { get; init; }

    public required string Subject { get; init; }

    /// <summary>What it is about, as HTML.</summary>
    public required string Html { get; init; }

    public required LocalDateTime Start { get; init; }

    public required LocalDateTime End { get; init; }

    public required DateTimeZone Zone { get; init; }

    /// <summary>At most <see cref="GraphCalendar.MostAttendees"/>.</summary>
    public required IReadOnlyList<(string Name, string Address)> Attendees { get; init; }

    /// <summary>It has a Teams meeting of its own.</summary>
    public bool HasMeeting { get; init; }

    /// <summary>Where it takes place, where it has no meeting of its own.</summary>
    public string? JoinUrl { get; init; }

    /// <summary>Creating the same entry twice makes one, by this id.</summary>
    public required string TransactionId { get; init; }
}

/// <summary>An entry that is in a calendar.</summary>
internal sealed record PlacedEntry(string Id, string? JoinUrl);

/// <summary>When somebody is busy; null where their calendar can't be read.</summary>
/// <param name="Address">Whose it is.</param>
/// <param name="Busy">When they are busy.</param>
/// <param name="Hours">When they work, as their mailbox says; null where it does not, or in a zone
/// nobody knows.</param>
internal sealed record Schedule(string Address, IReadOnlyList<Interval>? Busy, WorkingHours? Hours = null);

/// <summary>Calendars of the organisation.</summary>
/// <remarks>Every method throws <see cref="GraphException"/> when it can't be done.</remarks>
internal interface ICalendar
{
    /// <summary>Puts an entry into the organiser's calendar and invites the attendees.</summary>
    Task<PlacedEntry> CreateAsync(CalendarEntry entry, CancellationToken ct);

    /// <summary>Changes an entry; attendees are told. Null when it is gone.</summary>
    Task<PlacedEntry?> ChangeAsync(string id, CalendarEntry entry, CancellationToken ct);

    /// <summary>Cancels an entry; attendees are told. One that is gone is cancelled.</summary>
    Task CancelAsync(string organiser, string id, string comment, CancellationToken ct);

    /// <summary>When people are busy between two instants.</summary>
    /// <param name="asker">Whose calendar asks: an object id or an address.</param>
    /// <param name="addresses">The people's.</param>
    /// <param name="between">The time that matters.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyList<Schedule>> ReadSchedulesAsync(string asker, IReadOnlyList<string> addresses, Interval between, CancellationToken ct);
}

/// <summary>Somebody who was in a meeting.</summary>
/// <param name="ObjectId">Their Entra object id, where the report has one.</param>
/// <param name="Address">Their address, where the report has one.</param>
/// <param name="Seconds">How long they were there.</param>
internal sealed record Attended(Guid? ObjectId, string? Address, int Seconds);

/// <summary>Reports of who was in a meeting.</summary>
internal interface IAttendance
{
    /// <summary>Who was in a meeting; null while there is no report of it.</summary>
    /// <exception cref="GraphException">Graph can't say.</exception>
    Task<IReadOnlyList<Attended>?> ReadAsync(string organiser, string joinUrl, CancellationToken ct);
}
