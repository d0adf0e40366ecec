using System.Net;
using Azure.Core.Pipeline;
using TeamsRolloutBot.IntegrationTests.Azurite;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.AzureTables;
using TeamsRolloutBot.Storage.Batching;
using static TeamsRolloutBot.IntegrationTests.Storage.TestRows;

namespace TeamsRolloutBot.IntegrationTests.Storage;

/// <summary>
/// Faults of the table service and of the connection to it, injected into the transport before or
/// after the service has done the work. Requests are repeated until they succeed, or the fault is
/// reported; they are never half-applied and never applied twice.
/// </summary>
[Collection(AzuriteTests.Name)]
[NeedsAzurite]
public sealed class AzureFaultTests(AzuriteFixture azurite) : IAsyncLifetime, IDisposable
{
    private readonly FaultyTransport _transport = new();
    private readonly string _partition = $"p-{Guid.NewGuid():n}";

    private TableStore Store { get; set; } = null!;

    public async Task InitializeAsync()
    {
        await using (await new AzureSource(azurite).OpenAsync())
        {
            // The tables already exist.
        }

        Store = new(new AzureTableStorage(
            AzureTablesClient.FromConnectionString(azurite.ConnectionString, options =>
            {
                options.Transport = new HttpClientTransport(new HttpClient(_transport));
                options.Retry.Delay = TimeSpan.FromMilliseconds(1);
                options.Retry.MaxDelay = TimeSpan.FromMilliseconds(5);
                options.Retry.NetworkTimeout = TimeSpan.FromSeconds(2);
            }),
            "rollout"));
    }

    public async Task DisposeAsync() => await Store.DisposeAsync();

    public void Dispose() => _transport.Dispose();

    public static TheoryData<string, bool> Faults
    {
        get
        {
            var faults = new TheoryData<string, bool>();
            foreach (var fault in new[] { "408", "429", "500", "502", "503", "504", "time-out", "reset" })
            {
                faults.Add(fault, false);
                faults.Add(fault, true);
            }

            return faults;
        }
    }

    [AzuriteTheory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_that_passes_is_not_noticed_and_nothing_is_done_twice(string fault, bool isDone)
    {
        var writer = new PartitionWriter(Store);
        _transport.Fail(fault, isDone, twoOfThree: true);

        for (var round = 1; round <= 4; round++)
        {
            // Two rows that are always equal if commits are atomic.
            await writer.RunAsync(Table.Cohorts, _partition, async work =>
            {
                var next = (await work.GetAsync("one"))?.GetInt64("Number") + 1 ?? 1;
                work.Upsert("one", Number(next));
                work.Upsert("two", Number(next));
                work.Insert($"row {next}", Number(next));
                return next;
            });
        }

        _transport.Fail(null, false, false);
        Assert.True(_transport.Faults > 0);
        Assert.Equal(Number(4), (await Store.GetAsync(Table.Cohorts, _partition, "one"))!.Values);
        Assert.Equal(Number(4), (await Store.GetAsync(Table.Cohorts, _partition, "two"))!.Values);
        Assert.Equal(["one", "row 1", "row 2", "row 3", "row 4", "two"], await Store.KeysAsync(_partition, RowRange.All));
    }

    [AzuriteTheory]
    [InlineData("429", true, "failed")]
    [InlineData("503", true, "failed")]
    [InlineData("time-out", true, "could not be reached")]
    [InlineData("reset", true, "could not be reached")]
    [InlineData("403", false, "Storage Table Data Contributor")]
    [InlineData("413", false, "rejected")]
    public async Task A_fault_that_stays_is_said_and_leaves_nothing_half_done(string fault, bool isTransient, string says)
    {
        _transport.Fail(fault, isDone: false, twoOfThree: false);

        var said = await Assert.ThrowsAsync<StorageException>(() => Store.CommitAsync(
            Table.Cohorts, _partition, [RowWrite.Insert("one", Number(1)), RowWrite.Insert("two", Number(1))]).AsTask());

        Assert.Equal(isTransient, said.IsTransient);
        Assert.Contains(says, said.Message, StringComparison.Ordinal);
        _transport.Fail(null, false, false);
        Assert.Empty(await Store.KeysAsync(_partition, RowRange.All));
        Assert.True((await Store.CommitAsync(Table.Cohorts, _partition, [RowWrite.Insert("one", Number(1))])).IsCommitted);
    }

    /// <summary>
    /// The connection to the service. A fault occurs either before the service has seen the
    /// request, or after it has done the work.
    /// </summary>
    private sealed class FaultyTransport() : DelegatingHandler(new SocketsHttpHandler())
    {
        private readonly Lock _gate = new();
        private string? _fault;
        private bool _isDone;
        private bool _twoOfThree;
        private int _writes;

        public int Faults { get; private set; }

        public void Fail(string? fault, bool isDone, bool twoOfThree) => (_fault, _isDone, _twoOfThree) = (fault, isDone, twoOfThree);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Get || !IsFaulty())
            {
                return await base.SendAsync(request, cancellationToken);
            }

            if (_isDone)
            {
                using var answer = await base.SendAsync(request, cancellationToken);
            }

            return _fault switch
            {
                "time-out" => throw new TaskCanceledException("The request timed out."),
                "reset" => throw new HttpRequestException("Reset.", new IOException("The connection was reset.")),
                var status =>
                    new HttpResponseMessage((HttpStatusCode)int.Parse(status!))
                    {
                        RequestMessage = request,
                        Content = new StringContent(string.Empty)
                    },
            };
        }

        private bool IsFaulty()
        {
            lock (_gate)
            {
                if (_fault is null || (_twoOfThree && _writes++ % 3 == 2))
                {
                    return false;
                }

                Faults++;
                return true;
            }
        }
    }
}
