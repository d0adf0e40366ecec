using System.Text.Json.Nodes;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Domain.Rollouts;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>
/// With a store that is a network away, a turn waits for at most eight round trips, however many
/// cohorts there are.
/// </summary>
[Trait("Category", "Machine")]
public sealed class RoundTripsTests
{
    private const int Cohorts = 300;

    [Fact]
    public async Task A_command_of_a_running_rollout_waits_for_eight_round_trips_at_most()
    {
        DistantStore store = null!;
        await using var bot = await BotUnderTest.StartAsync(over: inner => store = new DistantStore(inner));
        bot.WaitsForSenders = false;
        var rollout = await WithCohortsAsync(bot, await Script.LaunchAsync(bot));
        await bot.TravelAsync("2027-02-22T17:00:00Z");
        var data = Script.Data(rollout);

        await store.AssertAsync(
            () => bot.TravelAsync(NodaTime.Text.InstantPattern.ExtendedIso.Format(bot.Now + NodaTime.Duration.FromMinutes(3))),
            ("help", () => bot.SayAsync(Robin, "help")),
            ("status", () => bot.SayAsync(Robin, "status")),
            (
                "status, next page",
                () => bot.PressAsync(Robin, "status.show", new JsonObject { ["rollout"] = rollout.Id.Value, ["page"] = 2 })),
            ("people", () => bot.SayAsync(Robin, "people")),
            ("deliveries", () => bot.SayAsync(Robin, "deliveries")),
            (
                "deliveries, who",
                () => bot.PressAsync(Robin, "deliveries.people", new JsonObject { ["rollout"] = rollout.Id.Value, ["reason"] = 1 })),
            ("reach", () => bot.SayAsync(Robin, "reach")),
            ("questions", () => bot.SayAsync(Robin, "questions")),
            ("history", () => bot.SayAsync(Robin, "history")),
            ("sessions", () => bot.SayAsync(Robin, "sessions Office 7")),
            ("move", () => bot.SayAsync(Robin, "move Office 7 to 2027-04-12")),
            ("add people, form", () => bot.SayAsync(Robin, "add people")),
            ("add cohort, form", () => bot.SayAsync(Robin, "add cohort")),
            ("manage", () => bot.SayAsync(Robin, "manage")),
            ("rollouts", () => bot.SayAsync(Robin, "rollouts")),
            ("readiness", () => bot.SayAsync(Robin, "readiness Office 7")),
            ("edit cohort", () => bot.SayAsync(Robin, "edit cohort Office 7")),
            ("move, form", () => bot.SayAsync(Robin, "move")),
            ("best practices", () => bot.SayAsync(Robin, "best practices")),
            ("closing report", () => bot.SayAsync(Robin, "closing report")),
            ("undo", () => bot.SayAsync(Robin, "undo")),
            ("remove", () => bot.SayAsync(Robin, "remove maria@contoso.example.com")),
            ("people by name", () => bot.SayAsync(Robin, "people Office 7")),
            (
                "people, somebody",
                () =>
                    bot.PressAsync(
                        Robin, "people.list", new JsonObject { ["rollout"] = rollout.Id.Value, ["pick"] = "all", ["search"] = "maria" })),
            ("person", () => bot.PressAsync(Robin, "person.show", data.With("person", $"mail:{Maria.Email}"))),
            ("answers", () => bot.SayAsync(Robin, "answers Office 7")),
            ("at risk", () => bot.SayAsync(Robin, "at risk")),
            ("nudge, first", () => bot.SayAsync(Robin, "nudge")),
            ("nudge", () => bot.PressAsync(Robin, "people.nudge", data.With("confirm", true))),
            ("send again", () => bot.PressAsync(Robin, "deliveries.resend", data)),
            ("my checklist", () => bot.SayAsync(Maria, "my checklist")),
            ("tick", () => bot.PressAsync(Maria, "task.set", data.With("task", "account").With("done", true))),
            ("ask", () => bot.PressAsync(Maria, "question.ask", new JsonObject { ["question"] = "Where are the lien waivers?" })),
            ("pause", () => bot.SayAsync(Robin, "pause")),
            ("resume", () => bot.SayAsync(Robin, "resume")));
    }

    [Fact]
    public async Task A_step_of_the_definition_waits_for_eight_round_trips_at_most()
    {
        DistantStore store = null!;
        await using var bot = await BotUnderTest.StartAsync(over: inner => store = new DistantStore(inner));
        bot.WaitsForSenders = false;
        await Script.UpToCohortsAsync(bot);
        await WithCohortsAsync(bot, await Script.DraftAsync(bot));
        var steps = await Task.WhenAll(Enumerable.Range(1, 11).Select(step => Script.StepAsync(bot, step)));

        await store.AssertAsync(
            () => Task.CompletedTask,
            [
                .. steps.Select(
                    (data, index) =>
                        (
                            $"step {index + 1}, open",
                            (Func<Task>)(() => bot.PressAsync(Robin, "define.open", data.With("step", $"{index + 1}")))
                        )
                ),
            ]
        );
        await NextAsync("step 8, next", 8, "define.next", step => step);
        await NextAsync("step 9, next", 9, "define.next", step => step);
        await NextAsync("step 10, next", 10, "define.next", step => step);
        await NextAsync("a cohort with forty people", 8, "define.next", step => Script.Cohort(
            step, string.Join('\n', Enumerable.Range(0, 40).Select(n => $"Person {n}, person{n}@contoso.example.com, Superintendent"))));
        await NextAsync("launch", 11, "rollout.launch", step => step);

        async Task NextAsync(string name, int number, string verb, Func<JsonObject, JsonObject> fill)
        {
            var data = fill(await Script.StepAsync(bot, number));
            await store.AssertAsync(() => Task.CompletedTask, (name, () => bot.PressAsync(Robin, verb, data)));
        }
    }

    private static async Task<StoredRollout> WithCohortsAsync(BotUnderTest bot, StoredRollout rollout)
    {
        var first = rollout.Definition.Cohorts.Count > 0 ? rollout.Definition.Cohorts[0] : RolloutBuilder.Cohort("HQ", "2027-03-15");
        var more = Enumerable.Range(2, Cohorts - 1).Select(n => first with { Id = new CohortId($"c{n}"), Name = $"Office {n}" });
        return (await bot.Get<RolloutRepository>().ChangeAsync(
            rollout.Id,
            before => before with { Rollout = before.Rollout.Redefine(before.Definition with { Cohorts = [first, .. more] }).Rollout },
            CancellationToken.None))!;
    }
}

/// <summary>
/// Reports which acts wait for more round trips than allowed; what an earlier act started has
/// finished by then.
/// </summary>
internal static class RoundTrips
{
    private const int Most = 8;

    public static async Task AssertAsync(
        this DistantStore store, Func<Task> settle, params IReadOnlyList<(string Name, Func<Task> Act)> acts)
    {
        var over = new List<string>();
        foreach (var (name, act) in acts)
        {
            await settle();
            store.TakeDepth();
            store.IsDistant = true;
            await act();
            store.IsDistant = false;
            if (store.TakeDepth() is var depth && depth > Most)
            {
                over.Add($"{name}: {depth}");
            }
        }

        Assert.Equal(string.Empty, string.Join(", ", over));
    }
}
