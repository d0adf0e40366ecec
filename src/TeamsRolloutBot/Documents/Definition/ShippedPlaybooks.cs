namespace TeamsRolloutBot.Documents;

/// <summary>The built-in playbooks, from the folder <c>playbooks</c> next to the program.</summary>
internal static class ShippedPlaybooks
{
    private const string DefaultFile = "procore-pay-payor.json";
    private const string SchemaFile = "playbook.schema.json";

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "playbooks");

    private static readonly Lazy<IReadOnlyList<Playbook>> Loaded = new(() => Load(Folder));

    /// <summary>All of them, the default one first.</summary>
    public static IReadOnlyList<Playbook> All => Loaded.Value;

    /// <summary>The playbook a rollout starts with unless another is chosen.</summary>
    public static Playbook Default => All[0];

    /// <summary>Loads a folder's playbooks.</summary>
    /// <exception cref="InvalidOperationException">A file is invalid; the message names it and the
    /// reason.</exception>
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
