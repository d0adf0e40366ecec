using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>People are found by what an administrator types, in every rollout and role.</summary>
public sealed class PersonSearchTests
{
    [Theory]
    [InlineData("Maria")]
    [InlineData("")]
    [InlineData("maria at contoso")]
    public async Task What_is_no_address_and_no_id_finds_nobody(string typed)
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));

        Assert.Null(await FindAsync(bot, typed, rollout));
    }

    [Fact]
    public async Task By_address_and_by_object_id_the_same_person_is_found_in_every_cohort()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-04-12", [Maria, Uma]));

        var byAddress = (await FindAsync(bot, $" {Maria.Email.ToUpperInvariant()} ", rollout))!;
        var byId = (await FindAsync(bot, Maria.ObjectId, rollout))!;

        foreach (var found in new[] { byAddress, byId })
        {
            Assert.Equal(["Office 1", "Office 2"], Assert.Single(found.Places).Cohorts);
            Assert.True(found.IsMet);
            Assert.Contains(DeliveryBench.IdOf(Maria), found.Ids);
            Assert.Contains(PersonId.FromEmail(Maria.Email), found.Ids);
        }
    }

    [Fact]
    public async Task Owner_committee_and_implementation_manager_have_a_place_without_being_members()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, Sam, new(), ("2027-03-15", [Maria]));

        Assert.Empty(Assert.Single((await FindAsync(bot, Robin.ObjectId, rollout))!.Places).Cohorts);
        Assert.Empty(Assert.Single((await FindAsync(bot, "ines@contoso.example.com", rollout))!.Places).Cohorts);
        Assert.Equal(["Office 1"], Assert.Single((await FindAsync(bot, Sam.Email, rollout))!.Places).Cohorts);
    }

    [Fact]
    public async Task Who_has_no_part_has_no_place_and_was_met_or_was_not()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        await bot.SayAsync(Uma, "hello");

        var met = (await FindAsync(bot, Uma.ObjectId, rollout))!;
        var unmet = (await FindAsync(bot, "nobody@contoso.example.com", rollout))!;

        Assert.Equal((0, true), (met.Places.Count, met.IsMet));
        Assert.Equal((0, false), (unmet.Places.Count, unmet.IsMet));
    }

    [Fact]
    public async Task Only_the_rollouts_that_are_given_are_searched()
    {
        await using var bot = await DeliveryBench.StartAsync();
        await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));

        Assert.Empty((await FindAsync(bot, Maria.Email))!.Places);
    }

    private static Task<PersonFinds?> FindAsync(BotUnderTest bot, string typed, params StoredRollout[] within) =>
        bot.Get<PersonSearch>().FindAsync(BotUnderTest.Tenant, typed, within, default);
}
