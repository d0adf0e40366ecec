using System.Globalization;
using System.Runtime.InteropServices;
using TeamsRolloutBot.Benchmarks.Harness;

/// <summary>The runtime finds it by this name, without a namespace.</summary>
internal static class StartupHook
{
    private const PosixSignal Usr1 = (PosixSignal)10;
    private static PosixSignalRegistration? registration;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(ManagedMemory.File) is { } file)
        {
            registration = PosixSignalRegistration.Create(Usr1, signal =>
            {
                signal.Cancel = true;
                var used = GC.GetTotalMemory(forceFullCollection: true);
                File.WriteAllText(file + ".new", used.ToString(CultureInfo.InvariantCulture));
                File.Move(file + ".new", file, overwrite: true);
            });
        }
    }
}
