namespace TeamsRolloutBot.Tests.Infrastructure;

/// <summary>Files of the repository that are made of something else, and are reviewed when they change.</summary>
internal static class Snapshot
{
    private const string Update = "UPDATE_SNAPSHOTS";

    public static string Root { get; } = FindRoot();

    /// <summary>Fails when the file is not what it is made of now; with <c>UPDATE_SNAPSHOTS=true</c> it is written instead.</summary>
    public static async Task AssertAsync(string content, params string[] path)
    {
        var file = Path.Combine([Root, .. path]);
        if (Environment.GetEnvironmentVariable(Update) == "true")
        {
            await File.WriteAllTextAsync(file, content);
        }

        var kept = File.Exists(file) ? await File.ReadAllTextAsync(file) : string.Empty;
        Assert.True(content == kept, $"{Path.Combine(path)} is stale: run these tests once with {Update}=true and review what changed. {FirstDifference(kept, content)}");
    }

    private static string FirstDifference(string kept, string content)
    {
        var (old, now) = (kept.Split('\n'), content.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(old.Length, now.Length)).FirstOrDefault(index => old.ElementAtOrDefault(index) != now.ElementAtOrDefault(index));
        return $"Line {line + 1} was “{old.ElementAtOrDefault(line)}” and is “{now.ElementAtOrDefault(line)}”.";
    }

    private static string FindRoot()
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
