using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Storage;
using static TeamsRolloutBot.Tests.Dialogs.PrivacySteps;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>A person is forgotten: erased everywhere, and still counted.</summary>
public sealed class ForgettingTests
{
    [Fact]
    public async Task Somebody_who_is_forgotten_is_still_counted_and_never_named()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var key = await UsedAsync(bot);
        await bot.SayAsync(Maria, "my data");
        await bot.SayAsync(Robin, "export progress");
        Assert.Contains("my-data.json", await StoredAsync(bot), StringComparison.Ordinal);
        var before = await bot.Get<CohortRepository>().GetCountsAsync(key);

        Assert.Contains(
            "Erase everything about", Assert.Single(await bot.SayAsync(Robin, $"forget {Maria.Email}")), StringComparison.Ordinal);
        Assert.Contains(Maria.Email, await StoredAsync(bot), StringComparison.Ordinal);
        Assert.Contains("Erased", await ForgetAsync(bot, Robin, Maria), StringComparison.Ordinal);
        await LaterAsync(bot);
        var sent = bot.Teams.To(Maria).Count;
        await bot.TravelAsync("2027-04-13T00:00:00Z");

        // The progress report that Robin requested is his own, and expires by itself.
        await bot.Get<FileRepository>().SweepAsync(bot.Now);
        AssertForgotten(await StoredAsync(bot));
        Assert.Equal(sent, bot.Teams.To(Maria).Count);
        var after = await bot.Get<CohortRepository>().GetCountsAsync(key);
        Assert.Equal(
            (before.Members, before.Tasks, before.TasksDone, before.UsageNo, before.QuestionsAnswered, before.CheckedIn),
            (after.Members, after.Tasks, after.TasksDone, after.UsageNo, after.QuestionsAnswered, after.CheckedIn));
        await AssertCountsAsync(bot, key);
        Assert.Contains("A forgotten person", Assert.Single(await bot.SayAsync(Robin, "people")), StringComparison.Ordinal);
        Assert.Contains("erased somebody’s data", Assert.Single(await bot.SayAsync(Robin, "history")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgetting_that_a_crash_cut_short_anywhere_is_finished_afterwards()
    {
        var isCut = true;
        for (var commits = 1; isCut; commits += 2)
        {
            ObservedStore store = null!;
            await using var bot = await BotUnderTest.StartAsync(over: inner => store = new ObservedStore(inner));
            var key = await UsedAsync(bot);

            // The owner of the manager's addresses is looked up again every week; done here, so
            // that it is not among the counted commits.
            await bot.SayAsync(Robin, "help");
            var left = commits;
            store.Before = _ => left-- <= 0 ? new StorageException("the process is gone", isTransient: true) : null;
            await ForgetAsync(bot, Robin, Maria);
            isCut = left < 0;
            store.Before = _ => null;

            await bot.Get<Forgetting>().ResumeAsync(CancellationToken.None);
            await LaterAsync(bot);

            AssertForgotten(await StoredAsync(bot));
            await AssertCountsAsync(bot, key);
        }
    }

    [Fact]
    public async Task An_erasure_that_keeps_failing_does_not_hold_up_the_others()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var key = await UsedAsync(bot);
        var unreadable = new RolloutId(new string('0', 32));
        await bot.Get<TableStore>()
            .CommitAsync(Table.Rollouts, unreadable.Value, [RowWrite.Insert("head", new RowValues { { "v", 99L } })]);
        foreach (var (id, rollout) in new[] { (new string('1', 32), unreadable), (new string('2', 32), key.Rollout) })
        {
            await bot.Get<ForgetJobs>().SaveAsync(new ForgetJob
            {
                Id = id,
                TenantId = BotUnderTest.Tenant,
                By = PersonId.FromObjectId(Guid.Parse(Robin.ObjectId)),
                At = bot.Now,
                Ids = new[]
                {
                    PersonId.FromEmail(Maria.Email), PersonId.FromObjectId(Guid.Parse(Maria.ObjectId))
                }.ToDictionary(person => person, _ => PersonId.Forgotten()),
                Rollouts = [rollout],
                IsEverywhere = true,
            });
        }

        Assert.Equal(2, await bot.Get<Forgetting>().ResumeAsync(CancellationToken.None));
        await LaterAsync(bot);

        // What is left contains only her ids, in the job that failed.
        var left = (await StoredAsync(bot)).Split('\n').Where(line => line.Contains(Maria.Email, StringComparison.Ordinal)).ToList();
        Assert.Contains("\"partition\":\"forgetting\",\"row\":\"1111", Assert.Single(left), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_forgets_people_in_everybodys_rollouts_and_drafts()
    {
        await using var bot = await BotUnderTest.StartAsync(settings: SamAdministers);
        await UsedAsync(bot);
        await bot.SayAsync(Robin, "new rollout");
        await bot.PressAsync(
            Robin, "define.next", Script.Cohort(await Script.StepAsync(bot, 8), $"Maria Lopez, {Maria.Email}\nMaria Lopez, her address"));
        Assert.Contains("\"rows|c1\"", await StoredAsync(bot), StringComparison.Ordinal);

        await ForgetAsync(bot, Sam, Maria);
        await LaterAsync(bot);

        // Rows waiting for correction are compressed.
        var stored = await StoredAsync(bot);
        AssertForgotten(stored);
        Assert.DoesNotContain("\"rows|", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_of_a_rollout_that_is_not_closed_can_not_be_forgotten_and_afterwards_can()
    {
        await using var bot = await BotUnderTest.StartAsync(settings: SamAdministers);
        await UsedAsync(bot);

        Assert.Contains("Close it first", Assert.Single(await bot.SayAsync(Sam, $"forget {Robin.Email}")), StringComparison.Ordinal);
        await bot.PressAsync(Robin, "rollout.close", Script.Data(await Script.DraftAsync(bot)).With("confirm", true));
        await ForgetAsync(bot, Sam, Robin);
        await LaterAsync(bot);

        var stored = await StoredAsync(bot);
        Assert.DoesNotContain("Robin", stored, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Robin.ObjectId, stored, StringComparison.Ordinal);
    }
}
