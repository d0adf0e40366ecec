using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace TeamsRolloutBot.Storage.AzureTables;

/// <summary>One commit sent to the service, including its retries.</summary>
internal sealed class AzureCommit
{
    private readonly TableClient _client;
    private readonly string _partition;
    private readonly IReadOnlyList<RowWrite> _writes;
    private readonly string _id = CommitTrail.NewId();
    private readonly AttemptCounter _attempts = new();
    private readonly string?[] _etags;

    // Positions still to be sent; deletes of rows found to be gone are dropped.
    private readonly List<int> _remaining;

    public AzureCommit(TableClient client, string partition, IReadOnlyList<RowWrite> writes)
    {
        _client = client;
        _partition = partition;
        _writes = writes;
        _etags = new string?[writes.Count];
        _remaining = [.. Enumerable.Range(0, writes.Count)];
    }

    public async Task<CommitResult> RunAsync(CancellationToken ct)
    {
        while (_remaining.Count > 0)
        {
            try
            {
                await SendAsync(ct);
                break;
            }
            catch (RequestFailedException fault) when (AzureFaults.AsConflict(fault) is { } reason)
            {
                if (_attempts.WasRepeated && await WasDoneAsync(ct))
                {
                    break;
                }

                var at = fault is TableTransactionFailedException { FailedTransactionActionIndex: { } index } ? index : 0;
                var position = _remaining[at];
                if (reason != ConflictReason.Missing || _writes[position] is not { Kind: RowWriteKind.Delete, ETag: null })
                {
                    return new CommitResult.Conflict(position, reason);
                }

                // The port's unconditional delete accepts a missing row; the service's does not.
                _remaining.RemoveAt(at);
            }
        }

        return new CommitResult.Committed(_etags);
    }

    private async Task SendAsync(CancellationToken ct)
    {
        using var counting = _attempts.Start();
        if (_remaining is [var only])
        {
            Keep(only, await SendOneAsync(_writes[only], ct));
            return;
        }

        var answers = (await _client.SubmitTransactionAsync(_remaining.Select(at => ActionOf(_writes[at])), ct)).Value;
        for (var i = 0; i < answers.Count; i++)
        {
            Keep(_remaining[i], answers[i]);
        }
    }

    private Task<Response> SendOneAsync(RowWrite write, CancellationToken ct) => write.Kind switch
    {
        RowWriteKind.Insert => _client.AddEntityAsync(EntityOf(write), ct),
        RowWriteKind.Replace => _client.UpdateEntityAsync(EntityOf(write), VersionOf(write).ETag, TableUpdateMode.Replace, ct),
        RowWriteKind.Upsert => _client.UpsertEntityAsync(EntityOf(write), TableUpdateMode.Replace, ct),
        _ => DeleteAsync(write, ct),
    };

    private async Task<Response> DeleteAsync(RowWrite write, CancellationToken ct)
    {
        var answer = await _client.DeleteEntityAsync(_partition, write.Key, VersionOf(write).ETag, ct);

        // The client treats this 404 as success; in a transaction, and in this port, it is a failed
        // condition.
        return answer.Status == 404
            ? throw new RequestFailedException(
                  404, "The row does not exist.", TableErrorCode.ResourceNotFound.ToString(), innerException: null)
            : answer;
    }

    private TableTransactionAction ActionOf(RowWrite write) => write.Kind switch
    {
        RowWriteKind.Insert => new(TableTransactionActionType.Add, EntityOf(write)),
        RowWriteKind.Replace => new(TableTransactionActionType.UpdateReplace, EntityOf(write), VersionOf(write).ETag),
        RowWriteKind.Upsert => new(TableTransactionActionType.UpsertReplace, EntityOf(write)),
        _ => new(TableTransactionActionType.Delete, new TableEntity(_partition, write.Key), VersionOf(write).ETag),
    };

    private TableEntity EntityOf(RowWrite write) =>
        EntityMapping.ToEntity(_partition, write.Key, write.Values!, VersionOf(write).Trail.With(_id));

    private static AzureRowVersion VersionOf(RowWrite write) =>
        write.ETag is { } etag ? AzureRowVersion.Parse(etag) : new(ETag.All, CommitTrail.Empty);

    private void Keep(int position, Response answer)
    {
        if (_writes[position].Kind != RowWriteKind.Delete && answer.Headers.ETag is { } etag)
        {
            _etags[position] = new AzureRowVersion(etag, VersionOf(_writes[position]).Trail.With(_id)).ToString();
        }
    }

    /// <summary>
    /// Whether an earlier request with a lost response did succeed. Commits are atomic, so one row
    /// with our id proves the whole commit; if all writes are deletes, the rows being gone is all
    /// we wanted.
    /// </summary>
    private async Task<bool> WasDoneAsync(CancellationToken ct)
    {
        var found = await Task.WhenAll(_remaining.Select(at =>
            _client.GetEntityIfExistsAsync<TableEntity>(_partition, _writes[at].Key, cancellationToken: ct)));
        if (_remaining.TrueForAll(at => _writes[at].Kind == RowWriteKind.Delete))
        {
            return Array.TrueForAll(found, row => !row.HasValue);
        }

        if (!Array.Exists(found, row => row is { HasValue: true, Value: { } entity } && EntityMapping.TrailOf(entity).Contains(_id)))
        {
            return false;
        }

        for (var i = 0; i < found.Length; i++)
        {
            if (_writes[_remaining[i]].Kind != RowWriteKind.Delete)
            {
                _etags[_remaining[i]] = (
                    found[i] is { HasValue: true, Value: { } entity } && EntityMapping.TrailOf(entity).EndsWithNewest(_id)
                        ? EntityMapping.VersionOf(entity)
                        : AzureRowVersion.Gone
                ).ToString();
            }
        }

        return true;
    }
}
