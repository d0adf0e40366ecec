using Microsoft.Data.Sqlite;

namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>A prepared statement about one row, named by <c>$tbl</c>, <c>$prt</c> and <c>$key</c>.</summary>
internal sealed class RowCommand : IDisposable
{
    private readonly SqliteParameter _table;
    private readonly SqliteParameter _partition;
    private readonly SqliteParameter _key;

    public RowCommand(SqliteConnection connection, string sql)
    {
        Command = connection.CreateCommand();
        Command.CommandText = sql;
        _table = Command.Parameters.Add("$tbl", SqliteType.Integer);
        _partition = Command.Parameters.Add("$prt", SqliteType.Text);
        _key = Command.Parameters.Add("$key", SqliteType.Text);
    }

    public SqliteCommand Command { get; }

    public SqliteCommand At(PendingCommit commit, string key) => At(commit.Table, commit.Partition, key);

    public SqliteCommand At(long table, string partition, string key)
    {
        _table.Value = table;
        _partition.Value = partition;
        _key.Value = key;
        return Command;
    }

    public void Dispose() => Command.Dispose();
}
