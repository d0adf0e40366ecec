using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>
/// A rollout starts with a chosen playbook, and what was made of it is kept for the next one.
/// </summary>
public sealed class PlaybookShelfTests
{
    [Fact]
    public async Task A_draft_starts_from_the_playbook_that_was_chosen()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var first = await Script.NewAsync(bot);

        await bot.PressAsync(
            Robin,
            "define.next",
            first.With("name", "Hours").With("zone", "America/Denver").With("playbook", "Timekeeping app")
        );

        var definition = (await Script.DraftAsync(bot)).Definition;
        Assert.Equal(("Hours", "Timekeeping"), (definition.Name, definition.Playbook.Product));
        Assert.Equal(definition.Playbook.Email, definition.Message);
        Assert.DoesNotContain(definition.Playbook.Roles, role => role.Id == "payments-admin");
    }

    [Fact]
    public async Task People_with_roles_of_one_playbook_keep_it()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "maria@contoso.example.com"));

        var answer = await bot.PressAsync(
            Robin,
            "define.next",
            (await Script.StepAsync(bot, 1)).With("name", "Hours").With("playbook", "Timekeeping app")
        );

        Assert.Contains(
            "The cohorts already have people with roles from this playbook.",
            answer,
            StringComparison.Ordinal
        );
        Assert.Equal("Procore Pay", (await Script.DraftAsync(bot)).Definition.Playbook.Product);
    }

    [Fact]
    public async Task A_saved_playbook_has_training_and_best_practices_and_no_people_and_no_dates()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await SavedAsync(bot, "Our way");

        var text = Assert.Single(await bot.Get<SavedPlaybooks>().ListAsync(BotUnderTest.Tenant)).Text;
        await bot.PressAsync(Robin, "define.next", (await NewAsync(bot)).With("name", "Next").With("playbook", "Our way"));

        Assert.All(
            new[] { "Maria", "contoso", "Robin", "sam@", "HQ Denver", "2027" },
            secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase)
        );
        var next = (await Script.DraftAsync(bot)).Definition;
        Assert.Equal("Our way", next.Playbook.Name);
        Assert.Equal("Approve by the 25th", Assert.Single(next.BestPractices).Title);
        Assert.Equal(rollout.Definition.Playbook.Tasks.Select(task => task.Id), next.Playbook.Tasks.Select(task => task.Id));
    }

    [Theory]
    [InlineData("", "Give the playbook a name of at most 100 characters.")]
    [InlineData("procore pay (payor)", "is a playbook that comes with the bot")]
    [InlineData("Theirs", "A colleague already saved a playbook called “Theirs”.")]
    public async Task A_name_that_is_taken_or_none_is_refused(string name, string problem)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.Get<SavedPlaybooks>()
            .SaveAsync(
                BotUnderTest.Tenant,
                new SavedPlaybook(
                    SavedPlaybooks.KeyOf("theirs"),
                    "Theirs",
                    "{}",
                    TeamsRolloutBot.Domain.PersonId.FromEmail("t@contoso.example.com"),
                    bot.Now
                )
            );
        var rollout = await Script.LaunchAsync(bot);

        var answer = await bot.PressAsync(Robin, "playbook.save", Script.Data(rollout).With("playbookName", name));

        Assert.Contains(problem, answer, StringComparison.Ordinal);
        Assert.Single(await bot.Get<SavedPlaybooks>().ListAsync(BotUnderTest.Tenant));
    }

    [Fact]
    public async Task Whoever_saved_a_playbook_replaces_and_removes_it_and_nobody_else()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await SavedAsync(bot, "Our way");
        await bot.PressAsync(Robin, "playbook.save", Script.Data(rollout).With("playbookName", "OUR WAY"));
        var saved = Assert.Single(await bot.Get<SavedPlaybooks>().ListAsync(BotUnderTest.Tenant));
        var data = new System.Text.Json.Nodes.JsonObject { ["playbook"] = saved.Key, ["confirm"] = true };

        var refused = await bot.PressAsync(Maria, "playbook.remove", data);
        Assert.Single(await bot.Get<SavedPlaybooks>().ListAsync(BotUnderTest.Tenant));
        var asked = await bot.PressAsync(Robin, "playbook.remove", data.With("confirm", false));
        var list = await bot.PressAsync(Robin, "playbook.remove", data);

        Assert.Contains("it belongs to a colleague", refused, StringComparison.Ordinal);
        Assert.Contains("Remove the playbook “OUR WAY”?", asked, StringComparison.Ordinal);
        Assert.Contains("Timekeeping app", list, StringComparison.Ordinal);
        Assert.Empty(await bot.Get<SavedPlaybooks>().ListAsync(BotUnderTest.Tenant));
    }

    [Fact]
    public async Task Playbooks_of_another_tenant_are_not_on_the_shelf()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await SavedAsync(bot, "Our way");

        Assert.Contains(await bot.Get<PlaybookShelf>().ListAsync(BotUnderTest.Tenant, default), playbook => playbook.Name == "Our way");
        Assert.DoesNotContain(await bot.Get<PlaybookShelf>().ListAsync("another", default), playbook => playbook.Name == "Our way");
    }

    private static async Task<StoredRollout> SavedAsync(BotUnderTest bot, string name)
    {
        var step = await Script.UpToCohortsAsync(bot);
        await bot.PressAsync(
            Robin,
            "define.next",
            (await Script.StepAsync(bot, 4)).With("practices", "Approve by the 25th | https://intranet.example.com/pay")
        );
        await bot.PressAsync(Robin, "define.next", Script.Cohort(step, "Maria Lopez, maria@contoso.example.com, Cost Accountant"));
        await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11));
        var rollout = await Script.DraftAsync(bot);
        await bot.PressAsync(Robin, "playbook.save", Script.Data(rollout).With("playbookName", name));
        return rollout;
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> NewAsync(BotUnderTest bot)
    {
        await bot.PressAsync(Robin, "rollout.new", new() { ["confirm"] = true });
        return await Script.StepAsync(bot, 1);
    }
}
