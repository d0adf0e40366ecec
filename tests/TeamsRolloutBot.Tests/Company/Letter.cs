using System.Text.Json.Nodes;
using TeamsRolloutBot.Tests.Dialogs;

namespace TeamsRolloutBot.Tests.Company;

/// <summary>
/// A message as its reader sees it: when it arrived, its card's header, and what its first button
/// refers to.
/// </summary>
internal sealed record Letter(Instant At, string Where, string Title, string Line, string Fact, JsonObject Data)
{
    private const string Product = "Procore Pay";

    public bool IsChecklist => Title == $"Your {Product} checklist";

    public bool IsReminder => Title == $"Still open on your {Product} checklist";

    public bool IsGoLive => Title == $"You can begin with {Product}";

    public bool IsCheckIn => Title == $"How is {Product} going?";

    public bool IsNudge => Title == $"Reminder: how is {Product} going?";

    public bool IsQuestion => Data.ContainsKey("question");

    public int CheckIn => (int?)Data["checkIn"] ?? 0;

    /// <summary>The office that the message is about, numbered from 1; 0 if none.</summary>
    public int Office =>
        Data["cohort"] is { } cohort ? int.Parse(((string)cohort!)[1..], System.Globalization.CultureInfo.InvariantCulture) : 0;

    /// <summary>The offices that it names, numbered from 1.</summary>
    public IEnumerable<int> Offices =>
        Enumerable.Range(1, Staff.Offices.Count).Where(office => Line.Contains(Staff.Offices[office - 1].Name, StringComparison.Ordinal));

    public static IEnumerable<Letter> Of(TeamsMessage message) => message.Cards.Count == 0
        ? [new Letter(message.At, "(text)", message.Text.ReplaceLineEndings(" ").Trim(), string.Empty, string.Empty, [])]
        : message.Cards.Select(card => Of(message.At, card));

    private static Letter Of(Instant at, string card)
    {
        var body = JsonNode.Parse(card)!["body"]!.AsArray();
        var header = Texts(body[0]).ToList();
        var data = CardInputs.ActionsOf(card).Select(action => action["data"]?.DeepClone().AsObject() ?? [])
            .FirstOrDefault(data => data.ContainsKey("cohort")) ?? [];
        return new Letter(
            at,
            header.ElementAtOrDefault(0) ?? string.Empty,
            header.ElementAtOrDefault(1) ?? string.Empty,
            header.ElementAtOrDefault(2) ?? string.Empty,
            body.Skip(1).SelectMany(Texts).FirstOrDefault(text => text.StartsWith("**", StringComparison.Ordinal)) ?? string.Empty,
            data);
    }

    /// <summary>The text blocks of a card, in order.</summary>
    public static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject element when element["type"] is JsonValue type && type.ToString() == "TextBlock" => [(string)element["text"]!],
        JsonObject parent => parent.Where(property => property.Key != "fallback").SelectMany(property => Texts(property.Value)),
        JsonArray items => items.SelectMany(Texts),
        _ => [],
    };
}
