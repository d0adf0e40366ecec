using System.Text.Json.Nodes;
using TeamsRolloutBot.Resources;

namespace TeamsRolloutBot.Tests.Resources;

/// <summary>The playbooks that come with the bot are shown in the reader's language.</summary>
public sealed class PlaybookContentTests
{
    // Procore's names of roles, guides and certificates.
    private static readonly string[] Names =
    [
        "Payments Admin", "Payments Disburser", "Payments Beneficiary Approver", "Disbursement Contributor", "Invoice Administrator",
        "Accounting Approver (ERP)", "Company Admin", "Project Manager", "Field staff", "Executive (authorized signer)",
        "Procore Certified: Procore Admin", "Payor: Setup Guide", "Payee: Setup Guide", "Payee: setting up Procore Pay",
    ];

    private static readonly string[] Read =
        ["title", "detail", "body", "subject", "newHires", "switchingAdvice", "content"];

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Repository.File("src", "TeamsRolloutBot", "playbooks"), "*.json")
            .Select(Path.GetFileName).OfType<string>().Where(name => !name.Contains("schema", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_text_of_a_playbook_is_translated(string file)
    {
        var playbook = JsonNode.Parse(File.ReadAllText(Repository.File("src", "TeamsRolloutBot", "playbooks", file)))!;
        var texts = Texts(playbook, string.Empty).ToList();

        Assert.NotEmpty(texts);
        Assert.DoesNotContain(texts, text => !PlaybookContent.IsKnown(text) && !Names.Contains(text));
    }

    private static IEnumerable<string> Texts(JsonNode? node, string name) => node switch
    {
        JsonObject parent => parent.Where(child => child.Key != "jobTitles").SelectMany(child => Texts(child.Value, child.Key)),
        JsonArray list => list.SelectMany(each => Texts(each, name)),
        JsonValue value when Read.Contains(name) && value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
