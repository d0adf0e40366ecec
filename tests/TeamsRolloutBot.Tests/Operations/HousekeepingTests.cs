using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Dialogs;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>What is done in the background in addition to delivery.</summary>
public sealed class HousekeepingTests
{
    [Theory]
    [InlineData("release")]
    [InlineData("forgetting")]
    [InlineData("closed")]
    public async Task What_keeps_failing_does_not_hold_up_the_others(string failing)
    {
        var (begun, swept) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var bot = await BotUnderTest.StartAsync(
            over: inner =>
                new FailingReads(inner, failing, begun, swept), settings: new Dictionary<string, string?>
                {
                    ["Rollouts:RetentionDays"] = "1"
                });
        await bot.Get<FileRepository>().AddAsync(
            "file", new FileOwner(BotUnderTest.Tenant, PersonId.FromEmail(TestPerson.Maria.Email)), "a.csv", "text/csv", new byte[10],
            bot.Now - Duration.FromHours(1), megabytesOfTenant: 1);

        using var housekeeping = (BackgroundService)bot.Services.GetServices<IHostedService>().Single(service => service is Housekeeping);
        await housekeeping.StartAsync(default);
        await swept.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await housekeeping.StopAsync(default);

        Assert.True(begun.Task.IsCompleted);
    }

    /// <summary>
    /// A store with one unreadable partition; it reports when a read was tried, and when a file's
    /// content was removed.
    /// </summary>
    private sealed class FailingReads(ITableStore store, string partition, TaskCompletionSource tried, TaskCompletionSource removed)
        : ITableStore
    {
        public ValueTask<Row?> GetAsync(Table table, string asked, string row, CancellationToken ct = default)
        {
            Fail(asked);
            return store.GetAsync(table, asked, row, ct);
        }

        public IAsyncEnumerable<Row> QueryAsync(Table table, string asked, RowRange range, CancellationToken ct = default)
        {
            Fail(asked);
            return store.QueryAsync(table, asked, range, ct);
        }

        public async ValueTask<CommitResult> CommitAsync(
            Table table, string asked, IReadOnlyList<RowWrite> writes, CancellationToken ct = default)
        {
            var result = await store.CommitAsync(table, asked, writes, ct);
            if (table == Table.Due && asked == "files" && writes[0].Kind == RowWriteKind.Delete)
            {
                removed.TrySetResult();
            }

            return result;
        }

        public ValueTask CheckAsync(CancellationToken ct = default) => store.CheckAsync(ct);

        public ValueTask DisposeAsync() => store.DisposeAsync();

        private void Fail(string asked)
        {
            if (asked == partition)
            {
                tried.TrySetResult();
                throw new StorageException("it can't be read", isTransient: true);
            }
        }
    }
}
