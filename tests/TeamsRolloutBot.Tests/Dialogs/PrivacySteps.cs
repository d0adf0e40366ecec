using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Upgrade;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>A rollout in use, erasing a person, and what is stored afterwards.</summary>
internal static class PrivacySteps
{
    public static readonly Dictionary<string, string?> SamAdministers = new() { ["Rollouts:Administrators:0"] = Sam.ObjectId };

    // Maria has ticked tasks, said what stops her, asked a question and received an answer.
    public static async Task<CohortKey> UsedAsync(BotUnderTest bot)
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

    public static Task<string> ForgetAsync(BotUnderTest bot, TestPerson by, TestPerson person) =>
        bot.PressAsync(by, "privacy.forget", new() { ["person"] = person.Email, ["confirm"] = true });

    public static async Task LaterAsync(BotUnderTest bot)
    {
        await bot.TravelAsync(NodaTime.Text.InstantPattern.ExtendedIso.Format(bot.Now.Plus(NodaTime.Duration.FromMinutes(11))));
        await bot.Get<Forgetting>().ResumeAsync(CancellationToken.None);
    }

    public static Task<string> StoredAsync(BotUnderTest bot) => StateFile.TextAsync(bot.Get<TableStore>());

    public static void AssertForgotten(string stored)
    {
        Assert.DoesNotContain("maria", stored, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Maria.ObjectId, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(Maria.UserId, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(Maria.Conversation, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("No access", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("Where are the lien waivers", stored, StringComparison.Ordinal);
    }

    public static async Task AssertCountsAsync(BotUnderTest bot, CohortKey key)
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

    public static Task<string> FileAsync(BotUnderTest bot, TestPerson person, IReadOnlyList<string> answers)
    {
        var link = answers[^1].Split('\n').Single(line => line.Contains("/download/", StringComparison.Ordinal));
        return bot.DownloadAsync(link);
    }
}
