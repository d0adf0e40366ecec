using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Storage;
using static TeamsRolloutBot.Tests.Dialogs.PrivacySteps;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>Rollouts are removed once their retention period is over.</summary>
public sealed class RetentionTests
{
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

        // Interrupted after one commit, after two, and so on, it continues until it is done.
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
        var log = new RememberedLog();
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
        Assert.Contains(first.Value, Assert.Single(log.Of(LogLevel.Error)), StringComparison.Ordinal);

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
    public async Task A_closing_that_was_noted_and_not_carried_out_does_not_shorten_the_time_of_the_real_one()
    {
        await using var bot = await BotUnderTest.StartAsync(
            settings: new Dictionary<string, string?> { ["Rollouts:RetentionDays"] = "90" });
        var rollout = await Script.LaunchAsync(bot);
        await bot.Get<Retention>().NoteAsync(rollout.Id, bot.Now, CancellationToken.None);
        await bot.TravelAsync("2027-06-01T00:00:00Z");
        await bot.PressAsync(Robin, "rollout.close", Script.Data(rollout).With("confirm", true));

        Assert.Equal(0, await bot.Get<Retention>().SweepAsync(CancellationToken.None));

        Assert.NotNull(await bot.Get<RolloutRepository>().FindAsync(rollout.Id));
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
}
