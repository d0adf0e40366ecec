namespace TeamsRolloutBot.Tests.Infrastructure;

/// <summary>
/// Files in the repository that are generated from something else and reviewed when they change.
/// </summary>
internal static class Snapshot
{
    private const string Update = "UPDATE_SNAPSHOTS";

    public static string Root => Repository.Root;

    /// <summary>
    /// Fails if the file differs from what would be generated now; with
    /// <c>UPDATE_SNAPSHOTS=true</c>, writes it instead.
    /// </summary>
    public static async Task AssertAsync(string content, params string[] path)
    {
        var file = Repository.File(path);
        if (Environment.GetEnvironmentVariable(Update) == "true")
        {
            await File.WriteAllTextAsync(file, content);
        }

        var kept = File.Exists(file) ? await File.ReadAllTextAsync(file) : string.Empty;
        Assert.True(
            content == kept,
            $"{Path.Combine(path)} is stale: run these tests once with {Update}=true and review what changed. "
                + $"{FirstDifference(kept, content)}");
    }

    /// <summary>
    /// The same for a part of a file, between the comments <c>&lt;!-- NAME --&gt;</c> and
    /// <c>&lt;!-- /NAME --&gt;</c>.
    /// </summary>
    public static async Task AssertPartAsync(string content, string name, params string[] path)
    {
        var whole = await File.ReadAllTextAsync(Repository.File(path));
        var (start, end) = ($"<!-- {name} -->\n", $"<!-- /{name} -->");
        var at = whole.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var before = whole[..at];
        await AssertAsync(before + content + whole[whole.IndexOf(end, at, StringComparison.Ordinal)..], path);
    }

    private static string FirstDifference(string kept, string content)
    {
        var (old, now) = (kept.Split('\n'), content.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(old.Length, now.Length))
            .FirstOrDefault(index => old.ElementAtOrDefault(index) != now.ElementAtOrDefault(index));
        return $"Line {line + 1} was “{old.ElementAtOrDefault(line)}” and is “{now.ElementAtOrDefault(line)}”.";
    }
}
