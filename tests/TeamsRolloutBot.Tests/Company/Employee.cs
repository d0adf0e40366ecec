using TeamsRolloutBot.Tests.Dialogs;

namespace TeamsRolloutBot.Tests.Company;

/// <summary>How somebody behaves during a rollout.</summary>
internal enum Habit
{
    /// <summary>
    /// A task a day from the checklist on; answers every check-in with yes on its day.
    /// </summary>
    Diligent,

    /// <summary>
    /// Two tasks after the reminder, the rest after go-live; answers after the nudge, twice partly
    /// and then yes.
    /// </summary>
    Late,

    /// <summary>Reads and does nothing.</summary>
    Silent,

    /// <summary>
    /// Like diligent, and asks questions: in the first check-in, and later by typing.
    /// </summary>
    Asking,

    /// <summary>
    /// Three tasks; answers the first three check-ins with no and a reason, then yes.
    /// </summary>
    SayingNo,

    /// <summary>Like diligent, and is removed after go-live.</summary>
    Leaving,

    /// <summary>Like diligent, is removed and comes back.</summary>
    ComingBack,

    /// <summary>Like diligent, and first postpones each check-in to the next day.</summary>
    PuttingOff,

    /// <summary>Like diligent, and joins after launch.</summary>
    JoiningLate,

    /// <summary>Never has the app.</summary>
    WithoutApp,

    /// <summary>Like diligent, and gets the app only weeks after launch.</summary>
    AppLate,

    /// <summary>
    /// Leads a cohort without being a member of it; answers questions the next day.
    /// </summary>
    Leading,
}

/// <summary>An employee of the company.</summary>
/// <param name="Person">The person who talks to the bot.</param>
/// <param name="Habit">How they behave.</param>
/// <param name="Role">The id of their role.</param>
internal sealed record Employee(TestPerson Person, Habit Habit, string Role)
{
    /// <summary>The offices that they are members of, numbered from 1.</summary>
    public IReadOnlyList<int> Offices { get; init; } = [];

    /// <summary>The office that they lead; 0 if none.</summary>
    public int Leads { get; init; }

    /// <summary>Their own zone; null for their first office's.</summary>
    public string? Zone { get; init; }

    public Person AsPerson => new() { Id = PersonId.FromObjectId(Guid.Parse(Person.ObjectId)), Name = Person.Name, Email = Person.Email };

    /// <summary>The zone in which they read their messages.</summary>
    public DateTimeZone ReadsIn =>
        DateTimeZoneProviders.Tzdb[Zone ?? Staff.Offices[Math.Max(Leads, Offices.Count > 0 ? Offices[0] : 0) - 1].Zone];

    /// <summary>Whether they do one task of the checklist a day.</summary>
    public bool IsDiligent => Habit is not (Habit.Late or Habit.Silent or Habit.SayingNo or Habit.WithoutApp or Habit.Leading);
}

/// <summary>One of the company's offices, each a cohort.</summary>
internal sealed record Office(string Name, string Zone, string GoLive);

/// <summary>Three offices in three zones, with sixty people.</summary>
internal static class Staff
{
    private const int PerOffice = 19;

    public static IReadOnlyList<Office> Offices { get; } =
    [
        new("Denver", "America/Denver", "2027-03-29"),
        new("London", "Europe/London", "2027-03-29"),
        new("Sydney", "Australia/Sydney", "2027-04-12"),
    ];

    public static IReadOnlyList<Employee> All { get; } = [.. Enumerable.Range(1, Offices.Count).SelectMany(Of)];

    private static IEnumerable<Employee> Of(int office)
    {
        // London is led by its first member; Denver and Sydney are led by people who are not
        // members.
        for (var n = 1; n <= PerOffice; n++)
        {
            yield return New(office, n, HabitOf(office, n)) with
            {
                Offices = OfficesOf(office, n),
                Leads = (office, n) == (2, 1) ? 2 : 0,
                Zone = ZoneOf(office, n),
            };
        }

        yield return New(office, PerOffice + 1, Habit.JoiningLate) with { Offices = [office] };
        if (office != 2)
        {
            yield return New(office, 0, Habit.Leading) with { Leads = office };
        }
    }

    private static Employee New(int office, int n, Habit habit)
    {
        var name = Offices[office - 1].Name;
        return new Employee(
            new TestPerson($"{name} {n:D2}", $"{name.ToLowerInvariant()}{n:D2}@contoso.example.com", (office * 100) + n),
            habit,
            n % 2 == 0 ? "accountant" : "project-manager");
    }

    private static Habit HabitOf(int office, int n) => n switch
    {
        11 when office == 2 => Habit.WithoutApp,
        <= 5 => Habit.Diligent,
        <= 9 => Habit.Late,
        <= 12 => Habit.Silent,
        13 => Habit.Asking,
        14 or 15 => Habit.SayingNo,
        16 => Habit.Leaving,
        17 => Habit.ComingBack,
        18 => Habit.PuttingOff,
        _ => Habit.AppLate,
    };

    // Denver and London go live on the same day, Sydney two weeks later.
    private static IReadOnlyList<int> OfficesOf(int office, int n) => (office, n) switch
    {
        (1, 2) or (1, 14) => [1, 2],
        (1, 3) => [1, 3],
        (2, 6) => [2, 3],
        _ => [office],
    };

    private static string? ZoneOf(int office, int n) => (office, n) switch
    {
        (1, 5) => "America/New_York",
        (1, 3) => "Europe/Madrid",
        (3, 5) => "Australia/Perth",
        _ => null,
    };
}
