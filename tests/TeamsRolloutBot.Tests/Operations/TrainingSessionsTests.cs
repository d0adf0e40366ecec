using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>Training sessions are planned, recorded, offered and cancelled.</summary>
public sealed class TrainingSessionsTests
{
    private static readonly CohortId C1 = new("c1");
    private static readonly TrainingSession Wanted = new(new LocalDateTime(2027, 3, 9, 10, 0), 90);
    private static readonly PersonId By = DeliveryBench.IdOf(Sam);

    [Fact]
    public async Task A_session_that_was_planned_is_kept_with_who_planned_it()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));

        var (stored, session, refusal) = await bot.Get<TrainingSessions>().PutAsync(rollout, C1, Wanted, By, default);

        Assert.Null(refusal);
        Assert.Equal(session, Assert.Single(CohortOf(stored!).Sessions));
        Assert.Equal((Wanted.Start, By, 0), (session!.Start, session.PlannedBy, session.Sequence));
    }

    [Fact]
    public async Task A_session_in_the_past_of_a_rollout_that_is_gone_or_closed_is_refused()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        var gone = rollout with { Rollout = rollout.Rollout with { Id = RolloutId.New() } };

        var past = await bot.Get<TrainingSessions>()
            .PutAsync(rollout, C1, Wanted with { Start = new LocalDateTime(2027, 2, 1, 10, 0) }, By, default);
        var lost = await bot.Get<TrainingSessions>().PutAsync(gone, C1, Wanted, By, default);
        await bot.Get<Lifecycle>().CloseAsync(rollout.Id, By, default);
        var closed = await bot.Get<TrainingSessions>().PutAsync(rollout, C1, Wanted, By, default);

        Assert.Equal(RuleTexts.ThatTimeHasPassedChooseOne, past.Refusal?.Reason);
        Assert.Equal(ManagerTexts.ThatRolloutIsNotThereAny, lost.Refusal?.Reason);
        Assert.Equal(RuleTexts.ThisRolloutIsClosedAndCant, closed.Refusal?.Reason);
        Assert.Empty(CohortOf((await bot.Get<RolloutRepository>().FindAsync(rollout.Id))!).Sessions);
    }

    [Fact]
    public async Task Notes_go_to_every_member_and_not_to_a_manager_who_is_none_and_not_before_it_began()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, Sam, new(), ("2027-03-15", [Maria, Uma]));
        var (stored, session, _) = await bot.Get<TrainingSessions>().PutAsync(rollout, C1, Wanted, By, default);

        var early = await bot.Get<TrainingSessions>().NoteAsync(stored!, C1, session!.Id, "Bring the forms.", null, By, default);
        await bot.TravelAsync("2027-03-09T19:00:00Z");
        var noted = await bot.Get<TrainingSessions>().NoteAsync(stored!, C1, session.Id, "Bring the forms.", null, By, default);
        await bot.TravelAsync("2027-03-09T19:05:00Z");

        Assert.Equal((0, RuleTexts.ThatSessionHasNotBegunYet), (early.Sent, early.Refusal?.Reason));
        Assert.Equal((2, null), noted);
        Assert.Equal([1, 1, 0], new[] { Maria, Uma, Sam }.Select(person => Told(bot, person, "Bring the forms.")));
    }

    [Fact]
    public async Task Another_session_is_offered_to_those_alone_who_were_at_none()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, Sam, new(), ("2027-03-15", [Maria, Uma]));
        var (_, first, _) = await bot.Get<TrainingSessions>().PutAsync(rollout, C1, Wanted, By, default);
        var later = Wanted with { Start = Wanted.Start.PlusDays(1) };
        var (stored, next, _) = await bot.Get<TrainingSessions>().PutAsync(rollout, C1, later, By, default);
        await bot.Get<SessionRepository>()
            .MarkAsync(rollout.Key(1), first!.Id, [DeliveryBench.IdOf(Maria)], attended: true, bot.Now);

        Assert.Equal(1, await bot.Get<TrainingSessions>().OfferAsync(stored!, CohortOf(stored!), next!, default));

        var offers = await bot.Get<CohortRepository>().ListNoticesAsync(rollout.Key(1))
            .Where(delivery => delivery.Key.Kind == Notices.SessionOffer).ToListAsync();
        Assert.Equal(DeliveryBench.IdOf(Uma), Assert.Single(offers).Key.Person);
    }

    [Fact]
    public async Task A_session_that_is_not_there_any_more_is_cancelled_and_the_others_stay()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        var (stored, session, _) = await bot.Get<TrainingSessions>().PutAsync(rollout, C1, Wanted, By, default);

        Assert.Null((await bot.Get<TrainingSessions>().CancelAsync(stored!, C1, "s0", By, default)).Refusal);
        var (kept, _) = await bot.Get<TrainingSessions>().CancelAsync(stored!, C1, "s0", By, default);
        Assert.Single(CohortOf(kept!).Sessions);
        var (left, refusal) = await bot.Get<TrainingSessions>().CancelAsync(stored!, C1, session!.Id, By, default);

        Assert.Null(refusal);
        Assert.Empty(CohortOf(left!).Sessions);
    }

    [Fact]
    public async Task Members_with_an_address_are_invited_and_as_many_as_a_calendar_takes()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, Sam, new(), ("2027-03-15", [Maria]), ("2027-04-12", [Uma]));
        await AddAsync(bot, rollout, 1, new Person { Id = PersonId.FromObjectId(Guid.NewGuid()), Name = "No address" });
        await AddAsync(
            bot, rollout, 2, [.. Enumerable.Range(0, 501).Select(number => Person.FromEmail($"p{number}@contoso.example.com"))]);

        Assert.Equal([Maria.Email], (await InvitedAsync(bot, rollout, 0)).Select(person => person.Email));
        Assert.Equal(500, (await InvitedAsync(bot, rollout, 1)).Count);
    }

    private static Cohort CohortOf(StoredRollout rollout) => rollout.Definition.FindCohort(C1)!;

    private static int Told(BotUnderTest bot, TestPerson person, string text) =>
        bot.Teams.To(person).Count(message => message.Text.Contains(text, StringComparison.Ordinal));

    private static Task<int> AddAsync(BotUnderTest bot, StoredRollout rollout, int cohort, params Person[] people) =>
        bot.Get<Membership>().AddAsync(
            rollout, rollout.Key(cohort).Cohort, [.. people.Select(person => new Member { Person = person })], By, default);

    private static Task<IReadOnlyList<Person>> InvitedAsync(BotUnderTest bot, StoredRollout rollout, int cohort) =>
        bot.Get<TrainingSessions>().InvitedAsync(rollout, rollout.Definition.Cohorts[cohort], default);
}
