using System.Text.RegularExpressions;
using AdaptiveCards;
using TeamsRolloutBot.Domain;

namespace TeamsRolloutBot.Tests;

/// <summary>
/// Who may know whom: the rules, the protocol and the elements of cards know nobody, and within the
/// service knowledge goes one way.
/// </summary>
public sealed partial class ArchitectureTests
{
    // What a folder of the service must not use. Hosting puts everything together, and may.
    private static readonly Dictionary<string, string[]> Forbidden = new(StringComparer.Ordinal)
    {
        ["Text"] =
        [
            "Cards", "Delivery", "Dialogs", "Domain", "Hosting", "Microsoft365", "Operations", "Pacing", "Protocol", "Reports", "Sessions",
            "Storage"
        ],
        ["Time"] =
        [
            "Cards", "Delivery", "Dialogs", "Domain", "Hosting", "Microsoft365", "Operations", "Pacing", "Protocol", "Reports", "Sessions",
            "Storage", "Text"
        ],
        ["Storage"] = ["Cards", "Delivery", "Dialogs", "Microsoft365", "Operations", "Pacing", "Reports", "Sessions"],
        ["Pacing"] = ["Cards", "Delivery", "Dialogs", "Microsoft365", "Operations", "Reports", "Sessions"],
        ["Microsoft365"] = ["Cards", "Delivery", "Dialogs", "Operations", "Reports", "Sessions"],
        ["Cards"] = ["Delivery", "Dialogs", "Microsoft365", "Operations", "Pacing", "Sessions"],
        ["Reports"] = ["Delivery", "Dialogs", "Pacing", "Sessions"],
        ["Sessions"] = ["Dialogs"],
        ["Delivery"] = ["Dialogs", "Operations"],
        ["Operations"] = ["Dialogs", "Cards"],
    };

    [Fact]
    public void The_rules_know_neither_the_protocol_nor_the_service_nor_any_input_or_output() =>
        Assert.All(
            typeof(PersonId).Assembly.GetReferencedAssemblies(),
            reference => Assert.Matches(@"^(System\.(Runtime|Collections|Linq|Memory|Text\.RegularExpressions|Collections\.Immutable|Security\.Cryptography|Collections\.Concurrent|Threading|Runtime\.InteropServices)|NodaTime)$", reference.Name));

    [Fact]
    public void The_elements_of_cards_know_nobody() =>
        Assert.All(
            typeof(AdaptiveCard).Assembly.GetReferencedAssemblies(),
            reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void Within_the_service_nothing_knows_the_conversation_and_storage_knows_nobody()
    {
        var folder = Repository.File("src", "TeamsRolloutBot");
        var wrong = Forbidden.SelectMany(rule =>
            Directory
                .EnumerateFiles(Path.Combine(folder, rule.Key), "*.cs", SearchOption.AllDirectories)
                .SelectMany(file =>
                    Usings()
                        .Matches(File.ReadAllText(file))
                        .Select(match => match.Groups[1].Value)
                        .Where(used => rule.Value.Contains(used, StringComparer.Ordinal))
                        .Select(used => $"{Path.GetRelativePath(folder, file)} uses {used}")
                )
        );

        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"^using (?:static )?TeamsRolloutBot\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Usings();
}
