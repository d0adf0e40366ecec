using System.Diagnostics;
using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.Tests;
using TeamsRolloutBot.Tests.AdaptiveCards;
using TeamsRolloutBot.Tests.Cards;

namespace TeamsRolloutBot.EndToEndTests;

/// <summary>
/// A page that shows every card, as Microsoft's renderer draws it, in the colours of Teams' themes,
/// in each language and in several widths; and each card as JSON beside it.
/// </summary>
internal static class CardGalleryPage
{
    private static readonly string Source = Repository.File("tests", "TeamsRolloutBot.EndToEndTests", "Gallery");

    // What is taken of each package.
    private static readonly (string Package, string Script)[] Scripts =
    [
        ("adaptivecards", "dist/adaptivecards.js"),
        ("markdown-it", "dist/markdown-it.js"),
        ("axe-core", "axe.min.js"),
    ];

    /// <summary>Writes the page.</summary>
    /// <param name="folder">Made where it is not there; what is in it is overwritten.</param>
    /// <returns>The page's file.</returns>
    public static async Task<string> WriteAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in new[] { "index.html", "gallery.js", "package.json", "package-lock.json" })
        {
            File.Copy(Path.Combine(Source, name), Path.Combine(folder, name), overwrite: true);
        }

        await InstallAsync(folder);
        foreach (var (package, script) in Scripts)
        {
            File.Copy(Path.Combine(folder, "node_modules", package, script), Path.Combine(folder, $"{package}.js"), overwrite: true);
        }

        var cards = new JsonObject
        {
            ["typical"] = await WriteCardsAsync(Path.Combine(folder, "typical"), DrawnCards.Typical),
            ["longest"] = await WriteCardsAsync(Path.Combine(folder, "longest"), DrawnCards.Longest),
        };
        await File.WriteAllTextAsync(Path.Combine(folder, "cards.js"), $"window.cards = {cards.ToJsonString()};");
        return Path.Combine(folder, "index.html");
    }

    private static async Task<JsonObject> WriteCardsAsync(string folder, Func<Language, Dictionary<string, AdaptiveCard>> draw)
    {
        var languages = new JsonObject();
        foreach (var language in Language.All)
        {
            var place = Directory.CreateDirectory(Path.Combine(folder, language.Code)).FullName;
            var cards = new JsonObject();
            foreach (var (name, card) in draw(language))
            {
                var json = CardJson.Of(card);
                cards[name] = JsonNode.Parse(json);
                await File.WriteAllTextAsync(Path.Combine(place, $"{name.Replace(' ', '-')}.json"), json);
            }

            languages[language.Code] = cards;
        }

        return languages;
    }

    // From the lock file; without what packages would run.
    private static async Task InstallAsync(string folder)
    {
        using var process = Process.Start(
            new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            {
                WorkingDirectory = folder,
            })!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
