namespace TeamsRolloutBot.Documents;

/// <summary>
/// The playbooks that come with the product: the files in the folder <c>playbooks</c> beside it.
/// </summary>
internal static class ShippedPlaybooks
{
    private const string DefaultFile = "procore-pay-payor.json";
    private const string SchemaFile = "playbook.schema.json";

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "playbooks");

    private static readonly Lazy<IReadOnlyList<Playbook>> Loaded = new(() => Load(Folder));

    /// <summary>All of them, the one a rollout begins with first.</summary>
    public static IReadOnlyList<Playbook> All => Loaded.Value;

    /// <summary>The one a rollout begins with where nobody chooses.</summary>
    public static Playbook Default => All[0];

    /// <summary>Reads a folder's playbooks.</summary>
    /// <exception cref="InvalidOperationException">One of them can't be used; it is named, and what
    /// is wrong with it.</exception>
    public static IReadOnlyList<Playbook> Load(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.json")
            .Where(file => Path.GetFileName(file) != SchemaFile)
            .OrderBy(file => Path.GetFileName(file) == DefaultFile ? 0 : 1)
            .ThenBy(Path.GetFileName, StringComparer.Ordinal)
            .Select(Read),
    ];

    private static Playbook Read(string file)
    {
        var (playbook, errors) = PlaybookFile.Read(File.ReadAllText(file));
        List<string> problems = [.. errors, .. playbook is null ? [] : PlaybookCompleteness.Problems(playbook)];
        return problems.Count == 0
            ? playbook!
            : throw new InvalidOperationException($"The playbook {Path.GetFileName(file)} can’t be used. {string.Join(" ", problems)}");
    }
}
