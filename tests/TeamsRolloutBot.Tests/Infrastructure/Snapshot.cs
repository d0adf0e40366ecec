namespace TeamsRolloutBot.Tests.Infrastructure;

/// <summary>Files of the repository that are made of something else, and are reviewed when they change.</summary>
internal static class Snapshot
{
    private const string Update = "UPDATE_SNAPSHOTS";

    public static string Root => Repository.Root;

    /// <summary>Fails when the file is not what it is made of now; with <c>UPDATE_SNAPSHOTS=true</c> it is written instead.</summary>
    public static async Task AssertAsync(string content, params string[] path)
    {
        var file = Repository.File(path);
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
}
