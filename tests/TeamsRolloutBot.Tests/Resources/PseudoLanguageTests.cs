using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Hosting.Development.Gallery;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Tests.AdaptiveCards;

namespace TeamsRolloutBot.Tests.Resources;

/// <summary>
/// Everything that a card says comes from the resources or was typed by somebody.
/// </summary>
public sealed partial class PseudoLanguageTests
{
    // Names of products, languages, zones and permissions; fields that are filled in.
    private static readonly string[] ProperNames =
    [
        "Procore Pay", "Procore", "TeamsRolloutBot", "Teams", "Microsoft Graph", "UTC", "ComodRivadavia", "Español", "Français",
        "English", "America/Argentina/ComodRivadavia",
        "{name}", "{role}", "{training date}", "{required webinars}", "{certifications}", "{manager}", "{app link}",
    ];

    // What a playbook says is content, written by its author.
    private static readonly string[] Content =
    [
        .. ShippedPlaybooks.All
            .SelectMany(playbook => Strings(JsonSerializer.SerializeToNode(playbook)!))
            .Concat(ProperNames)
            .Concat(GraphFeatureFacts.All.SelectMany(facts => facts.Permissions))
            .Where(text => text.Length > 1)
            .Distinct()
            .OrderByDescending(text => text.Length),
    ];

    // The first drawing is English: anything cached would be in one reader's language for all.
    private static readonly Lazy<Dictionary<string, string>> Cards = new(() =>
    {
        CardGallery.Foreign().All();
        return PseudoLanguage.Written(
            () => CardGallery.Foreign().All().ToDictionary(card => card.Key, card => CardJson.Of(card.Value)));
    });

    public static TheoryData<string> Names => [.. CardGallery.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_on_a_card_is_written_in_one_language_only(string name)
    {
        var untranslated = VisibleText.Of(Cards.Value[name]).Distinct().Where(text => Latin().IsMatch(Untranslated(text))).ToList();

        Assert.True(untranslated.Count == 0, string.Join('\n', untranslated));
    }

    private static string Untranslated(string text)
    {
        var outside = PseudoLanguage.Outside(text.Replace("\\", string.Empty, StringComparison.Ordinal));
        var rest = outside.Contains('…') ? Content.Aggregate(outside, WithoutWhatIsCut) : outside;
        return Content.Aggregate(
            Address().Replace(rest, " "), (left, content) => left.Replace(content, " ", StringComparison.Ordinal));
    }

    private static string WithoutWhatIsCut(string text, string content)
    {
        for (var length = content.Length - 1; length >= 8; length--)
        {
            if (text.Contains($"{content[..length]}…", StringComparison.Ordinal))
            {
                return text.Replace($"{content[..length]}…", " ", StringComparison.Ordinal);
            }
        }

        return text;
    }

    private static IEnumerable<string> Strings(JsonNode node) => node switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => [text, .. text.Split('\n')],
        JsonArray array => array.OfType<JsonNode>().SelectMany(Strings),
        JsonObject obj => obj.Select(property => property.Value).OfType<JsonNode>().SelectMany(Strings),
        _ => [],
    };

    [GeneratedRegex("[A-Za-zÀ-ÿ]{2,}")]
    private static partial Regex Latin();

    [GeneratedRegex(@"https?://[^\s)]+|[^\s@]+@[^\s@,]+")]
    private static partial Regex Address();
}
