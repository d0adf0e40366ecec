using Microsoft.Data.Sqlite;

namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>
/// Runs waiting commits in one SQLite transaction, which the writer brings to disk as a whole. The conditions of a commit
/// are checked before any of its rows is written: one that conflicts leaves nothing behind and harms no other.
/// </summary>
internal sealed class CommitTransaction : IDisposable
{
    /// <summary>Row versions are reserved on disk in blocks, so that they go up over restarts without a write for each.</summary>
    private const long VersionsReservedAtOnce = 1_000_000;

    private readonly SqliteConnection _connection;
    private readonly RecentRows _recent;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly Statement _version;
    private readonly Statement _write;
    private readonly Statement _delete;
    private readonly List<(RowPlace At, RecentRow? Row)> _written = [];
    private long _lastVersion;
    private long _reserved;

    public CommitTransaction(SqliteConnection connection, RecentRows recent)
    {
        _connection = connection;
        _recent = recent;
        _begin = new(connection, "BEGIN IMMEDIATE");
        _commit = new(connection, "COMMIT");
        _rollback = new(connection, "ROLLBACK");
        _version = new(connection, "SELECT version FROM entities WHERE tbl = ?1 AND prt = ?2 AND key = ?3");
        _delete = new(connection, "DELETE FROM entities WHERE tbl = ?1 AND prt = ?2 AND key = ?3");

        // On a table without row ids and without other indexes this writes over what is there, where an upsert looks for it first (https://sqlite.org/lang_replace.html).
        _write = new(connection, "REPLACE INTO entities (tbl, prt, key, version, vals) VALUES (?1, ?2, ?3, ?4, ?5)");
        _lastVersion = _reserved = EmbeddedSchema.ReadReserved(connection);
    }

    /// <summary>Runs the commits and sets the outcome of each. After an exception none of them was done.</summary>
    /// <exception cref="SqliteException">The transaction failed and was rolled back.</exception>
    public void Run(IReadOnlyList<PendingCommit> commits)
    {
        // One that could not be rolled back when it failed would block all that follow.
        RollBack();
        _written.Clear();
        _begin.Run();
        _recent.Begin();
        try
        {
            foreach (var commit in commits)
            {
                commit.Outcome = FindConflict(commit) is { } conflict ? conflict : Write(commit);
            }

            var reserved = Reserve();
            _commit.Run();
            _reserved = reserved;
            KeepRecent();
        }
        catch
        {
            RollBack();
            throw;
        }
        finally
        {
            _recent.End();
        }
    }

    /// <summary>Writes to the disk without changing anything, to see whether that works.</summary>
    /// <exception cref="SqliteException">It does not.</exception>
    public void Probe()
    {
        // An exhausted block makes the transaction reserve a new one.
        _lastVersion = _reserved;
        Run([]);
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
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

            var current = _recent.Find(write.At)?.Version ?? _version.At(write.At).Number();
            ConflictReason? conflict = (write.Kind, current) switch
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
            _recent.Forget(write.At);
            if (write.Kind == RowWriteKind.Delete)
            {
                _delete.At(write.At).Run();
                _written.Add((write.At, null));
                continue;
            }

            _write.At(write.At).Bind(4, ++_lastVersion).Bind(5, write.Values).Run();
            etags[i] = PendingCommit.ETagOf(_lastVersion);
            _written.Add((write.At, new RecentRow(_lastVersion, etags[i]!, write.Values!)));
        }

        return new(etags);
    }

    // In the order of writing: a row that is written and removed within one group is gone.
    private void KeepRecent()
    {
        foreach (var (at, row) in _written)
        {
            if (row is null)
            {
                _recent.Forget(at);
            }
            else
            {
                _recent.Keep(at, row);
            }
        }
    }

    private long Reserve()
    {
        if (_lastVersion < _reserved)
        {
            return _reserved;
        }

        var reserved = _lastVersion + VersionsReservedAtOnce;
        EmbeddedSchema.WriteReserved(_connection, reserved);
        return reserved;
    }

    private void RollBack()
    {
        // A full disk, among others, makes SQLite roll back by itself.
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            _rollback.Run();
        }
    }
}
