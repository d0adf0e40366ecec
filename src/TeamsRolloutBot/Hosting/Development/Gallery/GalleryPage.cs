using System.Text.Json.Nodes;

namespace TeamsRolloutBot.Hosting.Development.Gallery;

/// <summary>
/// A page that shows every card as Microsoft's renderer draws it, in the colours of Teams' themes,
/// in each language and at several widths; and each card as JSON beside it.
/// </summary>
internal static class GalleryPage
{
    // What is taken of each package.
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
    /// <param name="folder">Made where it is not there; what is in it is overwritten.</param>
    /// <param name="pictures">A folder of pictures (.png, in folders too) to show below the cards;
    /// null for none.</param>
    /// <returns>The page's file.</returns>
    /// <exception cref="IOException">Something can't be written, or what draws the cards can't be
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

    // Their places below the folder of pictures, as the page names them.
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

    // From the lock file; nothing that the packages bring is run.
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
