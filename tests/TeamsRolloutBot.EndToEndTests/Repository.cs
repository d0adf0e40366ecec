namespace TeamsRolloutBot.EndToEndTests;

/// <summary>Where the tests' repository is.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TeamsRolloutBot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run from within the repository.");
    }
}

/// <summary>The memory of a process, as the system sees it.</summary>
internal static class ProcessMemory
{
    public static long ResidentMegabytes(int processId)
    {
        using var process = System.Diagnostics.Process.GetProcessById(processId);
        return process.WorkingSet64 / (1024 * 1024);
    }
}
