using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>A running rollout can be managed with buttons; typed commands do the same.</summary>
public sealed class ManageTests
{
    [Fact]
    public async Task The_status_leads_to_a_menu_of_everything_that_can_be_done()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        await bot.SayAsync(Robin, "status");
        var status = bot.Teams.Cards.Last();

        var menu = await bot.PressForJsonAsync(Robin, "manage.show", CardInputs.Button(status, "Manage")!);

        Assert.All(
            new[]
            {
                "Move its date", "Change it", "Add people", "Training sessions", "Answers", "Readiness", "Add a cohort",
                "Nudge those behind", "Progress as Excel", "Pause", "Close"
            },
            button => Assert.NotNull(CardInputs.Button(menu, button)));
    }

    [Fact]
    public async Task Only_where_there_are_several_cohorts_one_can_be_merged_or_removed()
    {
        await using var bot = await DeliveryBench.StartAsync();
        await bot.SayAsync(Robin, "hello");
        await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]), ("2027-04-12", [Sam]));

        await bot.SayAsync(Robin, "manage");

        Assert.NotNull(CardInputs.Button(bot.Teams.Cards.Last(), "Change, merge or remove"));

        await using var single = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(single);
        await single.SayAsync(Robin, "manage");
        Assert.Null(CardInputs.Button(single.Teams.Cards.Last(), "Change, merge or remove"));
    }

    [Fact]
    public async Task Before_the_first_check_in_nobody_is_called_silent()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);

        Assert.DoesNotContain("silent", Assert.Single(await bot.SayAsync(Robin, "answers")), StringComparison.Ordinal);
        await bot.TravelAsync("2027-03-22T18:00:00Z");
        Assert.Contains("2 silent", Assert.Single(await bot.SayAsync(Robin, "answers")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_is_chosen_on_a_card_shown_as_a_difference_moved_and_taken_back()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.SayAsync(Robin, "move");
        var form = CardInputs.Button(bot.Teams.Cards.Last(), "Show what changes")!;

        Assert.Contains(
            "Choose the new go-live date.", await bot.PressAsync(Robin, "cohort.move", form.With("pick", "c1")), StringComparison.Ordinal);
        var shown = await bot.PressForJsonAsync(Robin, "cohort.move", form.With("pick", "c1").With("date", "2027-04-10"));
        Assert.Contains("Saturday, April 10 is a day off: the go-live card comes on **Monday, April 12**", shown, StringComparison.Ordinal);
        await bot.PressAsync(Robin, "cohort.move", CardInputs.Button(shown, "Move it")!);
        Assert.Equal(new(2027, 4, 10), (await Script.DraftAsync(bot)).Definition.Cohorts[0].GoLive);

        Assert.Contains("goes live on Monday, March 15 again", Assert.Single(await bot.SayAsync(Robin, "undo")), StringComparison.Ordinal);
        Assert.Equal(rollout.Definition.Cohorts[0].GoLive, (await Script.DraftAsync(bot)).Definition.Cohorts[0].GoLive);
        Assert.Contains("Nothing to undo", Assert.Single(await bot.SayAsync(Robin, "undo")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renamed_cohort_is_called_again_what_it_was_called()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        var form = CardInputs.Button(await bot.PressForJsonAsync(Robin, "cohort.edit", Script.Data(rollout)), "Save")!;

        await bot.PressAsync(Robin, "cohort.save", form.With("cohortName", "Denver → Colorado"));
        Assert.Equal("Denver → Colorado", (await Script.DraftAsync(bot)).Definition.Cohorts[0].Name);

        Assert.Contains("HQ Denver", Assert.Single(await bot.SayAsync(Robin, "undo")), StringComparison.Ordinal);
        Assert.Equal(rollout.Definition.Cohorts[0].Name, (await Script.DraftAsync(bot)).Definition.Cohorts[0].Name);
        Assert.Contains("Nothing to undo", Assert.Single(await bot.SayAsync(Robin, "undo")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_removed_comes_back_as_they_were_within_ten_minutes_and_not_later()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-23T17:00:00Z");
        await bot.PressAsync(Maria, "task.set", Script.Data(rollout).With("task", "account").With("done", true));
        var maria = Script.Data(rollout).With("person", $"mail:{Maria.Email}").With("confirm", true);
        var key = new CohortKey(rollout.Id, new CohortId("c1"));

        await bot.PressAsync(Robin, "people.remove", maria);
        Assert.Equal((1, 0), await CountsAsync(bot, key));
        Assert.DoesNotContain("Maria Lopez", Assert.Single(await bot.SayAsync(Robin, "people")), StringComparison.Ordinal);
        Assert.Contains("They are back", await bot.PressAsync(Robin, "rollout.undo", Script.Data(rollout)), StringComparison.Ordinal);
        Assert.Equal((2, 1), await CountsAsync(bot, key));
        Assert.Contains("1 of 11 done", Assert.Single(await bot.SayAsync(Maria, "my checklist")), StringComparison.Ordinal);

        await bot.PressAsync(Robin, "people.remove", maria);
        await bot.TravelAsync("2027-02-23T17:11:00Z");
        Assert.Contains("Nothing to undo", await bot.PressAsync(Robin, "rollout.undo", Script.Data(rollout)), StringComparison.Ordinal);
        Assert.Equal(1, (await CountsAsync(bot, key)).Members);
    }

    [Fact]
    public async Task Removed_and_added_again_somebody_goes_on_where_they_were_and_gets_nothing_twice()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-23T17:00:00Z");
        var before = bot.Teams.To(Maria).Count(message => message.Text.Contains("Your Procore Pay checklist", StringComparison.Ordinal));

        await bot.PressAsync(Robin, "people.remove", Script.Data(rollout).With("person", $"mail:{Maria.Email}").With("confirm", true));
        await bot.PressAsync(Robin, "people.add", Script.Data(rollout).With("members", Maria.Email));
        await bot.TravelAsync("2027-02-25T17:00:00Z");

        Assert.Equal(
            (1, 1),
            (before, bot.Teams.To(Maria).Count(message => message.Text.Contains("Your Procore Pay checklist", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Paused_until_a_day_it_goes_on_by_itself()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);

        Assert.Contains(
            "Nothing is sent until Wednesday, February 24, 2027", Assert.Single(await bot.SayAsync(Robin, "pause until Feb 24, 2027")),
            StringComparison.Ordinal);
        await bot.TravelAsync("2027-02-24T15:00:00Z");
        Assert.DoesNotContain(
            bot.Teams.To(Maria), message => message.Text.Contains("Your Procore Pay checklist", StringComparison.Ordinal));
        Assert.Contains(
            "PAUSED UNTIL WEDNESDAY, FEBRUARY 24", await bot.PressAsync(Robin, "status.show", Script.Data(rollout)),
            StringComparison.Ordinal);
        await bot.TravelAsync("2027-02-24T17:00:00Z");

        Assert.Equal(RolloutState.Running, (await Script.DraftAsync(bot)).Rollout.State);
        Assert.Single(bot.Teams.To(Maria), message => message.Text.Contains("Your Procore Pay checklist", StringComparison.Ordinal));
        Assert.Contains("as planned when it was paused", Assert.Single(await bot.SayAsync(Robin, "history")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cohort_gets_another_name_and_another_manager()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-23T17:00:00Z");

        var done = await bot.PressAsync(
            Robin, "cohort.save", Script.Data(rollout).With("cohortName", "Front Range").With("leadTyped", Maria.Email));

        Assert.Contains("Front Range is saved", done, StringComparison.Ordinal);
        var cohort = (await Script.DraftAsync(bot)).Definition.Cohorts[0];
        Assert.Equal(("Front Range", Maria.Email), (cohort.Name, cohort.ImplementationManager?.Email));
        Assert.Contains("Front Range", Assert.Single(await bot.SayAsync(Maria, "sessions")), StringComparison.Ordinal);
        Assert.DoesNotContain("Front Range", Assert.Single(await bot.SayAsync(Sam, "sessions")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cohort_is_merged_into_another_with_its_people_and_their_ticks()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await WithBoulderAsync(bot);
        await bot.TravelAsync("2027-02-23T17:00:00Z");
        await bot.PressAsync(Maria, "task.set", Script.Data(rollout).With("task", "account").With("done", true));

        var form = await bot.PressForJsonAsync(Robin, "cohort.merge", Script.Data(rollout));
        Assert.Contains(
            "2 people are now in Boulder",
            await bot.PressAsync(Robin, "cohort.merge", CardInputs.Button(form, "Merge")!.With("pick", "c2")), StringComparison.Ordinal);

        Assert.Equal("Boulder", Assert.Single((await Script.DraftAsync(bot)).Definition.Cohorts).Name);
        Assert.Equal((2, 1), await CountsAsync(bot, new CohortKey(rollout.Id, new CohortId("c2"))));
        Assert.Equal((0, 0), await CountsAsync(bot, new CohortKey(rollout.Id, new CohortId("c1"))));
    }

    [Fact]
    public async Task A_removed_cohort_sends_nothing_more_and_the_last_one_stays()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await WithBoulderAsync(bot);

        Assert.Contains(
            "Remove HQ Denver for good?", await bot.PressAsync(Robin, "cohort.remove", Script.Data(rollout)), StringComparison.Ordinal);
        await bot.PressAsync(Robin, "cohort.remove", Script.Data(rollout).With("confirm", true));
        await bot.TravelAsync("2027-03-23T17:00:00Z");

        Assert.DoesNotContain(
            bot.Teams.To(Maria), message => message.Text.Contains("Your Procore Pay checklist", StringComparison.Ordinal));
        Assert.Contains(
            "the only cohort",
            await bot.PressAsync(Robin, "cohort.remove", Script.Data(rollout).With("cohort", "c2").With("confirm", true)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reminder_button_of_a_cohort_that_is_gone_reminds_nobody_else()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await WithBoulderAsync(bot);
        await bot.TravelAsync("2027-02-23T17:00:00Z");
        await bot.PressAsync(Robin, "cohort.remove", Script.Data(rollout).With("cohort", "c2").With("confirm", true));
        var before = bot.Teams.To(Maria).Count;

        await bot.PressAsync(Robin, "people.nudge", Script.Data(rollout).With("cohort", "c2").With("confirm", true));
        await bot.TravelAsync("2027-02-23T17:05:00Z");

        Assert.Contains("Nothing was sent", bot.Teams.To(Robin)[^1].Text, StringComparison.Ordinal);
        Assert.Equal(before, bot.Teams.To(Maria).Count);
    }

    [Fact]
    public async Task Reminding_twice_in_a_day_says_that_nobody_gets_it_again()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-23T17:00:00Z");
        var nudge = Script.Data(rollout).With("confirm", true);

        Assert.Contains("get a reminder", await bot.PressAsync(Robin, "people.nudge", nudge), StringComparison.Ordinal);
        Assert.Contains("already reminded today", await bot.PressAsync(Robin, "people.nudge", nudge), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_nobody_has_is_said_back_as_it_was_typed()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);

        var said = Assert.Single(await bot.SayAsync(Robin, "remove ann_lee@contoso.example.com"));

        Assert.Contains(@"ann\_lee@contoso", said, StringComparison.Ordinal);
        Assert.DoesNotContain(@"\\", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_day_a_pause_ends_is_kept_while_one_chooses_which_rollout_is_meant()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot, "Coast region");
        await Script.LaunchAsync(bot, "Valley region");

        await bot.SayAsync(Robin, "pause until Feb 24, 2027");
        var choice = CardInputs.Press(bot.Teams.To(Robin)[^1].Cards[^1], "This one");

        Assert.Contains(
            "Nothing is sent until Wednesday, February 24, 2027", await bot.PressAsync(Robin, choice.Verb, choice.Data),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("readiness", "Is HQ Denver ready for training?")]
    [InlineData("readiness Denver", "Is HQ Denver ready for training?")]
    [InlineData("answers", "ANSWERS TO CHECK-INS")]
    [InlineData("at risk", "Only those who need attention")]
    [InlineData("agenda", "What the training covers")]
    [InlineData("best practices", "How we do it here")]
    [InlineData("rollouts", "Mountain region")]
    [InlineData("drafts", "You have no drafts.")]
    [InlineData("review", "No drafts")]
    [InlineData("undo", "Nothing to undo")]
    [InlineData("nudge Denver", "Nobody to remind")]
    [InlineData("edit cohort Denver", "Change HQ Denver")]
    [InlineData("thanks!", "You’re welcome.")]
    public async Task Words_that_people_type_are_understood(string typed, string expected)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);

        Assert.Contains(expected, Assert.Single(await bot.SayAsync(Robin, typed)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_level_of_Microsoft_Graph_is_shown_to_who_can_change_it_alone()
    {
        var settings = new Dictionary<string, string?> { ["Rollouts:Administrators:0"] = Robin.ObjectId };
        await using var plain = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(plain);
        await using var administered = await BotUnderTest.StartAsync(settings: settings);
        await Script.LaunchAsync(administered);

        Assert.DoesNotContain("Level:", Assert.Single(await plain.SayAsync(Robin, "status")), StringComparison.Ordinal);
        Assert.Contains("Level: none", Assert.Single(await administered.SayAsync(Robin, "status")), StringComparison.Ordinal);
    }

    private static async Task<(int Members, int Done)> CountsAsync(BotUnderTest bot, CohortKey key)
    {
        var counts = await bot.Get<CohortRepository>().GetCountsAsync(key);
        return (counts.Members, counts.TasksDone);
    }

    private static async Task<StoredRollout> WithBoulderAsync(BotUnderTest bot)
    {
        var rollout = await Script.LaunchAsync(bot);
        await bot.Get<Lifecycle>().AddCohortAsync(
            rollout.Id, rollout.Definition.Cohorts[0] with
            {
                Id = new CohortId("c2"),
                Name = "Boulder",
                ImplementationManager = null
            }, rollout.Rollout.Owner.Id, CancellationToken.None);
        return await Script.DraftAsync(bot);
    }
}
