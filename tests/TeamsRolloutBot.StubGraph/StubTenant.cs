using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace TeamsRolloutBot.StubGraph;

/// <summary>A made-up tenant.</summary>
public sealed class StubTenant
{
    public const string AppExternalId = "7f0b2c1a-9d1e-4a55-8f7e-0c1d2e3f4a5b";
    public const string CatalogueId = "c4b1d0f2-1111-4222-8333-944455566677";

    public StubPeople People { get; } = new();

    public ConcurrentDictionary<string, StubGroup> Groups { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the app is in the organisation's catalogue.</summary>
    public bool HasApp { get; set; } = true;

    /// <summary>The people who have the app, with the installation's id.</summary>
    public ConcurrentDictionary<string, string> Installations { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How often the app was newly installed for a person.</summary>
    public ConcurrentDictionary<string, int> Installed { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ConcurrentQueue<(string From, JsonNode Message)> Mails { get; } = new();

    public ConcurrentDictionary<string, StubEvent> Events { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Attendance by join address: one report for each time the meeting was held, with people and
    /// the seconds they attended.
    /// </summary>
    public ConcurrentDictionary<string, IReadOnlyList<IReadOnlyList<(
        string? ObjectId, string? Email, int Seconds)>>> Attendance
    { get; } = new(StringComparer.Ordinal);

    /// <summary>The maximum number of reports, or of a report's records, in an answer.</summary>
    public int AttendancePage { get; set; } = 100;

    /// <summary>Working hours by address, in the given zone, under any of its names.</summary>
    public ConcurrentDictionary<string, (
        string[] Days, string Start, string End, string Zone)> WorkingHours
    { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>When people are busy, by address, in UTC.</summary>
    public ConcurrentDictionary<string, List<(DateTime Start, DateTime End)>> Busy { get; } = new(StringComparer.OrdinalIgnoreCase);

    public StubPerson Add(string name, string email, int? number = null)
    {
        var person = new StubPerson(IdOf(number ?? People.Count + 1), name, email);
        People[person.Id] = person;
        return person;
    }

    public static string IdOf(int number) => $"5c0fcd06-5c3b-4c0b-9e5a-{number:D12}";

    public static string ChatOf(string personId) => $"19:{personId}_bot@unq.gbl.spaces";

    internal StubPerson? Find(string idOrAddress) =>
        People.TryGetValue(idOrAddress, out var known) ? known : People.WithAddress(idOrAddress) is [var first, ..] ? first : null;

    internal static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A person in the tenant.</summary>
public sealed record StubPerson(string Id, string Name, string Email)
{
    public bool IsGuest { get; init; }

    public string UserPrincipalName => IsGuest ? $"{Email.Replace('@', '_')}#EXT#@contoso.example.com" : Email;

    public string? ManagerId { get; init; }

    /// <summary>
    /// As in the mailbox: a Windows or an IANA name; null if there is no mailbox.
    /// </summary>
    public string? Zone { get; init; } = "Mountain Standard Time";
}

/// <summary>A group; its members are all of its people, including those of nested groups.</summary>
public sealed record StubGroup(string Id, string Name, IReadOnlyList<string> Members);

/// <summary>An event in somebody's calendar.</summary>
public sealed record StubEvent(string Id, string Owner, JsonObject Body)
{
    public bool IsCancelled { get; init; }

    public string? TransactionId { get; init; }

    public string JoinUrl => $"https://teams.microsoft.com/l/meetup-join/{Id}";

    /// <summary>False once its description has lost the link that Teams appends.</summary>
    public bool IsOnlineMeeting => ((string?)Body["body"]?["content"])?.Contains(JoinUrl, StringComparison.Ordinal) == true;

    /// <summary>Each change: the names of the properties in it.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];
}
