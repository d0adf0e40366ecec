using System.Runtime.CompilerServices;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Upgrade;

/// <summary>
/// State of earlier releases, as they wrote it, is read by this one. <c>state-1.jsonl</c> is what release 1 wrote: a rollout in use, a
/// closed one and a draft. A new release's file is written by running these tests with <c>ROLLOUT_WRITE_STATE</c> set to its name.
/// </summary>
public sealed class UpgradeTests
{
    [Fact]
    public async Task State_written_as_text_is_the_same_state_when_read_again()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await BotUnderTest.StartAsync();
        await LiveThroughAsync(bot);
        var first = Environment.GetEnvironmentVariable("ROLLOUT_WRITE_STATE") is { Length: > 0 } name ? Fixture(name) : folder.File("first.jsonl");
        await StateFile.WriteAsync(bot.Get<TableStore>(), first);

        await using var other = await BotUnderTest.StartAsync();
        await StateFile.ReadAsync(first, other.Get<TableStore>());
        await StateFile.WriteAsync(other.Get<TableStore>(), folder.File("second.jsonl"));

        Assert.Equal(await File.ReadAllTextAsync(first), await File.ReadAllTextAsync(folder.File("second.jsonl")));
    }

    private static string Fixture(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);

    // A closed rollout, one in use with ticks, a check-in, a question answered, somebody who can't be reached, and a draft.
    private static async Task LiveThroughAsync(BotUnderTest bot)
    {
        var closed = await Script.LaunchAsync(bot);
        await bot.PressAsync(Robin, "rollout.close", Script.Data(closed).With("confirm", true));
        var rollout = await Script.LaunchAsync(bot);
        bot.Teams.Fails = conversation => conversation == Robin.Conversation ? new(TeamsRolloutBot.Protocol.Connector.ConnectorFailureKind.Blocked, "blocked") { Status = 403 } : null;
        await bot.TravelAsync("2027-02-22T17:00:00Z");
        bot.Teams.Fails = _ => null;
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
        await bot.SayAsync(Robin, "new rollout Next one");
    }
}

internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollout-test-");

    public string Path => _folder.FullName;

    public string File(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
