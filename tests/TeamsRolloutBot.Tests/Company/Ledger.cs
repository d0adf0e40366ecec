namespace TeamsRolloutBot.Tests.Company;

/// <summary>
/// What the company's people did and received, recorded as it happens: a count independent of the
/// bot's.
/// </summary>
internal sealed class Ledger
{
    /// <summary>Who is a member of which office.</summary>
    public HashSet<(Employee Who, int Office)> Members { get; } = [];

    /// <summary>
    /// The tasks that each has ticked off; a person has one checklist, however many offices they
    /// are in.
    /// </summary>
    public Dictionary<Employee, HashSet<string>> Ticks { get; } = Staff.All.ToDictionary(employee => employee, _ => new HashSet<string>());

    /// <summary>Every message to each person, in order.</summary>
    public Dictionary<Employee, List<Letter>> Letters { get; } = Staff.All.ToDictionary(employee => employee, _ => new List<Letter>());

    /// <summary>The answers to check-ins: yes, partly or no.</summary>
    public Dictionary<(Employee Who, int Office, int CheckIn), string> Answers { get; } = [];

    /// <summary>
    /// Who attended a training session of which office; an office without a session is missing.
    /// </summary>
    public Dictionary<int, HashSet<Employee>> Attended { get; } = [];

    public int QuestionsOpen { get; set; }

    /// <summary>The tasks of a role in the company's playbook.</summary>
    public static IReadOnlyList<string> TasksOf(Employee employee) => employee.Role == "project-manager"
        ? ["account", "sandbox", "cert.foundations", "cert.projects", "webinar.paying"]
        : ["account", "sandbox", "cert.foundations", "webinar.paying"];

    public IEnumerable<Employee> In(int office) => Members.Where(member => member.Office == office).Select(member => member.Who);

    public bool IsMember(Employee employee) => Members.Any(member => member.Who == employee);

    /// <summary>
    /// The check-ins of an office that reached somebody, oldest first; a check-in that names
    /// several offices counts for each.
    /// </summary>
    public IReadOnlyList<(int Number, bool IsOverdue)> CheckIns(Employee employee, int office)
    {
        var numbers = Letters[employee].Where(letter => letter.IsCheckIn && letter.Offices.Contains(office))
            .Select(letter => NumberIn(letter, office)).ToList();
        return [.. numbers.Select((number, position) => (number, position < numbers.Count - 1
            || Letters[employee].Any(letter => letter.IsNudge && letter.Offices.Contains(office) && NumberIn(letter, office) == number)))];
    }

    /// <summary>
    /// Which check-in of an office a card is: Sydney goes live two weeks after the others, so its
    /// first is their third.
    /// </summary>
    public static int NumberIn(Letter letter, int office)
    {
        var of = letter.Office;
        return of == office ? letter.CheckIn : letter.CheckIn + Shift(of) - Shift(office);
    }

    private static int Shift(int office) => office == 3 ? 2 : 0;
}
