using Microsoft.Extensions.Time.Testing;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>The progress of a directory look-up, reported if it takes a while.</summary>
public sealed class ResolutionProgressTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task What_is_over_within_three_seconds_is_not_told()
    {
        var (bot, rollout) = await LaunchedAsync();
        await using var running = bot;
        var before = bot.Teams.Sent.Count;
        var report = await BeginAsync(bot, rollout, 40);

        _time.Advance(ProgressMessage.ShownAfter - TimeSpan.FromMilliseconds(1));
        await report.AdvanceAsync(20, 0, default);
        await report.EndAsync(default);
        await report.FailAsync(default);

        Assert.Equal(before, bot.Teams.Sent.Count);
    }

    [Fact]
    public async Task What_takes_longer_is_one_message_changed_every_three_seconds_and_at_the_end()
    {
        var (bot, rollout) = await LaunchedAsync();
        await using var running = bot;
        var before = bot.Teams.Sent.Count;
        var report = await BeginAsync(bot, rollout, 60);

        _time.Advance(ProgressMessage.ShownAfter);
        await report.AdvanceAsync(20, 0, default);
        await report.AdvanceAsync(20, 1, default);
        _time.Advance(ProgressMessage.ShownAfter);
        await report.AdvanceAsync(20, 1, default);
        await report.EndAsync(default);

        Assert.Equal(
            [
                "Office 1: 20 of 60 people were looked up in the directory.",
                "Office 1: 60 people were looked up in the directory; 1 of them is not in it. The review names them.",
            ],
            bot.Teams.Sent.Skip(before).Select(message => message.Text));
        Assert.Equal(1, bot.Teams.Updates);
    }

    [Theory]
    [InlineData("language English", "Office 1: 20 of 60 people were looked up; the bot can no longer read the directory.")]
    [InlineData("français", "Office 1 : 20 personnes sur 60 ont été recherchées ; le bot ne peut plus lire l’annuaire.")]
    [InlineData("español", "Office 1: Se buscaron 20 de 60 personas; el bot ya no puede leer el directorio.")]
    public async Task That_it_was_cut_short_is_told_in_the_managers_language(string said, string told)
    {
        var (bot, rollout) = await LaunchedAsync();
        await using var running = bot;
        await bot.SayAsync(Robin, said);
        var report = await BeginAsync(bot, rollout, 60);

        _time.Advance(ProgressMessage.ShownAfter);
        await report.AdvanceAsync(20, 0, default);
        await report.FailAsync(default);

        Assert.StartsWith(told, bot.Teams.To(Robin)[^1].Text, StringComparison.Ordinal);
    }

    private Task<ResolutionProgress.Report> BeginAsync(BotUnderTest bot, StoredRollout rollout, int total) =>
        new ResolutionProgress(bot.Get<ProgressMessage>(), _time).BeginAsync(rollout, rollout.Definition.Cohorts[0], total, default);

    private static async Task<(BotUnderTest Bot, StoredRollout Rollout)> LaunchedAsync()
    {
        var bot = await DeliveryBench.StartAsync();
        await bot.SayAsync(Robin, "hello");
        return (bot, await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria])));
    }
}
