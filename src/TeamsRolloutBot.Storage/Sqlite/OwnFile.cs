namespace TeamsRolloutBot.Storage.Sqlite;

/// <summary>
/// Files that only the bot's own account can read or write (0600), on systems with such a mode.
/// SQLite gives the WAL and shared-memory files the mode of the data file
/// (https://sqlite.org/src/file/src/os_unix.c, <c>findCreateFileMode</c>).
/// </summary>
internal static class OwnFile
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Creates an empty file if there is none, with that mode from the start. Failures are left for
    /// the code that opens the file to report.
    /// </summary>
    public static void Ensure(string path)
    {
        if (OperatingSystem.IsWindows() || File.Exists(path))
        {
            return;
        }

        try
        {
            using var made = new FileStream(
                path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, UnixCreateMode = Mode });
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Gives a copy that mode, as it has inherited its source's.</summary>
    public static void Close(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Mode);
        }
    }
}
