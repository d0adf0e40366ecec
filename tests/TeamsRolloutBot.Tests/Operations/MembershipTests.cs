using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>A person is one member, whichever id they were added under.</summary>
public sealed class MembershipTests
{
    private static readonly Person ByAddress = Person.FromEmail(Maria.Email, "maria@…");
    private static readonly Person ByObjectId = new() { Id = DeliveryBench.IdOf(Maria), Name = Maria.Name, Email = Maria.Email };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_added_again_by_another_id_stays_one_member_with_what_was_done(bool addressFirst)
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (first, second) = addressFirst ? (ByAddress, ByObjectId) : (ByObjectId, ByAddress);
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Sam]));
        Assert.Equal(1, await AddAsync(bot, rollout, first));

        Assert.Equal(0, await AddAsync(bot, rollout, second with { Name = "Maria Lopez-Hale" }));

        Assert.Equal(2, (await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key(1))).Members);
        var member = await bot.Get<CohortRepository>().FindByEmailAsync(rollout.Key(1), Maria.Email);
        Assert.Equal((first.Id, "Maria Lopez-Hale"), (member!.Person.Id, member.Person.Name));
        var parts = bot.Get<UserRepository>().ListPartsAsync(BotUnderTest.Tenant, [first.Id, second.Id]);
        Assert.Single(await parts.Where(part => part.Rollout == rollout.Id).ToListAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_removed_and_added_again_goes_on_where_they_were(bool addressFirst)
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (first, second) = addressFirst ? (ByAddress, ByObjectId) : (ByObjectId, ByAddress);
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Sam]));
        await AddAsync(bot, rollout, first);
        await bot.SayAsync(Maria, "hello");
        await bot.TravelAsync("2027-03-09T18:00:00Z");
        var (key, cohorts) = (rollout.Key(1), bot.Get<CohortRepository>());
        await cohorts.ChangeAsync(key, rollout.Definition, async work =>
        {
            var maria = (await work.FindParticipantAsync(first.Id))!;
            work.Put(maria, maria with { Progress = maria.Progress.Set(maria.Tasks(rollout.Definition)[0].Id, true, bot.Now) });
            return true;
        });
        var sent = bot.Teams.To(Maria).Count;
        Assert.True(sent > 1);

        Assert.True(await bot.Get<Membership>().RemoveAsync(rollout, key.Cohort, first.Id, rollout.Rollout.Owner.Id, default));
        Assert.Equal(1, (await cohorts.GetCountsAsync(key)).Members);
        Assert.Equal(1, await AddAsync(bot, rollout, second));
        await bot.TravelAsync("2027-03-12T18:00:00Z");

        Assert.Equal(sent, bot.Teams.To(Maria).Count);
        Assert.Single((await cohorts.FindParticipantAsync(key, first.Id))!.Progress.Done);
        Assert.Equal(2, (await cohorts.GetCountsAsync(key)).Members);
    }

    [Fact]
    public async Task Another_account_with_the_address_of_somebody_who_was_removed_starts_over()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Sam]));
        await AddAsync(bot, rollout, ByObjectId);
        await bot.Get<Membership>().RemoveAsync(rollout, rollout.Key(1).Cohort, ByObjectId.Id, rollout.Rollout.Owner.Id, default);

        await AddAsync(bot, rollout, ByObjectId with { Id = DeliveryBench.IdOf(Stranger) });

        Assert.True((await bot.Get<CohortRepository>().FindParticipantAsync(rollout.Key(1), ByObjectId.Id))!.HasLeft);
        Assert.False((await bot.Get<CohortRepository>().FindParticipantAsync(rollout.Key(1), DeliveryBench.IdOf(Stranger)))!.HasLeft);
    }

    [Fact]
    public async Task Two_lines_of_one_list_that_mean_one_person_are_one_member()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Sam]));

        Assert.Equal(1, await AddAsync(bot, rollout, ByObjectId, ByAddress));

        Assert.Equal(2, (await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key(1))).Members);
    }

    [Fact]
    public async Task Two_accounts_with_one_address_are_two_members()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Sam]));
        await AddAsync(bot, rollout, ByObjectId);

        Assert.Equal(1, await AddAsync(bot, rollout, ByObjectId with { Id = DeliveryBench.IdOf(Stranger) }));

        Assert.Equal(3, (await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key(1))).Members);
    }

    [Fact]
    public async Task Who_is_added_again_with_nothing_but_an_address_keeps_name_and_time_zone()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Sam]));
        var zone = NodaTime.DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        await bot.Get<Membership>()
            .AddAsync(rollout, new CohortId("c1"), [new Member { Person = ByObjectId, Zone = zone }], rollout.Rollout.Owner.Id, default);

        await AddAsync(bot, rollout, Person.FromEmail(Maria.Email));

        var member = await bot.Get<CohortRepository>().FindParticipantAsync(rollout.Key(1), ByObjectId.Id);
        Assert.Equal((Maria.Name, zone), (member!.Person.Name, member.Zone));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_a_member_by_one_id_and_made_implementation_manager_by_the_other_is_one_participant_and_named_so(
        bool addressFirst
    )
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (first, second) = addressFirst ? (ByAddress, ByObjectId) : (ByObjectId, ByAddress);
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Sam]));
        await AddAsync(bot, rollout, first);

        rollout = await LeadAsync(bot, rollout, second);

        Assert.Equal(first.Id, rollout.Definition.Cohorts[0].ImplementationManager?.Id);
        Assert.Equal(rollout.DefinitionRevision, (await bot.Get<RolloutRepository>().FindAsync(rollout.Id))!.DefinitionRevision);
        Assert.Equal((true, true), await PartsAsync(bot, rollout, first.Id));
        Assert.Null(await bot.Get<CohortRepository>().FindParticipantAsync(rollout.Key(1), second.Id));
        Assert.Equal(2, (await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key(1))).Members);
    }

    [Fact]
    public async Task An_implementation_manager_typed_once_more_by_address_keeps_what_they_have_done()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await LeadAsync(bot, await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Sam])), ByObjectId);
        var task = bot.Get<CohortRepository>().ChangeAsync(rollout.Key(1), rollout.Definition, async work =>
        {
            var lead = (await work.FindParticipantAsync(ByObjectId.Id))!;
            work.Put(lead, lead with { Progress = lead.Progress.Set(lead.Tasks(rollout.Definition)[0].Id, true, bot.Now) });
            return true;
        });
        await task;

        rollout = await LeadAsync(bot, rollout, ByAddress);

        Assert.Equal(ByObjectId.Id, rollout.Definition.Cohorts[0].ImplementationManager?.Id);
        Assert.Single((await bot.Get<CohortRepository>().FindParticipantAsync(rollout.Key(1), ByObjectId.Id))!.Progress.Done);
        Assert.Null(await bot.Get<CohortRepository>().FindParticipantAsync(rollout.Key(1), ByAddress.Id));
    }

    [Fact]
    public async Task Who_was_lead_by_address_and_is_a_member_by_object_id_is_no_lead_any_more_once_somebody_else_is()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Sam]));
        await AddAsync(bot, rollout, ByObjectId);
        rollout = await LeadAsync(bot, rollout, ByAddress);

        // A crash kept the definition from learning under which id the cohort knows her.
        rollout = (await bot.Get<RolloutRepository>().ChangeAsync(rollout.Id, stored => Leading(stored, ByAddress)))!;
        await LeadAsync(bot, rollout, Person.FromEmail(Sam.Email));

        Assert.Equal((true, false), await PartsAsync(bot, rollout, ByObjectId.Id));
    }

    [Fact]
    public async Task A_committee_in_which_somebody_is_picked_and_typed_has_them_once()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.SayAsync(Maria, "hello");
        await bot.PressAsync(
            Robin, "define.next", (await Script.NewAsync(bot)).With("name", "Mountain region").With("zone", "America/Denver"));

        await bot.PressAsync(
            Robin, "define.next",
            (await Script.StepAsync(bot, 2)).With("committee", Maria.ObjectId).With("committeeTyped", $"Maria <{Maria.Email}>"));

        Assert.Single((await Script.DraftAsync(bot)).Definition.Committee);
    }

    private static StoredRollout Leading(StoredRollout stored, Person lead) =>
        stored with
        {
            Rollout = stored.Rollout.Redefine(
                stored.Definition.WithCohort(stored.Definition.Cohorts[0] with { ImplementationManager = lead })).Rollout
        };

    // As a step does it: first the definition, then the cohort.
    private static async Task<StoredRollout> LeadAsync(BotUnderTest bot, StoredRollout rollout, Person lead)
    {
        var before = rollout.Definition.Cohorts[0].ImplementationManager;
        var stored = (await bot.Get<RolloutRepository>().ChangeAsync(rollout.Id, known => Leading(known, lead)))!;
        return await bot.Get<ImplementationManagers>().SetAsync(stored, new CohortId("c1"), before, lead, default);
    }

    private static async Task<(bool IsMember, bool IsLead)> PartsAsync(BotUnderTest bot, StoredRollout rollout, PersonId id) =>
        await bot.Get<CohortRepository>().FindParticipantAsync(rollout.Key(1), id) is { } participant
            ? (participant.IsMember, participant.IsImplementationManager)
            : default;

    private static Task<int> AddAsync(BotUnderTest bot, StoredRollout rollout, params Person[] people) =>
        bot.Get<Membership>().AddAsync(
            rollout, new CohortId("c1"), [.. people.Select(person => new Member { Person = person })], rollout.Rollout.Owner.Id, default);
}
