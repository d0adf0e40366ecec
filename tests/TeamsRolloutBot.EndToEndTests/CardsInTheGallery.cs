using Microsoft.Playwright;
using TeamsRolloutBot.Hosting.Development.Gallery;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.Tests;
using Xunit.Abstractions;

namespace TeamsRolloutBot.EndToEndTests;

/// <summary>
/// Every card as Microsoft's renderer draws it: in each language, on a phone and on a desktop, and
/// in each theme. The page stays in artifacts/gallery for inspection.
/// </summary>
public sealed class CardsInTheGallery(ITestOutputHelper output)
{
    private const int Phone = 320;
    private const int Desk = 600;

    // The contrast of text with its background, by the formula of WCAG 2, and whatever sticks out
    // of its card.
    private const string Problems = """
        () => {
          const channel = value => { const part = value / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; };
          const colour = text => text.match(/[\d.]+/g).map(Number);
          const light = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
          const behind = each => {
            for (let at = each; at; at = at.parentElement) {
              const found = colour(getComputedStyle(at).backgroundColor);
              if (found.length === 3 || found[3] > 0) return found;
            }
            return [255, 255, 255];
          };
          const problems = [];
          for (const card of document.querySelectorAll('[data-card]')) {
            const edge = card.getBoundingClientRect();
            for (const each of card.querySelectorAll('*')) {
              const box = each.getBoundingClientRect();
              if (box.width === 0 || box.height === 0 || getComputedStyle(each).visibility === 'hidden') continue;
              const texts = [...each.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
              const text = texts.map(node => node.textContent.trim()).join('');
              const name = `${card.dataset.card}: “${text.slice(0, 40)}”`;
              const over = Math.round(box.right - edge.right);
              if (over > 1) problems.push(`${name} (${each.className}) reaches ${over} px over the edge`);
              if (!text) continue;
              const cut = each.scrollWidth - each.clientWidth;
              if (cut > 1 && getComputedStyle(each).overflowX !== 'visible') problems.push(`${name} has ${cut} px cut off`);
              const [one, other] = [light(colour(getComputedStyle(each).color)), light(behind(each))].sort((a, b) => b - a);
              const contrast = (one + 0.05) / (other + 0.05);
              if (contrast < 4.5) problems.push(`${name} has a contrast of ${contrast.toFixed(2)}`);
            }
          }
          return [...new Set(problems)];
        }
        """;

    [EndToEndFact]
    public async Task Every_card_is_whole_and_readable_in_each_language_theme_and_width()
    {
        var folder = Repository.File("artifacts", "gallery");
        Assert.Equal(0, await GalleryCommand.RunAsync([folder], TextWriter.Null, Console.Error));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Browser.Path, Args = ["--no-sandbox", "--disable-gpu"] });
        var tab = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1400, Height = 1000 } });
        await tab.GotoAsync(new Uri(Path.Combine(folder, "index.html")).AbsoluteUri);

        var problems = new List<string>();
        var drawn = 0;
        foreach (var (theme, width, content, language) in Drawings())
        {
            var failed = await tab.EvaluateAsync<string[]>("drawing => draw(...drawing)", new object[] { theme, width, content, language });
            var seen = await tab.EvaluateAsync<string[]>(Problems);
            // A screen reader meets the same parts in each theme and width.
            var barriers = theme == "light" && width == Phone ? await tab.EvaluateAsync<string[]>("() => barriers()") : [];
            drawn += await tab.Locator("[data-card]").CountAsync();
            problems.AddRange(
                failed.Concat(seen).Concat(barriers).Select(problem => $"{theme}, {width} px, {content}, {language}: {problem}"));
        }

        output.WriteLine($"{drawn:N0} drawings of {CardGallery.Names.Count()} cards; {problems.Count} problems.");
        output.WriteLine(string.Join('\n', problems));
        Assert.Empty(problems);
    }

    // A theme only changes colors: what fits is checked in the light one, and the contrast in all.
    private static IEnumerable<(string Theme, int Width, string Content, string Language)> Drawings() =>
        from content in new[] { "typical", "longest" }
        from language in Language.All
        from theme in new[] { "light", "dark", "contrast" }
        from width in new[] { Phone, Desk }
        where theme == "light" || (width == Desk && language == Language.English)
        select (theme, width, content, language.Code);
}
