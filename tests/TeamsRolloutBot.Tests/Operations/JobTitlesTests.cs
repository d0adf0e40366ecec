using System.Text.Json.Nodes;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>
/// Titles in lists that are not roles: everybody is accepted, and each title is asked about once.
/// </summary>
public sealed class JobTitlesTests
{
    private const string List = "Name,Email,Title\nMaria,m1@contoso.example.com,Cost Accountant\nBob,b@contoso.example.com,cost accountant\nTim,t@contoso.example.com,Welder";

    [Fact]
    public async Task A_title_is_asked_about_once_with_its_people_and_the_role_that_fits_best()
    {
        await using var bot = await BotUnderTest.StartAsync();

        var answer = await bot.PressForJsonAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), List));

        Assert.Contains("cost accountant: 2 people", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Welder: 1 person", answer, StringComparison.Ordinal);
        Assert.Equal(
            new Dictionary<string, string> { [Field(0)] = "invoice-administrator" },
            CardInputs.Of(answer).Where(input => input.Key.StartsWith("jobTitle", StringComparison.Ordinal))
        );
        Assert.Equal([null, null, null], await RolesAsync(bot, "c1"));
    }

    [Fact]
    public async Task What_was_said_of_a_title_counts_for_everybody_who_has_it_and_for_later_lists()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), List));

        var answer = await bot.PressAsync(
            Robin,
            "define.next",
            (await Script.StepAsync(bot, 8)).With(Field(0), "invoice-administrator").With(Field(1), "none")
        );
        await bot.PressAsync(
            Robin,
            "define.next",
            Script
                .Cohort(
                    await Script.StepAsync(bot, 8),
                    "Name,Email,Title\nAnn,a@contoso.example.com,Cost  Accountant\nUwe,u@contoso.example.com,Welder"
                )
                .With("cohortName", "Boulder")
        );

        Assert.Contains(
            "Cost Accountant is Invoice Administrator. Welder is none of the roles.",
            answer,
            StringComparison.OrdinalIgnoreCase
        );
        Assert.Equal(["invoice-administrator", "invoice-administrator", null], await RolesAsync(bot, "c1"));
        Assert.Equal(["invoice-administrator", null], await RolesAsync(bot, "c2"));
        Assert.DoesNotContain(await TitlesAsync(bot), title => title.IsOpen);
    }

    [Fact]
    public async Task A_title_nobody_has_said_anything_of_is_asked_about_again()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), List));

        await bot.PressAsync(Robin, "define.next", await Script.StepAsync(bot, 8));

        Assert.Contains(
            "Welder: 1 person",
            await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 8)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task After_launch_a_title_is_asked_about_below_the_answer()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);

        await bot.PressAsync(Robin, "people.add", Script.Data(rollout).With("members", "Tim Low, tim@contoso.example.com, Welder"));
        var question = bot.Teams.Sent[^1].Text;
        var answer = await bot.PressAsync(Robin, "roles.set", Script.Data(rollout).With(Field(0), "field-staff"));

        Assert.Contains("Which roles are these?", question, StringComparison.Ordinal);
        Assert.Contains("Welder is Field staff.", answer, StringComparison.Ordinal);
        Assert.Equal("field-staff", (await PeopleAsync(bot, "c1")).Single(member => member.Person.Name == "Tim Low").Role);
    }

    [Fact]
    public async Task An_exported_definition_keeps_what_was_said()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), List));
        await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 8)).With(Field(0), "invoice-administrator"));

        await bot.PressAsync(
            Robin, "rollout.duplicate", new JsonObject { ["rollout"] = (await Script.DraftAsync(bot)).Id.Value, ["confirm"] = true });

        Assert.Equal(
            "invoice-administrator",
            (await TitlesAsync(bot)).Single(title => TypedText.Same(title.Title, "Cost Accountant")).Role
        );
    }

    // After those that the playbook already knows.
    private static string Field(int number) => $"jobTitle{ShippedPlaybooks.Default.JobTitles.Count + number}";

    private static async Task<IReadOnlyList<JobTitle>> TitlesAsync(BotUnderTest bot) =>
        (await Script.DraftAsync(bot)).Definition.Playbook.JobTitles;

    private static async Task<IEnumerable<string?>> RolesAsync(BotUnderTest bot, string cohort) =>
        (await PeopleAsync(bot, cohort)).Where(member => member.IsMember).OrderBy(member => member.Role is null)
            .Select(member => member.Role);

    private static async Task<IReadOnlyList<Participant>> PeopleAsync(BotUnderTest bot, string cohort)
    {
        var people = new List<Participant>();
        await foreach (
            var each in bot.Get<CohortRepository>()
                .ListParticipantsAsync(new CohortKey((await Script.DraftAsync(bot)).Id, new CohortId(cohort))))
        {
            people.Add(each);
        }

        return people;
    }
}
