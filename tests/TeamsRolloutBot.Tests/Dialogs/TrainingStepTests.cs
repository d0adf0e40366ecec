using TeamsRolloutBot.Documents;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Roles, courses, agenda and links are added and edited in the dialog.</summary>
public sealed class TrainingStepTests
{
    [Fact]
    public async Task A_role_is_added_with_its_certification_and_the_others_keep_their_people()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var shown = await OpenAsync(bot);

        await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 3))
            .With("roles", $"{shown["roles"]}\nEstimator")
            .With("certifications", $"{shown["certifications"]}\nEstimating | Estimator | 40 | https://learn.example.com/estimating"));

        var playbook = (await Script.DraftAsync(bot)).Definition.Playbook;
        Assert.Equal([.. ShippedPlaybooks.Default.Roles, new Role("estimator", "Estimator")], playbook.Roles);
        var course = playbook.Certifications[^1];
        Assert.Equal(("Estimating", "https://learn.example.com/estimating"), (course.Title, course.Url));
        Assert.Equal(["estimator"], course.Roles);
    }

    [Fact]
    public async Task A_role_that_a_certification_names_is_not_taken_out_without_it()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var shown = await OpenAsync(bot);

        var answer = await bot.PressAsync(
            Robin,
            "define.next",
            (await Script.StepAsync(bot, 3)).With(
                "roles",
                shown["roles"].Replace("Company Admin\n", string.Empty, StringComparison.Ordinal)
            )
        );

        Assert.Contains(
            "The certification “Procore Certified: Procore Admin” is for a role that is no longer in the list.",
            answer,
            StringComparison.Ordinal
        );
        Assert.Equal(10, (await Script.DraftAsync(bot)).Definition.Playbook.Roles.Count);
    }

    [Fact]
    public async Task Agenda_topics_are_added_and_changed_and_keep_their_ids()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var shown = await OpenAsync(bot);

        await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 3))
            .With(
                "agenda",
                shown["agenda"].Replace("Budget upload; the buyout process", "Budget upload", StringComparison.Ordinal)
                    + "\nRetention | What is held back, and when it is paid"));

        var agenda = (await Script.DraftAsync(bot)).Definition.Playbook.Agenda;
        Assert.Equal(["permissions", "plans", "budget", "changes", "collaboration", "retention"], agenda.Select(topic => topic.Id));
        Assert.Equal(("Budget upload", "What is held back, and when it is paid"), (agenda[2].Content, agenda[5].Content));
    }

    [Fact]
    public async Task The_account_and_the_sandbox_get_links_of_their_own_on_the_checklist()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await OpenAsync(bot);

        var refused = await bot.PressAsync(
            Robin, "define.next", (await Script.StepAsync(bot, 3)).With("sandboxLink", "javascript:alert(1)"));
        await bot.PressAsync(
            Robin, "define.next",
            (await Script.StepAsync(bot, 3)).With("accountLink", "www.example.com/account")
                .With("sandboxLink", "https://example.com/sandbox"));

        Assert.Contains("The link must begin with https:// or http://", refused, StringComparison.Ordinal);
        var tasks = Checklists.ForMember((await Script.DraftAsync(bot)).Definition, null);
        Assert.Equal("https://www.example.com/account", tasks.Single(task => task.Id == "account").Url);
        Assert.Equal("https://example.com/sandbox", tasks.Single(task => task.Id == "sandbox").Url);
    }

    [Fact]
    public async Task The_preview_is_for_somebody_of_the_first_cohort_with_their_own_role()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(
            Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), "Kim Accountant, kim@example.com, Accountant"));

        var preview = await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 9)).With("button", "preview"));

        Assert.Contains("Hello Kim Accountant", preview, StringComparison.Ordinal);
        Assert.Contains("As Invoice Administrator you are", preview, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyDictionary<string, string>> OpenAsync(BotUnderTest bot)
    {
        await Script.UpToCohortsAsync(bot);
        return CardInputs.Of(await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 3)));
    }
}
