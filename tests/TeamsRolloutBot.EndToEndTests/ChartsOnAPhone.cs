using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TeamsRolloutBot.Hosting.Development.Gallery;
using TeamsRolloutBot.Tests;
using Xunit.Abstractions;

namespace TeamsRolloutBot.EndToEndTests;

/// <summary>
/// Every card with a chart, as the local client draws it at the width of a phone. Charts are
/// specific to Teams, and the gallery draws their fallback (<see cref="CardsInTheGallery"/>).
/// </summary>
public sealed class ChartsOnAPhone(ITestOutputHelper output)
{
    /// <summary>The width that a phone of 390 px has, without room next to the card.</summary>
    private const int Width = 390;

    [EndToEndFact]
    public async Task Nothing_of_a_card_is_wider_than_the_card_or_cut_off()
    {
        await using var bot = await BotProcess.StartAsync();
        await using var person = await TeamsClient.OpenAsync(bot.ClientAddress, Repository.File("artifacts", "screenshots", "charts"));
        await person.SeesAsync("Your Procore Pay rollout, in this chat");
        using var client = new HttpClient { BaseAddress = new Uri(bot.ClientAddress) };
        var charts = CardGallery.Longest().All().Select(card => (Name: card.Key, Json: card.Value.ToJson()))
            .Where(card => card.Json.Contains("\"Chart.", StringComparison.Ordinal)).ToList();
        var problems = new List<string>();
        foreach (var (name, json) in charts)
        {
            await SendAsync(client, JsonNode.Parse(json)!);
            problems.AddRange((await person.FitsAsync(name, Width)).Select(problem => $"{name}: {problem}"));
        }

        output.WriteLine($"{charts.Count} cards with charts.\n{string.Join('\n', problems)}");
        Assert.NotEmpty(charts);
        Assert.Empty(problems);
    }

    // As the bot would, through the client's connector.
    private static async Task SendAsync(HttpClient client, JsonNode card)
    {
        using var answer = await client.PostAsJsonAsync("/_connector/v3/conversations/personal-chat/activities", new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(
                new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }),
        });
        answer.EnsureSuccessStatusCode();
    }
}
