using Microsoft.Data.Sqlite;

namespace TeamsRolloutBot.Storage.Sqlite;

/// <summary>
/// Runs waiting commits in one SQLite transaction, which is durable on return. A commit's
/// conditions are checked before any of its rows is written, so a conflict leaves nothing behind
/// and does not affect the others.
/// </summary>
internal sealed class CommitTransaction : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _version;
    private readonly SqliteCommand _write;
    private readonly SqliteCommand _delete;
    private long _lastVersion;

    public CommitTransaction(SqliteConnection connection)
    {
        _connection = connection;
        _version = Command("SELECT version FROM entities WHERE tbl = $tbl AND prt = $prt AND key = $key");
        _delete = Command("DELETE FROM entities WHERE tbl = $tbl AND prt = $prt AND key = $key");
        _write = Command(
            "REPLACE INTO entities (tbl, prt, key, version, vals) VALUES ($tbl, $prt, $key, $version, $vals)", "$version", "$vals");
        _lastVersion = EmbeddedSchema.ReadLastVersion(connection);
    }

    /// <summary>
    /// Runs the commits and sets their outcomes. On an exception none of them took effect. Writes
    /// to the disk even without commits, to prove that it works.
    /// </summary>
    /// <exception cref="SqliteException">The transaction failed and was rolled back.</exception>
    public void Run(IReadOnlyList<PendingCommit> commits)
    {
        using var transaction = _connection.BeginTransaction();
        _version.Transaction = _write.Transaction = _delete.Transaction = transaction;
        foreach (var commit in commits)
        {
            commit.Outcome = FindConflict(commit) is { } conflict ? conflict : Write(commit);
        }

        EmbeddedSchema.WriteLastVersion(_connection, ++_lastVersion);
        transaction.Commit();
    }

    public void Dispose()
    {
        _version.Dispose();
        _write.Dispose();
        _delete.Dispose();
    }

    private CommitResult.Conflict? FindConflict(PendingCommit commit)
    {
        for (var i = 0; i < commit.Writes.Length; i++)
        {
            var write = commit.Writes[i];
            var isConditional = write.Kind == RowWriteKind.Insert || write.Version is not null;
            if (!isConditional)
            {
                continue;
            }

            ConflictReason? conflict = (write.Kind, (long?)At(_version, commit, write.Key).ExecuteScalar()) switch
            {
                (RowWriteKind.Insert, null) => null,
                (RowWriteKind.Insert, _) => ConflictReason.Exists,
                (_, null) => ConflictReason.Missing,
                (_, { } version) when version != write.Version => ConflictReason.Stale,
                _ => null,
            };
            if (conflict is { } reason)
            {
                return new CommitResult.Conflict(i, reason);
            }
        }

        return null;
    }

    private CommitResult.Committed Write(PendingCommit commit)
    {
        var etags = new string?[commit.Writes.Length];
        for (var i = 0; i < etags.Length; i++)
        {
            var write = commit.Writes[i];
            if (write.Kind == RowWriteKind.Delete)
            {
                At(_delete, commit, write.Key).ExecuteNonQuery();
                continue;
            }

            At(_write, commit, write.Key);
            _write.Parameters["$version"].Value = ++_lastVersion;
            _write.Parameters["$vals"].Value = write.Values;
            _write.ExecuteNonQuery();
            etags[i] = PendingCommit.ETagOf(_lastVersion);
        }

        return new(etags);
    }

    private SqliteCommand Command(string sql, params IEnumerable<string> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in values.Concat(["$tbl", "$prt", "$key"]))
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private static SqliteCommand At(SqliteCommand command, PendingCommit commit, string key)
    {
        command.Parameters["$tbl"].Value = (long)commit.Table;
        command.Parameters["$prt"].Value = commit.Partition;
        command.Parameters["$key"].Value = key;
        return command;
    }
}
