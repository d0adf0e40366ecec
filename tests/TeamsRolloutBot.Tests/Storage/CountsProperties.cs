using CsCheck;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.State.Maintenance;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Storage;

/// <summary>
/// What is derived from rows equals what the rows say, whatever happens at once and wherever it is
/// interrupted.
/// </summary>
public sealed class CountsProperties
{
    private static readonly string[] Tasks = ["account", "sandbox"];

    private enum Deed
    {
        Tick,
        Untick,
        Join,
        Leave,
        CheckIn,
        Ask,
        Forget,
        Attend,
        Miss,
        Look,
    }

    private static readonly Gen<(Deed Deed, int Who, int Task)[]> Deeds =
        Gen.Select(Gen.Enum<Deed>(), Gen.Int[0, 3], Gen.Int[0, 1]).Array[1, 14];

    [Fact]
    public Task Counts_and_indexes_agree_after_anything_at_once_and_a_crash_between_any_two_writes() =>
        Gen.Select(Deeds, Gen.Int[0, 40], Gen.Bool).SampleAsync(
            async (deeds, crashAfter, isDone) =>
            {
                ObservedStore store = null!;
                var bot = await BotUnderTest.StartAsync(over: inner => store = new ObservedStore(inner));
                var rollout = await Script.LaunchAsync(bot);
                rollout = await TrainedAsync(bot, rollout);
                await bot.TravelAsync("2027-03-22T16:00:00Z");
                var left = crashAfter;
                store.Before = _ => Volatile.Read(ref left) < 0 || (!isDone && Interlocked.Decrement(ref left) < 0) ? Gone : null;
                store.After = _ => isDone && Interlocked.Decrement(ref left) < 0 ? Gone : null;

                await Task.WhenAll(deeds.Select(deed => Task.Run(() => DoAsync(bot, rollout, deed))));
                store.Before = _ => null;
                store.After = _ => null;
                await using var restarted = await bot.RestartAsync();
                foreach (var key in new[] { new CohortKey(rollout.Id, new CohortId("c1")), CohortKey.ForRollout(rollout.Id) })
                {
                    var repair = new CohortRepair(restarted.Get<ITableStore>(), restarted.Get<CohortRepository>());
                    var now = (await restarted.Get<RolloutRepository>().FindAsync(rollout.Id))!;
                    Assert.Empty(await repair.RunAsync(key, now.Definition, onlyLook: true, CancellationToken.None));
                }

                Assert.Equal(0, await restarted.Get<KnownPeopleRepository>().RepairAsync(BotUnderTest.Tenant, onlyLook: true));
            },
            iter: 25,
            threads: 1);

    private static StorageException Gone => new("the process is gone", isTransient: true);

    private static async Task DoAsync(BotUnderTest bot, StoredRollout rollout, (Deed Deed, int Who, int Task) deed)
    {
        var data = Script.Data(rollout);
        var person = All[deed.Who];
        switch (deed.Deed)
        {
            case Deed.Tick:
            case Deed.Untick:
                await TryAsync(
                    () => bot.PressAsync(person, "task.set", data.With("task", Tasks[deed.Task]).With("done", deed.Deed == Deed.Tick)));
                break;
            case Deed.Join:
                await TryAsync(
                    () =>
                        bot.PressAsync(
                            Robin, "people.add",
                            data.With("members", $"{person.Email}\n{person.Name}, x{deed.Task}-{person.Email}, Accountant")));
                break;
            case Deed.Leave:
                await TryAsync(
                    () => bot.PressAsync(Robin, "people.remove", data.With("person", $"mail:{person.Email}").With("confirm", true)));
                break;
            case Deed.CheckIn:
                var answer = data.With("usage", deed.Task == 0 ? "no" : "yes").With("question", "Where?");
                answer["checkIn"] = 1;
                await TryAsync(() => bot.PressAsync(person, "checkin.answer", answer));
                break;
            case Deed.Attend or Deed.Miss:
                await TryAsync(
                    () =>
                        bot.PressAsync(
                            Robin, "session.attended",
                            Session(rollout, deed.Task).With("person", $"mail:{person.Email}").With("attended", deed.Deed == Deed.Attend)));
                break;
            case Deed.Look:
                await TryAsync(() => bot.PressAsync(Robin, "session.people", Session(rollout, deed.Task)));
                break;
            case Deed.Ask:
                await TryAsync(() => bot.SayAsync(person, $"ask When {deed.Task}"));
                break;
            default:
                await TryAsync(() => bot.PressAsync(Robin, "privacy.forget", new() { ["person"] = person.Email, ["confirm"] = true }));
                break;
        }
    }

    private static System.Text.Json.Nodes.JsonObject Session(StoredRollout rollout, int number) =>
        Script.Data(rollout).With("session", rollout.Definition.Cohorts[0].Sessions[number].Id);

    private static async Task<StoredRollout> TrainedAsync(BotUnderTest bot, StoredRollout rollout)
    {
        foreach (var hour in new[] { 10, 14 })
        {
            var session = new TrainingSession(new NodaTime.LocalDateTime(2027, 3, 9, hour, 0), 60);
            rollout = (
                await bot.Get<TrainingSessions>().PutAsync(rollout, new CohortId("c1"), session, rollout.Rollout.Owner.Id, default)
            ).Rollout!;
        }

        return rollout;
    }

    // The process is gone halfway through: nobody is there to answer.
    private static async Task TryAsync(Func<Task> deed)
    {
        try
        {
            await deed();
        }
        catch (StorageException)
        {
        }
    }
}
