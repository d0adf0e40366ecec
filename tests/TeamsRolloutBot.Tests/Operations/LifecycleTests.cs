using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>
/// A rollout from draft to closed: what each step changes, and what is refused without leaving a
/// trace.
/// </summary>
public sealed class LifecycleTests
{
    private static readonly CohortId C1 = new("c1");
    private static readonly PersonId By = DeliveryBench.IdOf(Sam);

    [Fact]
    public async Task A_draft_that_is_started_twice_stays_as_it_was_first()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var id = RolloutId.New();

        await StartAsync(bot, id, "First");
        var again = await StartAsync(bot, id, "Second");

        Assert.Equal("First", again.Definition.Name);
        Assert.Equal([AuditAction.Defined], await ActionsAsync(bot, id));
    }

    [Fact]
    public async Task A_draft_without_a_committee_is_not_launched()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var draft = await StartAsync(bot, RolloutId.New(), "Mountain region");

        var (_, refusal) = await bot.Get<Lifecycle>().LaunchAsync(draft, By, default);

        Assert.Equal(RuleTexts.NameAtLeastOneCommitteeMember, refusal?.Reason);
        Assert.Equal(RolloutState.Draft, (await FindAsync(bot, draft.Id)).State);
        Assert.Equal([AuditAction.Defined], await ActionsAsync(bot, draft.Id));
    }

    [Fact]
    public async Task The_committee_has_its_part_once_the_rollout_is_launched()
    {
        await using var bot = await DeliveryBench.StartAsync();

        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));

        var ines = rollout.Definition.Committee[0].Id;
        var part = Assert.Single(await bot.Get<UserRepository>().ListPartsAsync(BotUnderTest.Tenant, [ines]).ToListAsync());
        Assert.Equal((rollout.Id, Involvement.Committee), (part.Rollout, part.Involvement));
    }

    [Fact]
    public async Task A_launched_rollout_is_not_launched_again()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));

        var (_, refusal) = await bot.Get<Lifecycle>().LaunchAsync(rollout, By, default);

        Assert.Equal(RuleTexts.ThisRolloutWasLaunchedAlreadyNothing, refusal?.Reason);
        Assert.Equal([AuditAction.Launched, AuditAction.Defined], await ActionsAsync(bot, rollout.Id));
    }

    [Fact]
    public async Task A_pause_with_a_day_ends_by_itself_on_that_day()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        var until = Instant.FromUtc(2027, 3, 1, 15, 0);

        Assert.Null((await bot.Get<Lifecycle>().PauseAsync(rollout.Id, By, default, until)).Refusal);
        await bot.TravelAsync("2027-03-01T14:59:00Z");
        Assert.Equal((RolloutState.Paused, until), Stands(await FindAsync(bot, rollout.Id)));
        await bot.TravelAsync("2027-03-01T15:01:00Z");

        Assert.Equal((RolloutState.Running, null), Stands(await FindAsync(bot, rollout.Id)));
    }

    [Fact]
    public async Task Resuming_sends_what_fell_due_during_the_pause()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        await bot.Get<Lifecycle>().PauseAsync(rollout.Id, By, default);
        await bot.TravelAsync("2027-02-23T17:00:00Z");
        Assert.Equal(0, bot.Titled(Maria, "Your Procore Pay checklist"));

        Assert.Null((await bot.Get<Lifecycle>().ResumeAsync(rollout.Id, By, default)).Refusal);
        await bot.TravelAsync("2027-02-23T18:00:00Z");

        Assert.Equal(1, bot.Titled(Maria, "Your Procore Pay checklist"));
    }

    [Theory]
    [InlineData(RolloutState.Draft, "pause,resume,close")]
    [InlineData(RolloutState.Running, "resume")]
    [InlineData(RolloutState.Paused, "pause")]
    [InlineData(RolloutState.Closed, "pause,resume,close,move,add")]
    public async Task What_does_not_fit_where_a_rollout_stands_is_refused_and_leaves_no_trace(RolloutState state, string refused)
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await InAsync(bot, state);
        var (before, actions) = (await FindAsync(bot, rollout.Id), await ActionsAsync(bot, rollout.Id));

        foreach (var step in refused.Split(','))
        {
            Assert.NotNull((await TakeAsync(bot, rollout.Id, step)).Refusal);
        }

        Assert.Equal(before, await FindAsync(bot, rollout.Id));
        Assert.Equal(actions, await ActionsAsync(bot, rollout.Id));
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("close")]
    [InlineData("move")]
    [InlineData("add")]
    public async Task A_rollout_that_is_gone_is_said_to_be(string step)
    {
        await using var bot = await DeliveryBench.StartAsync();

        var (rollout, refusal) = await TakeAsync(bot, RolloutId.New(), step);

        Assert.Null(rollout);
        Assert.Equal(ManagerTexts.ThatRolloutIsNotThereAny, refusal?.Reason);
    }

    [Fact]
    public async Task A_move_keeps_who_did_it_and_both_dates()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));

        var (moved, refusal) = await bot.Get<Lifecycle>().MoveAsync(rollout.Id, C1, new LocalDate(2027, 3, 22), By, default);

        Assert.Null(refusal);
        Assert.Equal(new LocalDate(2027, 3, 22), moved!.Definition.FindCohort(C1)!.GoLive);
        var entry = (await HistoryAsync(bot, rollout.Id))[0];
        Assert.Equal(
            (AuditAction.Moved, By, C1, "2027-03-15 → 2027-03-22"), (entry.Action, entry.Actor, entry.Cohort!.Value, entry.Detail));
    }

    [Theory]
    [InlineData("c1", 367)]
    [InlineData("c9", 7)]
    public async Task A_move_by_more_than_a_year_or_of_a_cohort_that_is_not_there_is_refused(string cohort, int days)
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));

        var (after, refusal) = await bot.Get<Lifecycle>()
            .MoveAsync(rollout.Id, new CohortId(cohort), new LocalDate(2027, 3, 15).PlusDays(days), By, default);

        Assert.Equal(cohort == "c1" ? RuleTexts.ThatIsMoreThanAYear : RuleTexts.ThatCohortIsNotPartOf, refusal?.Reason);
        Assert.Equal(new LocalDate(2027, 3, 15), after!.Definition.FindCohort(C1)!.GoLive);
    }

    [Fact]
    public async Task A_cohort_that_is_there_already_is_not_added_over()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));

        var (after, refusal) = await bot.Get<Lifecycle>()
            .AddCohortAsync(rollout.Id, rollout.Definition.Cohorts[0] with { Name = "Another" }, By, default);

        Assert.Null(refusal);
        Assert.Equal("Office 1", Assert.Single(after!.Definition.Cohorts).Name);
        Assert.DoesNotContain(AuditAction.CohortAdded, await ActionsAsync(bot, rollout.Id));
    }

    private static Task<StoredRollout> StartAsync(BotUnderTest bot, RolloutId id, string name) =>
        bot.Get<Lifecycle>().StartAsync(
            id, BotUnderTest.Tenant, DeliveryBench.PersonOf(Robin),
            RolloutDefinition.Start(name, ShippedPlaybooks.Default, DateTimeZoneProviders.Tzdb["America/Denver"]), default);

    private static async Task<StoredRollout> InAsync(BotUnderTest bot, RolloutState state)
    {
        if (state == RolloutState.Draft)
        {
            return await StartAsync(bot, RolloutId.New(), "Mountain region");
        }

        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        if (state != RolloutState.Running)
        {
            await TakeAsync(bot, rollout.Id, state == RolloutState.Paused ? "pause" : "close");
        }

        return rollout;
    }

    private static Task<(StoredRollout? Rollout, Refusal? Refusal)> TakeAsync(BotUnderTest bot, RolloutId id, string step)
    {
        var lifecycle = bot.Get<Lifecycle>();
        var zone = DateTimeZoneProviders.Tzdb["America/Denver"];
        var cohort = new Cohort { Id = new CohortId("c7"), Name = "Office 7", GoLive = new LocalDate(2027, 4, 12), Zone = zone };
        return step switch
        {
            "pause" => lifecycle.PauseAsync(id, By, default),
            "resume" => lifecycle.ResumeAsync(id, By, default),
            "close" => lifecycle.CloseAsync(id, By, default),
            "move" => lifecycle.MoveAsync(id, C1, new LocalDate(2027, 3, 22), By, default),
            "add" => lifecycle.AddCohortAsync(id, cohort, By, default),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };
    }

    private static async Task<Rollout> FindAsync(BotUnderTest bot, RolloutId id) =>
        (await bot.Get<RolloutRepository>().FindAsync(id))!.Rollout;

    private static async Task<IReadOnlyList<AuditAction>> ActionsAsync(BotUnderTest bot, RolloutId id) =>
        [.. (await HistoryAsync(bot, id)).Select(entry => entry.Action)];

    private static async Task<IReadOnlyList<AuditEntry>> HistoryAsync(BotUnderTest bot, RolloutId id)
    {
        await bot.Get<AuditRepository>().CollectAllAsync((await bot.Get<RolloutRepository>().FindAsync(id))!);
        return await bot.Get<AuditRepository>().ListAsync(id).ToListAsync();
    }

    private static (RolloutState, Instant?) Stands(Rollout rollout) => (rollout.State, rollout.PausedUntil);
}
