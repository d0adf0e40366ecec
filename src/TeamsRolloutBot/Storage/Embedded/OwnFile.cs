namespace TeamsRolloutBot.Storage.Embedded;

/// <summary>
/// Files that nobody but the bot's own account reads or writes (0600), where the system has such a
/// mode. SQLite gives the log and the shared memory beside a data file that file's own mode
/// (https://sqlite.org/src/file/src/os_unix.c, <c>findCreateFileMode</c>).
/// </summary>
internal static class OwnFile
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Makes an empty file where there is none, with that mode from its first moment. What can't be
    /// made is left to whoever opens it to say.
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

    /// <summary>Gives a copy that mode: it has its source's.</summary>
    public static void Close(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Mode);
        }
    }
}
