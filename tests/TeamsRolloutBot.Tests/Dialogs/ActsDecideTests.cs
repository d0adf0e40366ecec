using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Limits and permissions are enforced in the act itself, because a card's data can be anything.
/// </summary>
public sealed class ActsDecideTests
{
    private static readonly JsonNode?[] Odd =
    [
        null, "", " ", "x", new string('y', 5000), "..", "2147483647", "-1", "true", "9999-12-31", "0001-01-01", "\u202egnp.exe", "=1+1",
        "👩‍🚀",
        -1, 0, int.MaxValue, int.MinValue, long.MaxValue, 1e308, 0.5, true, false, new JsonArray(1, "x"), new JsonObject { ["a"] = 1 },
    ];

    private static readonly string[] Fields =
    [
        "rollout", "cohort", "task", "done", "number", "checkin", "usage", "blocker", "question", "answer", "session", "person", "ids",
        "attended", "confirm", "date", "time", "minutes", "days",
        "page", "step", "revision", "button", "members", "cohortName", "goLive", "topic", "after", "json", "input", "name", "zone",
        "committeeTyped", "trainerTyped", "leadTyped", "group", "handedOut", "about",
        "cohortZone", "corporate", "checklistDays", "cadenceDays", "checkInCount", "sendTime", "holidays", "subject", "body", "approach",
        "strategy", "pick", "search", "title", "place", "notes", "recording", "behind", "reason", "role", "until", "takeCohorts",
        "takePeople", "form", "drafts",
    ];

    [Theory]
    [InlineData("cohort.move", "date", "2029-01-01")]
    [InlineData("cohort.move", "date", "9999-12-31")]
    [InlineData("cohort.move", "days", 367)]
    [InlineData("cohort.move", "days", -367)]
    [InlineData("cohort.move", "days", int.MaxValue)]
    [InlineData("cohort.move", "days", int.MinValue)]
    public async Task A_golive_is_never_moved_by_more_than_a_year_whatever_a_button_says(string verb, string field, object value)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        var data = Script.Data(rollout).With("confirm", true);
        data[field] = JsonValue.Create(value);

        Assert.Contains("Not moved", await bot.PressAsync(Robin, verb, data), StringComparison.Ordinal);
        Assert.Equal(rollout.Definition.Cohorts[0].GoLive, (await Script.DraftAsync(bot)).Definition.Cohorts[0].GoLive);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Whatever_a_button_carries_it_is_answered_and_nothing_gets_past_the_rules(int seed)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-03-23T20:00:00Z");
        await bot.SayAsync(Maria, "ask Where are the lien waivers?");
        await bot.SayAsync(Robin, "new rollout");
        var draft = (await Script.AllAsync(bot)).Single(stored => stored.Rollout.State == RolloutState.Draft);
        var verbs = bot.Services.GetServices<IDialog>().SelectMany(dialog => dialog.Verbs).Select(verb => verb.Name)
            .Where(verb => verb != "define.cancel").Order(StringComparer.Ordinal).ToList();
        var random = new Random(seed);

        foreach (var verb in Enumerable.Repeat(verbs, 3).SelectMany(all => all))
        {
            var data = new JsonObject();
            foreach (var field in Fields)
            {
                var odd = Odd[random.Next(Odd.Length)];
                switch (random.Next(4))
                {
                    case 0:
                        break;
                    case 1:
                        data[field] = odd?.DeepClone();
                        break;
                    default:
                        data[field] = Right(field, random.Next(2) == 0 ? rollout : draft) ?? odd?.DeepClone();
                        break;
                }
            }

            var answer = await bot.PressForJsonAsync(random.Next(3) == 0 ? Maria : Robin, verb, data);

            Assert.True(
                JsonNode.Parse(answer)!["statusCode"]!.GetValue<int>() == 200,
                $"seed {seed}: {verb} with {data.ToJsonString()} was answered {answer[..Math.Min(answer.Length, 300)]}");
        }

        foreach (var stored in await Script.AllAsync(bot))
        {
            Assert.All(stored.Definition.Cohorts, cohort =>
            {
                Assert.InRange(cohort.GoLive.Year, 2000, 2200);
                Assert.InRange(cohort.Name.Length, 0, Limits.CohortName);
            });
            Assert.InRange(stored.Definition.Name.Length, 0, Limits.RolloutName);
            Assert.InRange(stored.Definition.Cohorts.Count, 0, Limits.Cohorts);
        }
    }

    [Theory]
    [InlineData("forget nobody-here@contoso.example.com")]
    [InlineData("export data nobody-here@contoso.example.com")]
    public async Task Who_is_not_found_is_said_before_anything_is_asked(string typed)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);

        var answer = Assert.Single(await bot.SayAsync(Robin, typed));

        Assert.Contains("Nobody with that address", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Erase for good", answer, StringComparison.Ordinal);
        Assert.Contains(
            "Nobody with that address",
            await bot.PressAsync(
                Robin, "privacy.forget", new JsonObject { ["person"] = "nobody-here@contoso.example.com", ["confirm"] = true }),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_with_an_apostrophe_is_found_however_it_is_typed_and_is_gone_afterwards()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(await Script.UpToCohortsAsync(bot), "Bob O'Brien, bob.o'brien@contoso.example.com, Superintendent"));
        await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11));
        await bot.TravelAsync("2027-02-01T17:00:10Z");

        Assert.Contains(
            "1 rollout and 1 cohort: Mountain region (HQ Denver)",
            Assert.Single(await bot.SayAsync(Robin, "forget bob.o\u2019brien@contoso.example.com")), StringComparison.Ordinal);
        await bot.PressAsync(
            Robin, "privacy.forget", new JsonObject { ["person"] = "bob.o\u2019brien@contoso.example.com", ["confirm"] = true });

        Assert.DoesNotContain("Bob", Assert.Single(await bot.SayAsync(Robin, "people")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_has_more_drafts_or_open_questions_than_somebody_can_look_after()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-22T17:00:00Z");
        for (var n = 0; n < Limits.DraftsOfPerson; n++)
        {
            await bot.PressAsync(Robin, "rollout.new", new JsonObject { ["confirm"] = true });
        }

        Assert.Contains(
            $"You have {Limits.DraftsOfPerson} drafts",
            await bot.PressAsync(Robin, "rollout.new", new JsonObject { ["confirm"] = true }), StringComparison.Ordinal);
        Assert.Equal(Limits.DraftsOfPerson + 1, (await Script.AllAsync(bot)).Count);

        for (var n = 0; n < Limits.OpenQuestionsOfPerson; n++)
        {
            Assert.Contains("will answer", Assert.Single(await bot.SayAsync(Maria, $"ask Question number {n}?")), StringComparison.Ordinal);
        }

        Assert.Contains(
            "of your questions are waiting for an answer", Assert.Single(await bot.SayAsync(Maria, "ask One more?")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_stops_anybodys_rollout_and_reads_nothing_of_it()
    {
        await using var bot = await BotUnderTest.StartAsync(
            settings: new Dictionary<string, string?> { ["Rollouts:Administrators:0"] = Uma.ObjectId });
        var rollout = await Script.LaunchAsync(bot);

        Assert.Contains("is paused", Assert.Single(await bot.SayAsync(Uma, "pause")), StringComparison.Ordinal);
        Assert.Equal(RolloutState.Paused, (await Script.DraftAsync(bot)).Rollout.State);
        Assert.DoesNotContain("Maria", await bot.PressAsync(Uma, "people.list", Script.Data(rollout)), StringComparison.Ordinal);
        Assert.DoesNotContain("running again", Assert.Single(await bot.SayAsync(Uma, "resume")), StringComparison.Ordinal);
        Assert.Contains(
            "is closed", await bot.PressAsync(Uma, "rollout.close", Script.Data(rollout).With("confirm", true)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rollout.launch")]
    [InlineData("people.add")]
    [InlineData("cohort.add")]
    [InlineData("cohort.save")]
    [InlineData("rollout.duplicate")]
    [InlineData("rollout.import")]
    [InlineData("rollout.new")]
    public async Task Every_act_that_widens_who_is_contacted_asks_whether_its_person_still_may(string verb)
    {
        var settings = new Dictionary<string, string?> { ["Rollouts:Managers:0"] = Robin.ObjectId };
        await using var bot = await BotUnderTest.StartAsync(settings: settings, environment: "Production");
        StoredRollout rollout;
        if (verb == "rollout.launch")
        {
            await bot.PressAsync(
                Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), $"Maria Lopez, {Maria.Email}, Accountant"));
            rollout = await Script.DraftAsync(bot);
        }
        else
        {
            rollout = await Script.LaunchAsync(bot);
        }

        // Robin is a guest by now: the account was changed, and Teams reports it.
        bot.Teams.AccountOf = person => RememberingTeams.Account(person, role: person == Robin ? "guest" : "user");
        await bot.TravelAsync("2027-02-09T17:00:00Z");
        var data = (await Script.StepAsync(bot, 11)).With("cohort", "c1").With("members", "new@contoso.example.com")
            .With("cohortName", "Boulder").With("goLive", "2027-05-03").With("json", "{}");

        Assert.Contains("can’t start rollouts or add people", await bot.PressAsync(Robin, verb, data), StringComparison.Ordinal);
        var after = Assert.Single(await Script.AllAsync(bot));
        Assert.Equal((rollout.Rollout.State, rollout.Definition.Cohorts.Count), (after.Rollout.State, after.Definition.Cohorts.Count));
    }

    [Theory]
    [InlineData("user", BotUnderTest.Tenant, true)]
    [InlineData("guest", BotUnderTest.Tenant, false)]
    [InlineData("user", "0aa0aa00-0000-4000-8000-00000000000a", false)]
    [InlineData("anonymous", BotUnderTest.Tenant, false)]
    [InlineData(null, null, false)]
    public async Task Guests_and_people_of_other_tenants_never_start_rollouts_even_where_everybody_may(
        string? role, string? tenant, bool may)
    {
        await using var bot = await BotUnderTest.StartAsync(environment: "Production");
        bot.Teams.AccountOf = person => RememberingTeams.Account(person, tenant, role);

        var answer = Assert.Single(await bot.SayAsync(Robin, "new rollout"));

        Assert.Equal(may, answer.Contains("STEP 1 OF 11", StringComparison.Ordinal));
        Assert.Equal(may ? 1 : 0, (await Script.AllAsync(bot)).Count);
    }

    private static JsonNode? Right(string field, StoredRollout rollout) => field switch
    {
        "rollout" => rollout.Id.Value,
        "cohort" => "c1",
        "revision" => rollout.DefinitionRevision,
        "step" => 8,
        "button" => "next",
        "confirm" => true,
        "person" => Maria.Email,
        "date" or "goLive" => "2027-04-12",
        "zone" or "cohortZone" => "America/Denver",
        "committeeTyped" or "leadTyped" => Sam.Email,
        _ => null,
    };
}
