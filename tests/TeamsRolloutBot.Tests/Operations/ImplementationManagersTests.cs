using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>A cohort has one implementation manager at a time.</summary>
public sealed class ImplementationManagersTests
{
    [Fact]
    public async Task The_one_before_has_no_part_any_more_unless_they_are_a_member()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.EnrolledAsync(bot, Sam, ("2027-03-15", [Maria]), ("2027-04-12", [Sam]));

        await SetAsync(bot, rollout, 1, Sam, Uma);
        await SetAsync(bot, rollout, 2, Sam, Uma);

        Assert.Equal([(2, Involvement.Member)], await PartsAsync(bot, Sam));
        Assert.Equal([(1, Involvement.ImplementationManager), (2, Involvement.ImplementationManager)], await PartsAsync(bot, Uma));
        Assert.Null(await FindAsync(bot, rollout, 1, DeliveryBench.IdOf(Sam)));
        Assert.False((await FindAsync(bot, rollout, 2, DeliveryBench.IdOf(Sam)))!.IsImplementationManager);
        Assert.True((await FindAsync(bot, rollout, 2, DeliveryBench.IdOf(Uma)))!.IsImplementationManager);
    }

    [Fact]
    public async Task A_member_who_becomes_it_stays_a_member()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.EnrolledAsync(bot, null, ("2027-03-15", [Maria]));

        await SetAsync(bot, rollout, 1, null, Maria);

        var maria = (await FindAsync(bot, rollout, 1, DeliveryBench.IdOf(Maria)))!;
        Assert.Equal((true, true), (maria.IsMember, maria.IsImplementationManager));
        Assert.Equal([(1, Involvement.ImplementationManager), (1, Involvement.Member)], await PartsAsync(bot, Maria));
    }

    [Fact]
    public async Task Who_is_in_the_cohort_by_another_id_is_named_by_that_one()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.EnrolledAsync(bot, null, ("2027-03-15", [Maria]));
        var typed = Person.FromEmail(Maria.Email);
        var cohort = rollout.Definition.Cohorts[0];
        var (named, _) = await bot.Get<Lifecycle>().EditAsync(
            rollout.Id, definition => (definition.WithCohort(cohort with { ImplementationManager = typed }), null),
            AuditAction.CohortChanged, rollout.Rollout.Owner.Id, default);

        var after = await bot.Get<ImplementationManagers>().SetAsync(named!, cohort.Id, null, typed, default);

        Assert.Equal(DeliveryBench.IdOf(Maria), after.Definition.Cohorts[0].ImplementationManager!.Id);
        Assert.Null(await FindAsync(bot, rollout, 1, typed.Id));
    }

    [Fact]
    public async Task In_a_draft_nobody_has_a_part_yet()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.EnrolledAsync(bot, null, ("2027-03-15", [Maria]));
        var draft = rollout with { Rollout = rollout.Rollout with { State = RolloutState.Draft } };

        await SetAsync(bot, draft, 1, null, Sam);

        Assert.True((await FindAsync(bot, rollout, 1, DeliveryBench.IdOf(Sam)))!.IsImplementationManager);
        Assert.Empty(await PartsAsync(bot, Sam));
    }

    private static Task<StoredRollout> SetAsync(
        BotUnderTest bot, StoredRollout rollout, int cohort, TestPerson? before, TestPerson after) =>
        bot.Get<ImplementationManagers>().SetAsync(
            rollout, rollout.Key(cohort).Cohort, before is null ? null : DeliveryBench.PersonOf(before), DeliveryBench.PersonOf(after),
            default);

    private static ValueTask<Participant?> FindAsync(BotUnderTest bot, StoredRollout rollout, int cohort, PersonId person) =>
        bot.Get<CohortRepository>().FindParticipantAsync(rollout.Key(cohort), person);

    private static async Task<IReadOnlyList<(int Cohort, Involvement Involvement)>> PartsAsync(BotUnderTest bot, TestPerson person)
    {
        var parts = await bot.Get<UserRepository>().ListPartsAsync(BotUnderTest.Tenant, [DeliveryBench.IdOf(person)]).ToListAsync();
        return
        [
            .. parts.Where(part => part.Cohort is not null)
                .Select(part => (part.Cohort!.Value.Value[1] - '0', part.Involvement))
                .OrderBy(part => part.Item1).ThenBy(part => $"{part.Involvement}", StringComparer.Ordinal)
        ];
    }
}
