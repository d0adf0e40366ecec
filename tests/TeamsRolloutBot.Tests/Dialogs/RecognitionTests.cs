using TeamsRolloutBot.Protocol.Connector;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Somebody added by an address is recognised when they first speak, whichever of their addresses
/// was used.
/// </summary>
public sealed class RecognitionTests
{
    private const string Checklist = "Your Procore Pay checklist";

    public static TheoryData<string> UmasAddresses { get; } = [Uma.Email, Uma.UserPrincipalName.ToUpperInvariant()];

    [Theory]
    [MemberData(nameof(UmasAddresses))]
    public async Task Who_was_added_by_address_or_by_the_name_they_sign_in_with_gets_what_waited_when_they_first_speak(string address)
    {
        await using var bot = await LaunchedAsync(address);
        await bot.TravelAsync("2027-02-22T17:00:00Z");
        Assert.Empty(bot.Teams.To(Uma));

        await bot.SayAsync(Uma, "hello");
        await bot.TravelAsync("2027-02-22T17:00:10Z");

        Assert.Single(bot.Teams.To(Uma), message => message.Text.Contains(Checklist, StringComparison.Ordinal));
        Assert.Contains(Checklist, Assert.Single(await bot.SayAsync(Uma, "my checklist")), StringComparison.Ordinal);
        Assert.Equal(1, bot.Teams.MembersAsked);
    }

    [Fact]
    public async Task Teams_that_does_not_say_who_it_is_costs_no_turn_and_is_asked_again_a_day_later()
    {
        await using var bot = await LaunchedAsync(Uma.UserPrincipalName);
        await bot.TravelAsync("2027-02-22T17:00:00Z");
        bot.Teams.MemberFault = new ConnectorException(ConnectorFailureKind.Transient, "not now") { Status = 503 };

        Assert.Single(await bot.SayAsync(Uma, "help"));
        Assert.Single(await bot.SayAsync(Uma, "help"));
        await bot.TravelAsync("2027-02-23T18:00:00Z");
        Assert.Single(await bot.SayAsync(Uma, "help"));
        Assert.Single(await bot.SayAsync(Uma, "help"));
        Assert.Equal(2, bot.Teams.MembersAsked);

        bot.Teams.MemberFault = null;
        await bot.TravelAsync("2027-02-24T19:00:00Z");
        await bot.SayAsync(Uma, "help");
        await bot.TravelAsync("2027-02-24T19:00:10Z");

        Assert.Single(bot.Teams.To(Uma), message => message.Text.Contains(Checklist, StringComparison.Ordinal));
        Assert.Equal(3, bot.Teams.MembersAsked);
    }

    [Fact]
    public async Task Who_may_start_rollouts_can_be_named_by_the_name_they_sign_in_with()
    {
        await using var bot = await BotUnderTest.StartAsync(
            settings: new Dictionary<string, string?> { ["Rollouts:Managers:0"] = Uma.UserPrincipalName });

        Assert.Contains("STEP 1 OF 11", Assert.Single(await bot.SayAsync(Uma, "new rollout")), StringComparison.Ordinal);
        Assert.Contains(
            "only named people start rollouts", Assert.Single(await bot.SayAsync(Robin, "new rollout")), StringComparison.Ordinal);
    }

    private static async Task<BotUnderTest> LaunchedAsync(string address)
    {
        var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), $"Uma Meyer, {address}, Accountant"));
        await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11));
        bot.Teams.ForgetMembersAsked();
        return bot;
    }
}
