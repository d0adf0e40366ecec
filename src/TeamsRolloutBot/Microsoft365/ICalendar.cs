namespace TeamsRolloutBot.Microsoft365;

/// <summary>The desired state of a calendar entry.</summary>
internal sealed record CalendarEntry
{
    /// <summary>The calendar's owner: an Entra object id or an e-mail address.</summary>
    public required string Organiser { get; init; }

    public required string Subject { get; init; }

    /// <summary>The description, as HTML.</summary>
    public required string Html { get; init; }

    public required LocalDateTime Start { get; init; }

    public required LocalDateTime End { get; init; }

    public required DateTimeZone Zone { get; init; }

    /// <summary>At most <see cref="GraphCalendar.MostAttendees"/>.</summary>
    public required IReadOnlyList<(string Name, string Address)> Attendees { get; init; }

    /// <summary>Whether it has its own Teams meeting.</summary>
    public bool HasMeeting { get; init; }

    /// <summary>The link to join if it has no meeting of its own.</summary>
    public string? JoinUrl { get; init; }

    /// <summary>Makes creation idempotent.</summary>
    public required string TransactionId { get; init; }
}

/// <summary>An existing calendar entry.</summary>
internal sealed record PlacedEntry(string Id, string? JoinUrl);

/// <summary>A person's free/busy information.</summary>
/// <param name="Address">The person's address.</param>
/// <param name="Busy">Their busy times; null if their calendar can't be read.</param>
/// <param name="Hours">Their working hours according to their mailbox; null if missing or in an
/// unknown zone.</param>
internal sealed record Schedule(string Address, IReadOnlyList<Interval>? Busy, WorkingHours? Hours = null);

/// <summary>The organisation's calendars.</summary>
/// <remarks>Every method throws <see cref="GraphException"/> on failure.</remarks>
internal interface ICalendar
{
    /// <summary>Creates an entry in the organiser's calendar and invites the attendees.</summary>
    Task<PlacedEntry> CreateAsync(CalendarEntry entry, CancellationToken ct);

    /// <summary>Changes an entry and notifies the attendees. Null if it is gone.</summary>
    Task<PlacedEntry?> ChangeAsync(string id, CalendarEntry entry, CancellationToken ct);

    /// <summary>
    /// Changes who is invited, and nothing else; only those added or removed are notified. Null if
    /// the entry is gone.
    /// </summary>
    Task<PlacedEntry?> InviteAsync(string id, CalendarEntry entry, CancellationToken ct);

    /// <summary>
    /// Cancels an entry and notifies the attendees. Succeeds if it is already gone.
    /// </summary>
    Task CancelAsync(string organiser, string id, string comment, CancellationToken ct);

    /// <summary>People's busy times between two instants.</summary>
    /// <param name="asker">The calendar to ask on behalf of: an object id or an address.</param>
    /// <param name="addresses">The people's addresses.</param>
    /// <param name="between">The period of interest.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyList<Schedule>> ReadSchedulesAsync(string asker, IReadOnlyList<string> addresses, Interval between, CancellationToken ct);
}

/// <summary>A participant of a meeting.</summary>
/// <param name="ObjectId">Their Entra object id, if the report has it.</param>
/// <param name="Address">Their address, if the report has it.</param>
/// <param name="Seconds">How long they attended.</param>
internal sealed record Attended(Guid? ObjectId, string? Address, int Seconds);

/// <summary>Attendance reports of meetings.</summary>
internal interface IAttendance
{
    /// <summary>The participants of a meeting; null if there is no report yet.</summary>
    /// <exception cref="GraphException">Graph is unavailable or refuses.</exception>
    Task<IReadOnlyList<Attended>?> ReadAsync(string organiser, string joinUrl, CancellationToken ct);
}
