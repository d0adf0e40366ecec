using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Storage;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Who did what, and when.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task Everything_that_is_done_with_a_rollout_is_in_its_history_with_who_did_it()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await DoEverythingAsync(bot);

        var done = await EntriesAsync(bot, rollout.Id);

        Assert.Equal(
            [
                AuditAction.Closed, AuditAction.Exported, AuditAction.Exported, AuditAction.Answered, AuditAction.Resent,
                AuditAction.Nudged, AuditAction.Removed,
                AuditAction.Added, AuditAction.Moved, AuditAction.Resumed, AuditAction.Paused, AuditAction.Launched, AuditAction.Defined,
            ],
            done.Select(entry => entry.Action));
        Assert.All(done, entry => Assert.Equal(entry.Action == AuditAction.Answered ? Sam.ObjectId : Robin.ObjectId, entry.Actor.Value));
        Assert.Equal("2027-03-15 → 2027-03-16", done.Single(entry => entry.Action == AuditAction.Moved).Detail);
        Assert.Equal(PersonId.FromEmail(Stranger.Email), Assert.Single(done.Single(entry => entry.Action == AuditAction.Added).Subjects));
    }

    [Fact]
    public async Task The_owner_reads_it_page_by_page_and_as_a_file_and_nobody_else_does()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await DoEverythingAsync(bot);

        var newest = Assert.Single(await bot.SayAsync(Robin, "history"));
        Assert.Contains("Robin Hale moved HQ Denver", newest, StringComparison.Ordinal);
        Assert.Contains("Sam Okafor", newest, StringComparison.Ordinal);
        Assert.Contains("Robin Hale removed sid@elsewhere.example.com", newest, StringComparison.Ordinal);
        Assert.DoesNotContain("defined", newest, StringComparison.Ordinal);
        var after = (await EntriesAsync(bot, rollout.Id))[HistoryReader.Size - 1].Id;
        Assert.Contains(
            "Robin Hale defined the rollout",
            await bot.PressAsync(Robin, "history.show", Script.Data(rollout).With("after", after)),
            StringComparison.Ordinal);

        await bot.PressAsync(Robin, "history.file", Script.Data(rollout));
        var link = bot.Teams.To(Robin)[^1].Text.Split('\n').Single(line => line.Contains("/download/", StringComparison.Ordinal));
        var file = await bot.DownloadAsync(link);

        // What was done before it was requested.
        Assert.Equal(14, file.Trim().Split('\n').Length);
        Assert.Contains("\"answered a question\",\"HQ Denver\",\"Maria Lopez\"", file, StringComparison.Ordinal);

        Assert.DoesNotContain("launched", await bot.PressAsync(Sam, "history.show", Script.Data(rollout)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crash_right_after_a_change_leaves_its_entry_and_a_crash_before_it_neither()
    {
        ObservedStore store = null!;
        await using var bot = await BotUnderTest.StartAsync(over: inner => store = new ObservedStore(inner));
        var rollout = await Script.LaunchAsync(bot);

        store.Before = call => call.Table == Table.Audit ? new StorageException("the process is gone", isTransient: true) : null;
        await bot.SayAsync(Robin, "pause");
        store.Before = call => call.Table == Table.Rollouts ? new StorageException("the process is gone", isTransient: true) : null;
        await bot.SayAsync(Robin, "resume");
        store.Before = _ => null;

        Assert.Contains("Robin Hale paused the rollout", Assert.Single(await bot.SayAsync(Robin, "history")), StringComparison.Ordinal);
        Assert.Equal(
            [AuditAction.Paused, AuditAction.Launched, AuditAction.Defined],
            (await EntriesAsync(bot, rollout.Id)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task What_changes_nothing_is_not_in_the_history()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.SayAsync(Robin, "resume");
        await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11));
        await bot.PressAsync(Robin, "people.add", Script.Data(rollout).With("members", Maria.Email));
        await bot.PressAsync(Sam, "rollout.close", Script.Data(rollout).With("confirm", true));

        Assert.Equal([AuditAction.Launched, AuditAction.Defined], (await EntriesAsync(bot, rollout.Id)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task What_a_newer_release_has_done_is_shown_and_kept_after_going_back_to_this_one()
    {
        ITableStore store = null!;
        await using var bot = await BotUnderTest.StartAsync(over: inner => store = inner);
        var rollout = await Script.LaunchAsync(bot);
        await bot.SayAsync(Robin, "history");
        Row? launched = null;
        await foreach (var row in store.QueryAsync(Table.Audit, rollout.Id.Value, RowRange.All))
        {
            launched ??= row;
        }

        var archived = launched!.Values.Copy();
        archived.Set("action", "Archived");
        await store.CommitAsync(Table.Audit, rollout.Id.Value, [RowWrite.Upsert(launched.Key, archived)]);

        var shown = Assert.Single(await bot.SayAsync(Robin, "history"));
        Assert.Contains("did something this release of the bot does not know", shown, StringComparison.Ordinal);
        Assert.Contains("defined the rollout", shown, StringComparison.Ordinal);

        await bot.Get<AuditRepository>().ReplaceAsync(
            rollout.Id,
            new Dictionary<PersonId, PersonId> { [PersonId.Parse(Robin.ObjectId)!.Value] = PersonId.Parse(Sam.ObjectId)!.Value });
        Assert.Equal("Archived", (await store.GetAsync(Table.Audit, rollout.Id.Value, launched.Key))!.Values.GetString("action"));
    }

    private static async Task<StoredRollout> DoEverythingAsync(BotUnderTest bot)
    {
        var rollout = await Script.LaunchAsync(bot);
        var data = Script.Data(rollout);
        await bot.TravelAsync("2027-02-22T17:00:00Z");
        await OneSecondLaterAsync(bot, () => bot.SayAsync(Robin, "pause"));
        await OneSecondLaterAsync(bot, () => bot.SayAsync(Robin, "resume"));
        await OneSecondLaterAsync(bot, () => bot.PressAsync(Robin, "cohort.move", data.With("date", "2027-03-16").With("confirm", true)));
        await OneSecondLaterAsync(bot, () => bot.PressAsync(Robin, "people.add", data.With("members", Stranger.Email)));
        await OneSecondLaterAsync(
            bot, () => bot.PressAsync(Robin, "people.remove", data.With("person", $"mail:{Stranger.Email}").With("confirm", true)));
        await OneSecondLaterAsync(bot, () => bot.PressAsync(Robin, "people.nudge", data.With("confirm", true)));
        await OneSecondLaterAsync(bot, () => bot.PressAsync(Robin, "deliveries.resend", data));
        await bot.SayAsync(Maria, "ask Where are the lien waivers?");
        await OneSecondLaterAsync(bot, () => Task.CompletedTask);
        var asked = bot.Teams.To(Sam).First(message => message.Text.Contains("Where are the lien waivers", StringComparison.Ordinal));
        var question = asked.Text.Split('\n').First(line => line.Length == 24 && line.All(char.IsAsciiHexDigitLower));
        await OneSecondLaterAsync(
            bot, () => bot.PressAsync(Sam, "question.answer", data.With("question", question).With("answer", "Under Compliance.")));
        await OneSecondLaterAsync(bot, () => bot.SayAsync(Robin, "export definition"));
        await OneSecondLaterAsync(bot, () => bot.SayAsync(Robin, "export progress"));
        await OneSecondLaterAsync(bot, () => bot.PressAsync(Robin, "rollout.close", data.With("confirm", true)));
        return rollout;
    }

    private static async Task OneSecondLaterAsync(BotUnderTest bot, Func<Task> act)
    {
        await bot.TravelAsync(NodaTime.Text.InstantPattern.ExtendedIso.Format(bot.Now.Plus(NodaTime.Duration.FromSeconds(1))));
        await act();
    }

    private static async Task<List<AuditEntry>> EntriesAsync(BotUnderTest bot, RolloutId rollout)
    {
        var entries = new List<AuditEntry>();
        await bot.Get<AuditRepository>().CollectAllAsync((await bot.Get<RolloutRepository>().FindAsync(rollout))!);
        await foreach (var entry in bot.Get<AuditRepository>().ListAsync(rollout))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
