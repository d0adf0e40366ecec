using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsvHelper;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Lists with mostly invalid rows, and how to find those in an answer.</summary>
internal static partial class ReturnedInputSteps
{
    public const int Good = 1_000;
    public const int Bad = 4_000;

    public static string FiveThousandRows() =>
        "\ufeff"
        + string.Join(
            '\n',
            Enumerable
                .Range(1, Good)
                .Select(n => $"\"Person, {n}\";person{n}@example.com;Accountant")
                .Concat(Enumerable.Range(Good + 1, Bad).Select(n => $"\"Person, {n}\";nobody {n};Accountant"))
        );

    public static void AssertHoldsEveryBadRow(byte[] file)
    {
        using var csv = new CsvReader(new StreamReader(new MemoryStream(file)), CultureInfo.InvariantCulture);
        var rows = csv.GetRecords<dynamic>().Select(row => (IDictionary<string, object>)row).ToList();
        Assert.Equal(
            Enumerable.Range(Good + 1, Bad).Select(
                n =>
                    (
                        $"{n}", $"Person, {n}", $"nobody {n}", $"\"Person, {n}\";nobody {n};Accountant",
                        $"“nobody {n}” is not an e-mail address.")),
            rows.Select(
                row =>
                    (
                        (string)row["Line"], (string)row["Name"], (string)row["E-mail"], (string)row["As written"],
                        (string)row["What is wrong"])));
    }

    public static string MembersField(string answer) =>
        (string)Inputs(JsonNode.Parse(answer)).Single(input => (string?)input["id"] == "members")["value"]!;

    public static JsonObject ButtonData(string answer, string verb) =>
        (JsonObject)Objects(JsonNode.Parse(answer)).First(action => (string?)action["verb"] == verb)["data"]!.DeepClone();

    public static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject element => element.SelectMany(property => Objects(property.Value)).Prepend(element),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    public static Task<byte[]> FileAsync(BotUnderTest bot, string answer) => bot.DownloadBytesAsync(LinkPattern().Match(answer).Value);

    public static async Task<int> MembersAsync(BotUnderTest bot, string cohort) =>
        (await bot.Get<CohortRepository>().GetCountsAsync(new CohortKey((await Script.DraftAsync(bot)).Id, new CohortId(cohort)))).Members;

    public static IEnumerable<JsonObject> Inputs(JsonNode? node) =>
        Objects(node).Where(element => element["type"] is JsonValue type && type.ToString().StartsWith("Input.", StringComparison.Ordinal));

    [GeneratedRegex("/download/([0-9a-f]+)")]
    public static partial Regex LinkPattern();
}
