namespace TeamsRolloutBot.EndToEndTests;

/// <summary>The memory of a process, as the operating system reports it.</summary>
internal static class ProcessMemory
{
    public static long ResidentMegabytes(int processId)
    {
        using var process = System.Diagnostics.Process.GetProcessById(processId);
        return process.WorkingSet64 / (1024 * 1024);
    }
}
