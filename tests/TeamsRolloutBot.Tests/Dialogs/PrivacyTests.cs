using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Storage;
using TeamsRolloutBot.Tests.Upgrade;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// A person's data, given out and erased; rollouts removed when their time is over.
/// </summary>
public sealed class PrivacyTests
{
    private static readonly Dictionary<string, string?> SamAdministers = new() { ["Rollouts:Administrators:0"] = Sam.ObjectId };

    [Fact]
    public async Task My_data_is_everything_kept_of_me_and_nothing_of_anybody_else()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await UsedAsync(bot);

        var mine = await FileAsync(bot, Maria, await bot.SayAsync(Maria, "my data"));
        var strangers = await FileAsync(bot, Stranger, await bot.SayAsync(Stranger, "my data"));

        foreach (
            var kept in new[]
            {
                Maria.Email,
                "Maria Lopez",
                Maria.UserId,
                Maria.Conversation,
                "Invoice Administrator",
                "account",
                "No access",
                "Where are the lien waivers?",
                "Under Compliance.",
                "phase1.checklist",
                "checkin",
                "HQ Denver",
            }
        )
        {
            Assert.Contains(kept, mine, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Robin", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("Sam Okafor", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("HQ Denver", strangers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_known_by_directory_id_and_by_address_has_one_contact_in_their_data()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.SayAsync(Maria, "hello");

        var mine = JsonNode.Parse(await FileAsync(bot, Maria, await bot.SayAsync(Maria, "my data")))!;

        var contact = Assert.Single(mine["contact"]!.AsArray())!;
        Assert.Equal(
            (Maria.Name, Maria.Email, Maria.Conversation), ((string?)contact["name"], (string?)contact["email"], (string?)contact["chat"]));
        Assert.Equal(2, mine["ids"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_owner_exports_what_is_kept_of_somebody_and_that_is_in_the_history()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await UsedAsync(bot);

        var file = await FileAsync(bot, Robin, await bot.SayAsync(Robin, $"export data {Maria.Email}"));

        Assert.Contains("Where are the lien waivers?", file, StringComparison.Ordinal);
        Assert.Contains("exported Maria Lopez", Assert.Single(await bot.SayAsync(Robin, "history")), StringComparison.Ordinal);
        Assert.Contains(
            "not yours to do", Assert.Single(await bot.SayAsync(Maria, $"export data {Robin.Email}")), StringComparison.Ordinal);
        Assert.Contains("not yours to do", Assert.Single(await bot.SayAsync(Sam, $"forget {Maria.Email}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_removed_from_a_cohort_finds_it_in_their_data_and_is_forgotten_there_too()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var key = await UsedAsync(bot);
        await bot.PressAsync(
            Robin, "people.remove",
            new()
            {
                ["rollout"] = key.Rollout.Value,
                ["cohort"] = "c1",
                ["person"] = Person.FromEmail(Maria.Email).Id.Value,
                ["confirm"] = true
            });

        Assert.Contains("\"member\": false", await FileAsync(bot, Maria, await bot.SayAsync(Maria, "my data")), StringComparison.Ordinal);
        await ForgetAsync(bot, Robin, Maria);
        await LaterAsync(bot);

        AssertForgotten(await StoredAsync(bot));
    }

    [Fact]
    public async Task Who_is_forgotten_is_counted_and_nothing_says_who_it_was()
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

        // The progress Robin asked for is his, and ends by itself.
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

            // Whose the manager's addresses are is asked again every week: now, and not among the
            // commits that are counted.
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

        // What is left names her ids alone: in the job that failed.
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

        // Rows to be mended are packed.
        var stored = await StoredAsync(bot);
        AssertForgotten(stored);
        Assert.DoesNotContain("\"rows|", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_were_never_mended_are_dropped_with_the_launch()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(
            Robin, "define.next", Script.Cohort(await Script.UpToCohortsAsync(bot), $"Maria Lopez, {Maria.Email}\nBob, not an address"));
        Assert.Contains("\"rows|c1\"", await StoredAsync(bot), StringComparison.Ordinal);

        Assert.Contains(
            "is launched", await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11)), StringComparison.Ordinal);

        Assert.DoesNotContain("\"rows|", await StoredAsync(bot), StringComparison.Ordinal);
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

    [Fact]
    public async Task A_closed_rollout_is_removed_when_its_time_is_over_and_not_a_day_before()
    {
        ObservedStore store = null!;
        await using var bot = await BotUnderTest.StartAsync(
            over: inner => store = new ObservedStore(inner),
            settings: new Dictionary<string, string?> { ["Rollouts:RetentionDays"] = "90" }
        );
        var key = await UsedAsync(bot);
        await bot.PressAsync(Robin, "rollout.close", Script.Data(await Script.DraftAsync(bot)).With("confirm", true));
        await bot.TravelAsync("2027-06-19T00:00:00Z");
        store.TakeCalls();

        Assert.Equal(0, await bot.Get<Retention>().SweepAsync(CancellationToken.None));
        Assert.Equal(0, Assert.Single(store.TakeCalls()).Rows);
        Assert.NotNull(await bot.Get<RolloutRepository>().FindAsync(key.Rollout));
        await bot.TravelAsync("2027-06-21T00:00:00Z");

        // Cut short after one commit, after two, and so on, it goes on until it is done.
        for (var tries = 1; await bot.Get<RolloutRepository>().FindAsync(key.Rollout) is not null; tries++)
        {
            Assert.InRange(tries, 0, 50);
            var left = tries;
            store.Before = _ => left-- <= 0 ? new StorageException("the process is gone", isTransient: true) : null;
            await Record.ExceptionAsync(() => bot.Get<Retention>().SweepAsync(CancellationToken.None));
        }

        store.Before = _ => null;
        await bot.Get<Retention>().SweepAsync(CancellationToken.None);
        var stored = await StoredAsync(bot);
        Assert.DoesNotContain(key.Rollout.Value, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("HQ Denver", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollout_that_can_not_be_removed_is_reported_and_does_not_hold_up_the_others()
    {
        ObservedStore store = null!;
        var log = new ErrorLog();
        await using var bot = await BotUnderTest.StartAsync(
            over: inner => store = new ObservedStore(inner),
            settings: new Dictionary<string, string?> { ["Rollouts:RetentionDays"] = "90" },
            configure: services => services.AddSingleton<ILoggerProvider>(log));
        var first = await ClosedAsync();
        await bot.TravelAsync("2027-02-02T17:00:00Z");
        var second = await ClosedAsync();
        await bot.TravelAsync("2027-06-01T00:00:00Z");
        store.Before = call =>
            call.Partition.Contains(first.Value, StringComparison.Ordinal)
                ? new StorageException("it can't be written", isTransient: false)
                : null;

        Assert.Equal(1, await bot.Get<Retention>().SweepAsync(CancellationToken.None));

        Assert.Null(await bot.Get<RolloutRepository>().FindAsync(second));
        Assert.Contains(first.Value, Assert.Single(log.Errors), StringComparison.Ordinal);

        store.Before = _ => null;
        Assert.Equal(1, await bot.Get<Retention>().SweepAsync(CancellationToken.None));
        Assert.Null(await bot.Get<RolloutRepository>().FindAsync(first));

        async Task<RolloutId> ClosedAsync()
        {
            var rollout = await Script.LaunchAsync(bot);
            await bot.PressAsync(Robin, "rollout.close", Script.Data(rollout).With("confirm", true));
            return rollout.Id;
        }
    }

    [Fact]
    public async Task Without_the_setting_nothing_is_ever_removed()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var key = await UsedAsync(bot);
        await bot.PressAsync(Robin, "rollout.close", Script.Data(await Script.DraftAsync(bot)).With("confirm", true));
        await bot.TravelAsync("2031-01-01T00:00:00Z");

        Assert.Equal(0, await bot.Get<Retention>().SweepAsync(CancellationToken.None));
        Assert.NotNull(await bot.Get<RolloutRepository>().FindAsync(key.Rollout));
    }

    // Maria has ticked, said what stops her, asked, and was answered.
    private static async Task<CohortKey> UsedAsync(BotUnderTest bot)
    {
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-03-22T16:00:00Z");
        await bot.PressAsync(Maria, "task.set", Script.Data(rollout).With("task", "account").With("done", true));
        var checkIn = Script.Data(rollout).With("usage", "no").With("blocker", "No access").With("question", "Where are the lien waivers?");
        checkIn["checkIn"] = 1;
        await bot.PressAsync(Maria, "checkin.answer", checkIn);
        await bot.TravelAsync("2027-03-22T16:00:01Z");
        var asked = bot.Teams.To(Sam).First(message => message.Text.Contains("Where are the lien waivers?", StringComparison.Ordinal));
        var id = asked.Text.Split('\n').First(line => line.Length == 24 && line.All(char.IsAsciiHexDigitLower));
        await bot.PressAsync(Sam, "question.answer", Script.Data(rollout).With("question", id).With("answer", "Under Compliance."));
        await bot.TravelAsync("2027-03-22T16:00:02Z");
        return new CohortKey(rollout.Id, new CohortId("c1"));
    }

    private static Task<string> ForgetAsync(BotUnderTest bot, TestPerson by, TestPerson whom) =>
        bot.PressAsync(by, "privacy.forget", new() { ["person"] = whom.Email, ["confirm"] = true });

    private static async Task LaterAsync(BotUnderTest bot)
    {
        await bot.TravelAsync(NodaTime.Text.InstantPattern.ExtendedIso.Format(bot.Now.Plus(NodaTime.Duration.FromMinutes(11))));
        await bot.Get<Forgetting>().ResumeAsync(CancellationToken.None);
    }

    private static Task<string> StoredAsync(BotUnderTest bot) => StateFile.TextAsync(bot.Get<TableStore>());

    private static void AssertForgotten(string stored)
    {
        Assert.DoesNotContain("maria", stored, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Maria.ObjectId, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(Maria.UserId, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(Maria.Conversation, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("No access", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("Where are the lien waivers", stored, StringComparison.Ordinal);
    }

    private static async Task AssertCountsAsync(BotUnderTest bot, CohortKey key)
    {
        var rollout = (await bot.Get<RolloutRepository>().FindAsync(key.Rollout))!;
        var people = new List<Participant>();
        await foreach (var participant in bot.Get<CohortRepository>().ListParticipantsAsync(key))
        {
            people.Add(participant);
        }

        var counts = await bot.Get<CohortRepository>().GetCountsAsync(key);
        Assert.Equal(CohortCounts.Sum(rollout.Definition, people), counts with { QuestionsOpen = 0, QuestionsAnswered = 0 });
    }

    private static Task<string> FileAsync(BotUnderTest bot, TestPerson person, IReadOnlyList<string> answers)
    {
        var link = answers[^1].Split('\n').Single(line => line.Contains("/download/", StringComparison.Ordinal));
        return bot.DownloadAsync(link);
    }
}
