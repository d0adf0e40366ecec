using Microsoft.Extensions.Options;
using TeamsRolloutBot.Identity;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Microsoft365;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Sessions;

/// <summary>Calendars follow the plan, once and in one order.</summary>
public sealed class SessionCalendarTests
{
    private static readonly CohortId C1 = new("c1");
    private static readonly TrainingSession Wanted = new(new LocalDateTime(2027, 3, 9, 10, 0), 90);
    private static readonly PersonId By = DeliveryBench.IdOf(Sam);

    private readonly WrittenCalendar _calendar = new();
    private readonly GraphLevels _levels = GraphWire.Levels();

    [Fact]
    public async Task A_planned_session_is_created_once_in_the_planners_calendar_and_not_written_again_for_nothing()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (rollout, _) = await PlannedAsync(bot);

        Assert.Equal(2, await SyncAsync(bot, rollout));
        Assert.Equal(2, await SyncAsync(bot, rollout));

        Assert.Equal([$"create {Sam.ObjectId} 2027-03-09T10:00 {Maria.Email} {Uma.Email}"], _calendar.Calls);
    }

    [Fact]
    public async Task A_session_that_moved_is_changed_and_one_that_was_cancelled_is_cancelled()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (rollout, session) = await PlannedAsync(bot);
        await SyncAsync(bot, rollout);
        _calendar.Calls.Clear();

        await bot.Get<TrainingSessions>()
            .PutAsync(rollout, C1, session with { Start = session.Start.PlusDays(1) }, By, default);
        await SyncAsync(bot, rollout);
        await bot.Get<TrainingSessions>().CancelAsync(rollout, C1, session.Id, By, default);
        await SyncAsync(bot, rollout);

        Assert.Equal(
            [$"change e1 {Sam.ObjectId} 2027-03-10T10:00 {Maria.Email} {Uma.Email}", $"cancel e1 {Sam.ObjectId}"], _calendar.Calls);
        Assert.Empty(await bot.Get<SessionRepository>().ListEntriesAsync(rollout.Key(1)).ToListAsync());
    }

    [Fact]
    public async Task Where_only_its_people_changed_only_they_are_written()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (rollout, _) = await PlannedAsync(bot);
        await SyncAsync(bot, rollout);
        _calendar.Calls.Clear();

        await bot.Get<Membership>().RemoveAsync(rollout, C1, DeliveryBench.IdOf(Uma), By, default);
        await SyncAsync(bot, rollout);

        Assert.Equal([$"invite e1 {Sam.ObjectId} 2027-03-09T10:00 {Maria.Email}"], _calendar.Calls);
    }

    [Fact]
    public async Task An_entry_that_is_gone_is_created_anew()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (rollout, session) = await PlannedAsync(bot);
        await SyncAsync(bot, rollout);
        _calendar.IsGone = true;

        await bot.Get<TrainingSessions>().PutAsync(rollout, C1, session with { Minutes = 60 }, By, default);
        await SyncAsync(bot, rollout);

        Assert.Equal("e2", (await bot.Get<SessionRepository>().ListEntriesAsync(rollout.Key(1)).SingleAsync()).EventId);
    }

    [Fact]
    public async Task A_creation_that_is_repeated_after_a_crash_is_the_same_one()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (rollout, _) = await PlannedAsync(bot);
        _calendar.LosesAnswer = true;

        await Assert.ThrowsAsync<GraphException>(() => SyncAsync(bot, rollout));
        _calendar.LosesAnswer = false;
        await SyncAsync(bot, rollout);

        Assert.Equal(2, _calendar.Transactions.Count);
        Assert.Single(_calendar.Transactions.Distinct());
    }

    [Fact]
    public async Task Nobody_is_invited_who_may_not_be_written_to()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (rollout, _) = await PlannedAsync(bot, Stranger);

        Assert.Equal(2, await SyncAsync(bot, rollout));

        Assert.DoesNotContain(_calendar.Calls, call => call.Contains(Stranger.Email, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trainer_who_takes_it_over_has_it_in_their_own_calendar()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (rollout, session) = await PlannedAsync(bot);
        await SyncAsync(bot, rollout);
        _calendar.Calls.Clear();

        await bot.Get<TrainingSessions>().PutAsync(
            rollout, C1, session with { Trainer = DeliveryBench.PersonOf(Robin) }, DeliveryBench.IdOf(Robin), default);
        await SyncAsync(bot, rollout);

        Assert.Equal([$"cancel e1 {Sam.ObjectId}", $"create {Robin.ObjectId}"], _calendar.Calls.Select(Beginning));

        static string Beginning(string call) => call.Split(" 2027", 2)[0];
    }

    [Fact]
    public async Task While_it_writes_no_other_instance_has_the_turn()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (rollout, _) = await PlannedAsync(bot);
        _calendar.Meanwhile = async () =>
        {
            _calendar.Meanwhile = null;
            var elsewhere = new ExclusiveTurns(bot.Get<ITableStore>(), TimeProvider.System);
            Assert.Null(await elsewhere.TakeAsync($"calendar|{rollout.Id.Value}|c1", TimeSpan.FromMinutes(3), TimeSpan.Zero, default));
        };

        await SyncAsync(bot, rollout);

        Assert.Null(_calendar.Meanwhile);
    }

    [Fact]
    public async Task Without_the_permission_or_in_another_tenant_no_calendar_is_written()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (rollout, _) = await PlannedAsync(bot);

        Assert.Null(await SyncAsync(bot, rollout with { TenantId = Guid.NewGuid().ToString() }));
        _levels.Withdraw(GraphFeature.Calendar, () => "not granted");
        Assert.Null(await SyncAsync(bot, rollout));

        Assert.Empty(_calendar.Calls);
    }

    private static async Task<(StoredRollout Rollout, TrainingSession Session)> PlannedAsync(BotUnderTest bot, params TestPerson[] others)
    {
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria, Uma, .. others]));
        var (stored, session, refusal) = await bot.Get<TrainingSessions>().PutAsync(rollout, C1, Wanted, By, default);
        Assert.Null(refusal);
        return (stored!, session!);
    }

    private Task<int?> SyncAsync(BotUnderTest bot, StoredRollout rollout)
    {
        var mail = new MailOptions { AllowedDomains = { "contoso.example.com" } };
        var people = GraphWire.Levels();
        people.Withdraw(GraphFeature.People, () => "not granted");
        var calendar = new SessionCalendar(
            _calendar, GraphWire.Connection(_levels), _levels, bot.Get<RolloutRepository>(), bot.Get<SessionRepository>(),
            bot.Get<CohortRepository>(), bot.Get<UserRepository>(),
            new OutgoingMailPolicy(bot.Get<IPeople>(), people, Options.Create(mail)), bot.Get<ExclusiveTurns>(), bot.Clock);
        return calendar.SyncAsync(rollout, rollout.Definition.Cohorts[0], default);
    }

    /// <summary>Records what is written, one line each.</summary>
    private sealed class WrittenCalendar : ICalendar
    {
        private int _events;

        public List<string> Calls { get; } = [];

        public List<string> Transactions { get; } = [];

        public bool IsGone { get; set; }

        public bool LosesAnswer { get; set; }

        public Func<Task>? Meanwhile { get; set; }

        public async Task<PlacedEntry> CreateAsync(CalendarEntry entry, CancellationToken ct)
        {
            Transactions.Add(entry.TransactionId);
            Calls.Add($"create {Line(entry)}");
            if (LosesAnswer)
            {
                throw new GraphException(GraphFailureKind.MaybeDone, "no answer");
            }

            await (Meanwhile?.Invoke() ?? Task.CompletedTask);
            return new PlacedEntry($"e{++_events}", "https://teams.example.com/meet/1");
        }

        public Task<PlacedEntry?> ChangeAsync(string id, CalendarEntry entry, CancellationToken ct)
        {
            Calls.Add($"change {id} {Line(entry)}");
            return Task.FromResult(IsGone ? null : new PlacedEntry(id, null));
        }

        public Task<PlacedEntry?> InviteAsync(string id, CalendarEntry entry, CancellationToken ct)
        {
            Calls.Add($"invite {id} {Line(entry)}");
            return Task.FromResult(IsGone ? null : new PlacedEntry(id, null));
        }

        public Task CancelAsync(string organiser, string id, string comment, CancellationToken ct)
        {
            Calls.Add($"cancel {id} {organiser}");
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<Schedule>> ReadSchedulesAsync(
            string asker, IReadOnlyList<string> addresses, Interval between, CancellationToken ct) =>
            throw new NotSupportedException();

        private static string Line(CalendarEntry entry) =>
            $"{entry.Organiser} {entry.Start:uuuu-MM-dd'T'HH:mm} {string.Join(' ', entry.Attendees.Select(person => person.Address))}";
    }
}
