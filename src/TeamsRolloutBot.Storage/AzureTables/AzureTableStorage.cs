using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace TeamsRolloutBot.Storage.AzureTables;

/// <summary>Tables in an Azure storage account; supports any number of instances.</summary>
/// <param name="service">Created by <see cref="AzureTablesClient"/>.</param>
/// <param name="tablePrefix">Prefix of the table names, followed by the name of the
/// <see cref="Table"/>.</param>
internal sealed class AzureTableStorage(TableServiceClient service, string tablePrefix) : ITableAdapter
{
    /// <summary>Maximum rows per page of the service.</summary>
    private const int MaxPageRows = 1000;

    private readonly Dictionary<Table, TableClient> _tables =
        Enum.GetValues<Table>().ToDictionary(table => table, table => service.GetTableClient(tablePrefix + table));

    public async ValueTask OpenAsync(CancellationToken ct)
    {
        try
        {
            await Task.WhenAll(_tables.Values.Select(table => table.CreateIfNotExistsAsync(ct)));
        }
        catch (Exception fault) when (AzureFaults.IsOutside(fault, ct))
        {
            throw AzureFaults.Describe(fault);
        }
    }

    public async ValueTask<Row?> GetAsync(Table table, string partition, string key, CancellationToken ct)
    {
        try
        {
            var found = await ClientOf(table).GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: ct);
            return found.HasValue ? EntityMapping.ToRow(found.Value!) : null;
        }
        catch (Exception fault) when (AzureFaults.IsOutside(fault, ct))
        {
            throw AzureFaults.Describe(fault);
        }
    }

    public async IAsyncEnumerable<Row> QueryAsync(
        Table table, string partition, KeyInterval interval, [EnumeratorCancellation] CancellationToken ct)
    {
        var pages = ClientOf(table)
            .QueryAsync<TableEntity>(FilterOf(partition, interval), Math.Min(interval.Limit, MaxPageRows), cancellationToken: ct)
            .AsPages();
        await using var page = pages.GetAsyncEnumerator(ct);
        var left = interval.Limit;
        while (left > 0 && await MoveNextAsync(page, ct))
        {
            foreach (var entity in page.Current.Values.Take(left))
            {
                yield return EntityMapping.ToRow(entity);
                left--;
            }
        }
    }

    public async ValueTask<CommitResult> CommitAsync(
        Table table, string partition, IReadOnlyList<RowWrite> writes, CancellationToken ct)
    {
        try
        {
            return await new AzureCommit(ClientOf(table), partition, writes).RunAsync(ct);
        }
        catch (Exception fault) when (AzureFaults.IsOutside(fault, ct))
        {
            throw AzureFaults.Describe(fault);
        }
    }

    public async ValueTask CheckAsync(CancellationToken ct) => await GetAsync(Table.Settings, "readiness", "probe", ct);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public async IAsyncEnumerable<string> ListPartitionsAsync(Table table, [EnumeratorCancellation] CancellationToken ct)
    {
        var pages = ClientOf(table).QueryAsync<TableEntity>(select: [nameof(TableEntity.PartitionKey)], cancellationToken: ct).AsPages();
        await using var page = pages.GetAsyncEnumerator(ct);
        string? last = null;
        while (await MoveNextAsync(page, ct))
        {
            foreach (var entity in page.Current.Values)
            {
                // The service returns rows in partition order.
                if (entity.PartitionKey != last)
                {
                    yield return last = entity.PartitionKey;
                }
            }
        }
    }

    private static string FilterOf(string partition, KeyInterval interval)
    {
        // Filter on both keys so that the service never scans more than the range.
        var lower = interval.Lower ?? RowBound.Inclusive("");
        var from = lower.IsInclusive
            ? TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {lower.Key}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {lower.Key}");
        return interval.Upper switch
        {
            null => from,
            { IsInclusive: true } upper => $"{from} and {TableClient.CreateQueryFilter($"RowKey le {upper.Key}")}",
            { } upper => $"{from} and {TableClient.CreateQueryFilter($"RowKey lt {upper.Key}")}",
        };
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<Page<TableEntity>> pages, CancellationToken ct)
    {
        try
        {
            return await pages.MoveNextAsync();
        }
        catch (Exception fault) when (AzureFaults.IsOutside(fault, ct))
        {
            throw AzureFaults.Describe(fault);
        }
    }

    private TableClient ClientOf(Table table) => _tables[table];
}
