using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TeamsRolloutBot.Hosting.Development.Gallery;
using TeamsRolloutBot.Tests;
using Xunit.Abstractions;

namespace TeamsRolloutBot.EndToEndTests;

/// <summary>
/// Every card as the client draws it at the width of a phone, with the longest content (and where
/// pictures are asked for, with typical content too).
/// </summary>
public sealed class CardsOnAPhone(ITestOutputHelper output)
{
    /// <summary>What a phone of 390 px has, without room beside the card.</summary>
    private const int Width = 390;

    [EndToEndFact]
    public async Task Nothing_of_a_card_is_wider_than_the_card_or_cut_off()
    {
        await using var bot = await BotProcess.StartAsync();
        await using var person = await TeamsClient.OpenAsync(bot.ClientAddress, Repository.File("artifacts", "screenshots", "phone"));
        await person.SeesAsync("Your rollout of Procore Pay, in this chat");
        using var client = new HttpClient { BaseAddress = new Uri(bot.ClientAddress) };
        var problems = new List<string>();
        foreach (
            var (name, card) in TeamsClient.TakesEveryPicture
                ? [.. CardGallery.Longest().All(), .. CardGallery.Typical().All()]
                : CardGallery.Longest().All().ToList())
        {
            await SendAsync(client, JsonNode.Parse(card.ToJson())!);
            problems.AddRange((await person.FitsAsync(name, Width)).Select(problem => $"{name}: {problem}"));
        }

        output.WriteLine(string.Join('\n', problems));
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
