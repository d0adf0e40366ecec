using System.Text.Json.Nodes;
using NodaTime.Text;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Company;

/// <summary>The company's rollout, and what its manager does in it.</summary>
internal sealed class CompanyLife : IAsyncDisposable
{
    /// <summary>
    /// When everybody reads and acts: afternoon in Denver, evening in London, early morning in
    /// Sydney.
    /// </summary>
    public static readonly LocalTime ActsAt = new(20, 0);

    private readonly Dictionary<string, Employee> _byConversation = Staff.All.ToDictionary(employee => employee.Person.Conversation);
    private readonly Habits _habits;
    private int _read;

    private CompanyLife(BotUnderTest bot, StoredRollout rollout)
    {
        (Bot, Rollout) = (bot, rollout);
        _habits = new Habits(bot, Ledger);
        _read = bot.Teams.Sent.Count;
        foreach (var employee in Staff.All.Where(employee => employee.Habit is not (Habit.JoiningLate or Habit.Leading)))
        {
            Ledger.Members.UnionWith(employee.Offices.Select(office => (employee, office)));
        }
    }

    public BotUnderTest Bot { get; }

    public StoredRollout Rollout { get; }

    public Ledger Ledger { get; } = new();

    /// <summary>The messages to the rollout's manager.</summary>
    public List<Letter> ManagersLetters { get; } = [];

    /// <summary>
    /// Launches the rollout on a Monday in February. Everybody who has the app has said something
    /// by then.
    /// </summary>
    public static async Task<CompanyLife> LaunchAsync()
    {
        var bot = await BotUnderTest.StartAsync("2027-02-22T17:00:00Z");
        foreach (var employee in Staff.All)
        {
            bot.Teams.Rosters[employee.Person.Conversation] = [RememberingTeams.Account(employee.Person)];
        }

        await bot.SayAsync(Robin, "hello");
        foreach (var employee in Staff.All.Where(employee => employee.Habit is not (Habit.WithoutApp or Habit.AppLate)))
        {
            await bot.SayAsync(employee.Person, "hello");
        }

        var robin = new Person { Id = PersonId.FromObjectId(Guid.Parse(Robin.ObjectId)), Name = Robin.Name, Email = Robin.Email };
        var draft = await bot.Get<Lifecycle>().StartAsync(RolloutId.New(), BotUnderTest.Tenant, robin, Definition(), default);
        foreach (var cohort in draft.Definition.Cohorts)
        {
            var members = Staff.All.Where(employee => IsFirstMemberOf(employee, cohort)).Select(MemberOf).ToList();
            await bot.Get<Membership>().AddAsync(draft, cohort.Id, members, robin.Id, default);
            await bot.Get<ImplementationManagers>().SetAsync(draft, cohort.Id, null, cohort.ImplementationManager, default);
        }

        draft = (await bot.Get<RolloutRepository>().FindAsync(draft.Id, default))!;
        var (launched, refusal) = await bot.Get<Lifecycle>().LaunchAsync(draft, robin.Id, default);
        Assert.Null(refusal);
        return new CompanyLife(bot, launched!);
    }

    /// <summary>
    /// Simulates one day: what is due arrives, everybody acts, and what follows from that arrives
    /// too.
    /// </summary>
    public async Task LiveAsync(LocalDate day)
    {
        var acts = day.At(ActsAt).InUtc().ToInstant();
        await TravelAsync(acts);
        await _habits.ActAsync(day);
        await ManageAsync(day);
        await TravelAsync(acts + Duration.FromMinutes(5));
    }

    /// <summary>The data of a button about an office.</summary>
    public JsonObject Data(int office) => new() { ["rollout"] = Rollout.Id.Value, ["cohort"] = $"c{office}" };

    public Task<string> PressAsync(TestPerson person, string verb, int office, params (string Name, JsonNode Value)[] more)
    {
        var data = Data(office);
        foreach (var (name, value) in more)
        {
            data[name] = value;
        }

        return Bot.PressAsync(person, verb, data);
    }

    public ValueTask DisposeAsync() => Bot.DisposeAsync();

    private async Task TravelAsync(Instant instant)
    {
        await Bot.TravelAsync(InstantPattern.ExtendedIso.Format(instant));
        var sent = Bot.Teams.Sent;
        foreach (var message in sent.Skip(_read))
        {
            var letters = message.Conversation == Robin.Conversation ? ManagersLetters
                : Ledger.Letters[_byConversation[message.Conversation]];
            letters.AddRange(Letter.Of(message));
        }

        _read = sent.Count;
    }

    // What the rollout's manager and those who lead the offices do on each day.
    private async Task ManageAsync(LocalDate day)
    {
        switch (day)
        {
            case { Month: 3, Day: 10 }:
                await PressAsync(Lead(1), "session.save", 1, ("date", "2027-03-24"), ("time", "10:00"), ("minutes", "60"),
                    ("title", "Paying in Denver"));
                break;
            case { Month: 3, Day: 24 }:
                await AddAsync(Habit.JoiningLate, 1);
                await NoteAttendanceAsync();
                foreach (var employee in Staff.All.Where(employee => employee.Habit == Habit.AppLate))
                {
                    await Bot.SayAsync(employee.Person, "hello");
                }

                break;
            case { Month: 3, Day: 25 }:
                await RemoveAsync(Habit.ComingBack);
                break;
            case { Month: 4, Day: 2 }:
                await AddAsync(Habit.JoiningLate, 3);
                break;
            case { Month: 4, Day: 8 }:
                await RemoveAsync(Habit.Leaving);
                break;
            case { Month: 4, Day: 14 }:
                await AddAsync(Habit.JoiningLate, 2);
                await AddAsync(Habit.ComingBack, 1, 2, 3);
                break;
        }
    }

    private async Task NoteAttendanceAsync()
    {
        var session = (await Bot.Get<RolloutRepository>().FindAsync(Rollout.Id))!.Definition.Cohorts[0].Sessions[0].Id;
        var missed = Staff.All.Where(employee => employee.Offices.Contains(1) && employee.Habit is Habit.Silent or Habit.JoiningLate)
            .ToList();
        await PressAsync(Lead(1), "session.everybody", 1, ("session", session));
        foreach (var employee in missed.Where(employee => Ledger.Members.Contains((employee, 1))))
        {
            var known = await Bot.Get<CohortRepository>()
                .FindByEmailAsync(new CohortKey(Rollout.Id, new CohortId("c1")), employee.Person.Email);
            await PressAsync(Lead(1), "session.attended", 1, ("session", session), ("person", known!.Person.Id.Value), ("attended", false));
        }

        Ledger.Attended[1] = [.. Ledger.In(1).Except(missed)];
    }

    private async Task AddAsync(Habit habit, params int[] offices)
    {
        foreach (var employee in Staff.All.Where(employee => employee.Habit == habit && offices.Contains(employee.Offices[0])))
        {
            var role = employee.Role == "accountant" ? "Accountant" : "Project Manager";
            var answer = await PressAsync(Robin, "people.add", employee.Offices[0],
                ("members", $"{employee.Person.Name} | {employee.Person.Email} | {role}"));
            Assert.Contains("1 person joins", answer, StringComparison.Ordinal);
            Ledger.Members.Add((employee, employee.Offices[0]));
        }
    }

    private async Task RemoveAsync(Habit habit)
    {
        foreach (var employee in Staff.All.Where(employee => employee.Habit == habit))
        {
            var answer = await PressAsync(Robin, "people.remove", employee.Offices[0], ("person", employee.AsPerson.Id.Value),
                ("confirm", true));
            Assert.Contains("was removed", answer, StringComparison.Ordinal);
            Ledger.Members.Remove((employee, employee.Offices[0]));
        }
    }

    private static TestPerson Lead(int office) => Staff.All.Single(employee => employee.Leads == office).Person;

    private static bool IsFirstMemberOf(Employee employee, Cohort cohort) =>
        employee.Habit is not (Habit.JoiningLate or Habit.Leading) && employee.Offices.Any(office => $"c{office}" == cohort.Id.Value);

    private static Member MemberOf(Employee employee) => new()
    {
        Person = employee.AsPerson,
        Role = employee.Role,
        Zone = employee.Zone is { } zone ? DateTimeZoneProviders.Tzdb[zone] : null,
    };

    private static RolloutDefinition Definition()
    {
        const string url = "https://learn.example.com/";
        var playbook = ShippedPlaybooks.Default with
        {
            Certifications =
            [
                new Certification("foundations", "Foundations", url, 45, []),
                new Certification("projects", "Projects", url, 60, ["project-manager"]),
            ],
            Tasks = [.. ShippedPlaybooks.Default.Tasks.Where(task => task.Id is "account" or "sandbox")],
            Webinars = [new Webinar("paying", "Paying subcontractors", url, 30, true)],
        };
        return RolloutDefinition.Start("Three offices", playbook, DateTimeZoneProviders.Tzdb["America/Denver"]) with
        {
            Committee = [Person.FromEmail("ines@contoso.example.com")],
            Timing = new()
            {
                CheckInCount = 6,
                Holidays = [new(2027, 3, 26), new(2027, 3, 29)],
            },
            Cohorts = [.. Staff.Offices.Select((office, index) => new Cohort
            {
                Id = new CohortId($"c{index + 1}"),
                Name = office.Name,
                GoLive = LocalDatePattern.Iso.Parse(office.GoLive).GetValueOrThrow(),
                Zone = DateTimeZoneProviders.Tzdb[office.Zone],
                ImplementationManager = Staff.All.Single(employee => employee.Leads == index + 1).AsPerson,
            })],
        };
    }
}
