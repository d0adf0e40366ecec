using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Storage.Repositories;
using TeamsRolloutBot.Tests.Delivery;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Somebody is one member, by whichever id they were added.</summary>
public sealed class SamePersonTests
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
        await bot.Get<Membership>().AddAsync(rollout, new CohortId("c1"), [new Member { Person = ByObjectId, Zone = zone }], rollout.Rollout.Owner.Id, default);

        await AddAsync(bot, rollout, Person.FromEmail(Maria.Email));

        var member = await bot.Get<CohortRepository>().FindParticipantAsync(rollout.Key(1), ByObjectId.Id);
        Assert.Equal((Maria.Name, zone), (member!.Person.Name, member.Zone));
    }

    private static Task<int> AddAsync(BotUnderTest bot, StoredRollout rollout, params Person[] people) =>
        bot.Get<Membership>().AddAsync(rollout, new CohortId("c1"), [.. people.Select(person => new Member { Person = person })], rollout.Rollout.Owner.Id, default);
}
