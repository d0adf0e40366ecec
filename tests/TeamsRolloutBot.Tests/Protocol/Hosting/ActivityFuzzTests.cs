using System.Text.Json.Nodes;
using AdaptiveCards;
using CsCheck;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Hosting;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Tests.Protocol.Hosting;

public sealed class ActivityFuzzTests
{
    private const int Posts = 3000;

    /// <summary>
    /// What a node is replaced with: every JSON type, odd text, far too much of anything.
    /// </summary>
    private static readonly Gen<string> Replacement = OneOf(
        "null", "true", "0", "-1e308", "123456789012345678901234567890", "\"\"", "\"x\"", "{}", "[]", "[null,{},[]]",
        "{\"id\":{\"id\":[]}}",
        "\"\\ud83d\"", "\"\\u0000\"", "\"<at>\"", "\"adaptiveCard/action\"", "\"invoke\"", "\"message\"", "\"2026-13-45T99:99\"",
        $"\"{new string('€', 20_000)}\"",
        new string('[', 50) + new string(']', 50),
        new string('[', 100) + new string(']', 100));

    [Fact]
    public async Task No_mutation_of_a_payload_makes_the_bot_fail()
    {
        await using var bot = await BotHost.StartAsync(ReadEverything);
        var payloads = Payloads.Activities().Select(file => JsonNode.Parse(Payloads.Read(file))!.ToJsonString()).ToArray();
        var mutation = Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 2], Replacement);
        var body = Gen.Select(OneOf(payloads), mutation.Array[1, 4], Mutate);

        await body.SampleAsync(
            async json =>
            {
                using var response = await bot.PostAsync(json);
                Assert.True((int)response.StatusCode < 500, $"{(int)response.StatusCode} for {json}");
            },
            iter: Posts);

        Assert.NotEmpty(bot.Handled);
    }

    /// <summary>
    /// A bot that reads everything in the protocol, because a late failure would also be one.
    /// </summary>
    private static InvokeResponse? ReadEverything(Activity activity)
    {
        var action = PressedAction.From(activity);
        var said =
            $"{activity.PlainText()} {activity.TenantId} {activity.From?.AadObjectId} {action?.Verb} {action?.GetBoolean("x")} "
                + $"{action?.GetInt32("x")}";
        return InvokeResponse.Card(new AdaptiveCard("1.5")
        {
            Body = [new AdaptiveTextBlock(CardText.Escape(said))],
            Actions =
            [
                Actions.Execute(
                    "Again", "again.run", new JsonObject { ["was"] = action is null ? null : JsonNode.Parse(action.Data.GetRawText()) })
            ],
        });
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    /// <summary>
    /// Inserts marks into the tree and replaces them in the text, because some replacements are not
    /// valid JSON.
    /// </summary>
    private static string Mutate(string payload, (int Where, int How, string Replacement)[] mutations)
    {
        var root = JsonNode.Parse(payload)!;
        for (var number = 0; number < mutations.Length; number++)
        {
            Mark(root, mutations[number].Where, mutations[number].How, $"@@{number}@@");
        }

        var json = root.ToJsonString();
        for (var number = 0; number < mutations.Length; number++)
        {
            json = json.Replace($"\"@@{number}@@\"", mutations[number].Replacement);
        }

        return json;
    }

    private static void Mark(JsonNode root, int where, int how, string mark)
    {
        var places = new List<(JsonNode Parent, string? Property, int Index)>();
        Collect(root, places);
        if (places.Count == 0)
        {
            return;
        }

        var (parent, property, index) = places[where % places.Count];
        switch (parent)
        {
            case JsonObject item when how == 0:
                item.Remove(property!);
                break;
            case JsonObject item when how == 1:
                item[$"{property}{where}"] = mark;
                break;
            case JsonObject item:
                item[property!] = mark;
                break;
            case JsonArray list:
                list[index] = mark;
                break;
            default:
                break;
        }
    }

    private static void Collect(JsonNode? node, List<(JsonNode Parent, string? Property, int Index)> places)
    {
        switch (node)
        {
            case JsonObject item:
                foreach (var (name, child) in item)
                {
                    places.Add((item, name, -1));
                    Collect(child, places);
                }

                break;
            case JsonArray list:
                for (var index = 0; index < list.Count; index++)
                {
                    places.Add((list, null, index));
                    Collect(list[index], places);
                }

                break;
            default:
                break;
        }
    }
}
