using Microsoft.Data.Sqlite;

namespace TeamsRolloutBot.Storage.Sqlite;

/// <summary>
/// Translates SQLite's result codes (https://sqlite.org/rescode.html) into messages for an
/// operator.
/// </summary>
internal static class EmbeddedFaults
{
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Io = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static StorageException Describe(SqliteException fault, string path) => fault.SqliteErrorCode switch
    {
        Full => new(
            $"There is no room left for '{path}': the disk or its quota is full. Nothing was damaged; free some space, and writing resumes "
                + "by itself.",
            isTransient: false,
            fault),
        ReadOnly or Permission => new(
            $"'{path}' cannot be written: the file or its folder is read-only for this account. Grant write access to the folder and "
                + "its files, or set Storage:Path to another location.",
            isTransient: false,
            fault),
        CannotOpen => new(
            $"'{path}' cannot be opened. Check that the folder exists and that this account may read and write it, or set Storage:Path "
                + "to another location.",
            isTransient: false,
            fault),
        Corrupt or NotADatabase => Damaged(path, fault),
        Busy or Locked => new($"'{path}' is locked by another program. Close other programs that have it open.", isTransient: true, fault),
        Io => new(
            $"The disk failed to read or write '{path}' (SQLite code {fault.SqliteExtendedErrorCode}). Check the disk and its connection.",
            isTransient: true,
            fault),
        _ => new($"'{path}' could not be used: {fault.Message}", isTransient: false, fault),
    };

    public static StorageException Damaged(string path, Exception? fault) => new(
        $"'{path}' is damaged or is not a data file of this product. Stop the bot, keep the file and those beside it for inspection, "
            + "and put a backup in its place.",
        isTransient: false,
        fault);
}
