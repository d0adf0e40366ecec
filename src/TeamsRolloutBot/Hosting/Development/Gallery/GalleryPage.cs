using System.Text.Json.Nodes;

namespace TeamsRolloutBot.Hosting.Development.Gallery;

/// <summary>
/// A page that shows every card as drawn by Microsoft's renderer, in the colours of Teams' themes,
/// each language and several widths, and each card as JSON next to it.
/// </summary>
internal static class GalleryPage
{
    // The script used from each package.
    private static readonly (string Package, string Script)[] Scripts =
    [
        ("adaptivecards", "dist/adaptivecards.js"),
        ("markdown-it", "dist/markdown-it.js"),
        ("axe-core", "axe.min.js"),
    ];

    private static readonly (string Name, Func<CardGallery> Cards)[] Contents =
        [("typical", CardGallery.Typical), ("longest", CardGallery.Longest)];

    private static string Source => Path.Combine(AppContext.BaseDirectory, "Gallery");

    /// <summary>Writes the page.</summary>
    /// <param name="folder">Created if missing; existing files are overwritten.</param>
    /// <param name="pictures">A folder of pictures (.png, including subfolders) to show below the
    /// cards; null for none.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="IOException">Something can't be written, or the renderer can't be
    /// installed.</exception>
    public static async Task<string> WriteAsync(string folder, string? pictures = null)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(Source))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        await InstallAsync(folder);
        var cards = new JsonObject();
        foreach (var (content, gallery) in Contents)
        {
            cards[content] = await WriteCardsAsync(Path.Combine(folder, content), gallery);
        }

        var shown = new JsonArray([.. Copy(pictures, Path.Combine(folder, "pictures")).Select(name => (JsonNode)name)]);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "cards.js"), $"window.cards = {cards.ToJsonString()};\nwindow.pictures = {shown.ToJsonString()};");
        return Path.Combine(folder, "index.html");
    }

    private static async Task<JsonObject> WriteCardsAsync(string folder, Func<CardGallery> gallery)
    {
        var languages = new JsonObject();
        foreach (var language in Language.All)
        {
            var place = Directory.CreateDirectory(Path.Combine(folder, language.Code)).FullName;
            var cards = new JsonObject();
            foreach (var (name, card) in CardGallery.In(language, gallery))
            {
                var json = card.ToJson();
                cards[name] = JsonNode.Parse(json);
                await File.WriteAllTextAsync(Path.Combine(place, $"{name.Replace(' ', '-')}.json"), json);
            }

            languages[language.Code] = cards;
        }

        return languages;
    }

    // Returns the paths relative to the folder of pictures, as used by the page.
    private static List<string> Copy(string? pictures, string folder)
    {
        var names = new List<string>();
        if (!Directory.Exists(pictures))
        {
            return names;
        }

        foreach (var file in Directory.EnumerateFiles(pictures, "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(pictures, file);
            var copy = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
            names.Add(name.Replace('\\', '/'));
        }

        return names;
    }

    // From the lock file; package scripts are not run.
    private static async Task InstallAsync(string folder)
    {
        if (NodePrograms.Find("npm") is not { } npm)
        {
            throw new IOException("Node.js is not installed. The page needs Microsoft's renderer of cards, which npm brings.");
        }

        if (!await NodePrograms.InstallAsync(npm, folder, CancellationToken.None, "--ignore-scripts"))
        {
            throw new IOException("Microsoft's renderer of cards could not be installed; npm says why above.");
        }

        foreach (var (package, script) in Scripts)
        {
            File.Copy(Path.Combine(folder, "node_modules", package, script), Path.Combine(folder, $"{package}.js"), overwrite: true);
        }
    }
}
