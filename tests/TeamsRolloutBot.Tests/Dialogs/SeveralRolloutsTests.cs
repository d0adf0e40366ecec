using System.Text.Json.Nodes;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Several drafts and rollouts of one owner are distinguished.</summary>
public sealed class SeveralRolloutsTests
{
    [Theory]
    [InlineData("continue Coast")]
    [InlineData("resume draft Coast")]
    [InlineData("continuar Coast")]
    [InlineData("continuer le brouillon Coast")]
    public async Task A_draft_is_gone_on_with_by_its_name_also_while_another_ones_step_is_open(string typed)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await DraftAsync(bot, "Coast region");
        await DraftAsync(bot, "Valley region");
        await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 4));

        var coast = Assert.Single(await bot.SayAsync(Robin, typed));

        Assert.Contains("Coast region", coast, StringComparison.Ordinal);
        Assert.DoesNotContain("Valley region", coast, StringComparison.Ordinal);
        Assert.All(await Script.AllAsync(bot), draft => Assert.Empty(draft.Definition.BestPractices));
    }

    [Fact]
    public async Task Several_drafts_of_a_name_are_asked_about_and_one_that_is_not_there_is_said()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await DraftAsync(bot, "Coast region");
        await DraftAsync(bot, "Valley region");
        await bot.SayAsync(Robin, "save for later");

        Assert.Contains("Which one do you mean?", Assert.Single(await bot.SayAsync(Robin, "continue region")), StringComparison.Ordinal);
        Assert.Contains("No draft by that name", Assert.Single(await bot.SayAsync(Robin, "continue Desert")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_says_where_each_stands()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        await DraftAsync(bot, "Coast region");
        await bot.SayAsync(Robin, "save for later");

        var all = Assert.Single(await bot.SayAsync(Robin, "rollouts"));
        var drafts = Assert.Single(await bot.SayAsync(Robin, "drafts"));

        Assert.Contains("running · 1 cohort · go-live Mon, Mar 15, 2027", all, StringComparison.Ordinal);
        Assert.Contains("draft · left at step 2 of 11 · no cohort yet", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Mountain region", drafts, StringComparison.Ordinal);
        Assert.Contains("Coast region", drafts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_rollout_is_asked_about_no_more_and_found_by_its_name()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var closed = await Script.LaunchAsync(bot, "Coast region");
        await bot.PressAsync(Robin, "rollout.close", Script.Data(closed).With("confirm", true));
        await bot.Get<TimeTravel>().TravelAsync(bot.Now + Duration.FromMinutes(1), CancellationToken.None);
        await Script.LaunchAsync(bot, "Valley region");

        Assert.Contains("Valley region", Assert.Single(await bot.SayAsync(Robin, "status")), StringComparison.Ordinal);
        Assert.Contains("Coast region", Assert.Single(await bot.SayAsync(Robin, "status Coast")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_takes_neither_cohorts_nor_people_unless_ticked()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var original = await Script.LaunchAsync(bot);
        await bot.Get<TimeTravel>().TravelAsync(bot.Now + Duration.FromMinutes(1), CancellationToken.None);
        var card = await bot.PressForJsonAsync(Robin, "rollout.duplicate", Script.Data(original));
        var make = CardInputs.Button(card, "Make the copy")!;

        Assert.Contains(
            "STEP 8 OF 11", await bot.PressAsync(Robin, "rollout.duplicate", make.With("takeCohorts", "false").With("takePeople", "true")),
            StringComparison.Ordinal);
        Assert.Empty((await Script.DraftAsync(bot)).Definition.Cohorts);

        await bot.Get<TimeTravel>().TravelAsync(bot.Now + Duration.FromMinutes(1), CancellationToken.None);
        await bot.PressAsync(Robin, "rollout.duplicate", make.With("takeCohorts", "true").With("takePeople", "false"));
        var copy = await Script.DraftAsync(bot);
        Assert.Equal("Copy of Mountain region", copy.Definition.Name);
        Assert.Equal(original.Definition.Cohorts[0].GoLive, copy.Definition.Cohorts[0].GoLive);
        Assert.Equal(0, (await bot.Get<CohortRepository>().GetCountsAsync(new CohortKey(copy.Id, new CohortId("c1")))).Members);
    }

    [Fact]
    public async Task A_copy_takes_people_as_they_are_with_what_a_list_said_of_them()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var original = await Script.LaunchAsync(bot);
        await bot.PressAsync(
            Robin, "people.add", Script.Data(original).With("members", $"Name,Email,Audience\nUma Meyer,{Uma.Email},external"));
        await bot.Get<TimeTravel>().TravelAsync(bot.Now + Duration.FromMinutes(1), CancellationToken.None);
        var make = CardInputs.Button(await bot.PressForJsonAsync(Robin, "rollout.duplicate", Script.Data(original)), "Make the copy")!;

        await bot.PressAsync(Robin, "rollout.duplicate", make.With("takeCohorts", "true").With("takePeople", "true"));

        var key = new CohortKey((await Script.DraftAsync(bot)).Id, new CohortId("c1"));
        Assert.Contains(
            await bot.Get<CohortRepository>().ListParticipantsAsync(key).ToListAsync(),
            person => person is { Person.Name: "Uma Meyer", Audience: Audience.External, IsAudienceStated: true });
    }

    [Fact]
    public void What_was_taken_back_is_not_taken_back_twice_and_nobody_takes_back_what_another_did()
    {
        var (now, robin, sam) = (Instant.FromUtc(2027, 3, 1, 12, 0), PersonId.FromEmail(Robin.Email), PersonId.FromEmail(Sam.Email));
        AuditEntry Entry(AuditAction action, int minutesAgo, PersonId by) =>
            AuditEntry.Of(action, by, now - Duration.FromMinutes(minutesAgo));
        AuditEntry[] entries =
        [
            Entry(AuditAction.Moved, 1, sam), Entry(AuditAction.Undone, 2, robin), Entry(AuditAction.Removed, 3, robin),
            Entry(AuditAction.Nudged, 4, robin), Entry(AuditAction.Moved, 5, robin)
        ];

        Assert.Equal(entries[4], UndoDialog.Newest(entries, robin, now));
        Assert.Equal(entries[0], UndoDialog.Newest(entries, sam, now));
        Assert.Null(UndoDialog.Newest(entries, robin, now + Duration.FromMinutes(6)));
    }

    private static async Task DraftAsync(BotUnderTest bot, string name)
    {
        await bot.PressAsync(Robin, "rollout.new", new JsonObject { ["confirm"] = true });
        await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 1)).With("name", name).With("zone", "America/Denver"));
        await bot.Get<TimeTravel>().TravelAsync(bot.Now + Duration.FromMinutes(1), CancellationToken.None);
    }
}
