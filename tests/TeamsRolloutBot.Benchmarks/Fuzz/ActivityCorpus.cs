using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TeamsRolloutBot.Benchmarks.Product;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Hosting;

namespace TeamsRolloutBot.Benchmarks.Fuzz;

/// <summary>
/// The input of mutations: every payload of the contract data, and every verb and command of the
/// bot. The same seed and number always give the same bytes.
/// </summary>
internal sealed class ActivityCorpus
{
    private static readonly string[] Fields =
    [
        "task", "done", "usage", "blocker", "question", "text", "person", "name", "list", "page", "after", "confirm", "session", "date",
        "time", "minutes", "checkIn", "days", "step", "revision",
        "button", "attended", "ids", "json", "id", "members", "zone", "corporate", "goLive", "manager", "committee", "approach", "strategy",
        "subject", "body", "checklistDays", "sendTime", "holidays", "answer",
    ];

    private readonly IReadOnlyList<JsonNode> _payloads;
    private readonly IReadOnlyList<string> _verbs;
    private readonly IReadOnlyList<string> _commands;
    private readonly string _serviceUrl;
    private readonly string _rollout;
    private readonly string _others;
    private readonly int _seed;

    /// <param name="seed">The random seed.</param>
    /// <param name="serviceUrl">The address that the bot may answer to, on this machine.</param>
    /// <param name="rollout">A rollout of <see cref="SeededRollout"/>.</param>
    /// <param name="others">The id of a rollout of another tenant, which nobody here may
    /// change.</param>
    public static async Task<ActivityCorpus> CreateAsync(int seed, string serviceUrl, string rollout, string others)
    {
        var (verbs, commands) = await KnownAsync();
        return new ActivityCorpus(seed, serviceUrl, rollout, others, verbs, commands);
    }

    private ActivityCorpus(
        int seed, string serviceUrl, string rollout, string others, IReadOnlyList<string> verbs, IReadOnlyList<string> commands)
    {
        (_verbs, _commands) = (verbs, commands);
        (_seed, _serviceUrl, _rollout, _others) = (seed, serviceUrl, rollout, others);
        _payloads = [.. Directory.EnumerateFiles(PayloadFolder(), "*.json")
            .Where(
                file => !Path.GetFileName(file).StartsWith("invoke-response", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => JsonNode.Parse(File.ReadAllText(file))!)];
    }

    /// <summary>The body of a request.</summary>
    public byte[] Next(int number)
    {
        var random = new Random(unchecked((_seed * 486187739) + (number * 16777619)));
        var activity = random.Next(20) switch
        {
            < 8 => Addressed(_payloads[random.Next(_payloads.Count)].DeepClone(), random),
            < 16 => Pressed(random),
            _ => Typed(random),
        };
        return Mutation.Apply(activity, random);
    }

    /// <summary>The content type of a body; some bodies get a wrong one.</summary>
    public static string ContentType(int number) => (number % 50) switch
    {
        7 => "text/plain",
        13 => "application/json; charset=utf-16",
        _ => "application/json; charset=utf-8",
    };

    private JsonObject Typed(Random random)
    {
        var command = _commands[random.Next(_commands.Count)];
        var text = random.Next(4) switch
        {
            0 => command,
            1 => $"{command} {OddValues.PickText(random)}",
            2 => OddValues.PickText(random),
            _ => $$"""{"name":"Imported {{random.Next(9)}}","manager":{"name":"M","email":"m@example.com"},"timeZone":"America/Denver","cohorts":[{"name":"A","goLive":"2027-03-15","members":[{"name":"B","email":"b@example.com"}]}]}""",
        };
        return Envelope(random, new JsonObject { ["type"] = "message", ["text"] = text });
    }

    // As Action.Execute, or as the Action.Submit that replaces it on old clients.
    private JsonObject Pressed(Random random)
    {
        var data = new JsonObject
        {
            ["rollout"] = Pick(random, _rollout, _rollout, _rollout, _others),
            ["cohort"] = Pick(random, "c0", "c0", "c1", "c99")
        };
        for (var left = random.Next(0, 8); left > 0; left--)
        {
            data[Fields[random.Next(Fields.Length)]] = Value(random);
        }

        var verb = _verbs[random.Next(_verbs.Count)];
        if (random.Next(3) == 0)
        {
            data["verb"] = verb;
            return Envelope(random, new JsonObject { ["type"] = "message", ["replyToId"] = "1", ["value"] = data });
        }

        return Envelope(random, new JsonObject
        {
            ["type"] = "invoke",
            ["name"] = "adaptiveCard/action",
            ["replyToId"] = "1",
            ["value"] = new JsonObject
            {
                ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data },
                ["trigger"] = Pick(random, "manual", "automatic")
            },
        });
    }

    private static JsonNode? Value(Random random) => random.Next(12) switch
    {
        0 => true,
        1 => "account",
        2 => "2027-04-12",
        3 => random.Next(-2, 20),
        4 => random.Next(-2, 20).ToString(CultureInfo.InvariantCulture),
        5 => SeededRollout.ObjectId(random.Next(60)),
        6 => "Maria Lopez, maria@contoso.example.com, Accountant",
        7 => "next",
        8 => Pick(random, "yes", "partly", "no"),
        _ => OddValues.PickText(random),
    };

    // A payload of the contract data, sent by somebody in the rollout.
    private JsonNode Addressed(JsonNode payload, Random random)
    {
        if (payload is JsonObject activity)
        {
            activity["serviceUrl"] = _serviceUrl;
            if (random.Next(4) > 0)
            {
                Envelope(random, activity);
            }
        }

        return payload;
    }

    private JsonObject Envelope(Random random, JsonObject activity)
    {
        var member = random.Next(20) switch
        {
            0 => SeededRollout.Owner,
            1 => 10_000 + random.Next(500),
            _ => random.Next(80),
        };
        activity["id"] = random.Next().ToString(CultureInfo.InvariantCulture);
        activity["channelId"] = "msteams";
        activity["serviceUrl"] = _serviceUrl;
        activity["from"] = new JsonObject
        {
            ["id"] = $"29:user-{member}",
            ["name"] = $"Person {member}",
            ["aadObjectId"] = SeededRollout.ObjectId(member)
        };
        activity["recipient"] = new JsonObject { ["id"] = "28:bot" };
        activity["conversation"] = new JsonObject
        {
            ["id"] = $"a:chat-{member}",
            ["conversationType"] = "personal",
            ["tenantId"] = SeededRollout.Tenant
        };
        activity["localTimezone"] = "America/Denver";
        return activity;
    }

    private static string Pick(Random random, params string[] values) => values[random.Next(values.Length)];

    // Taken from the bot's own dialogs, so that none is missed.
    private static async Task<(IReadOnlyList<string> Verbs, IReadOnlyList<string> Commands)> KnownAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Services.AddRooms(builder.Configuration, isDevelopment: true);
        await using var services = builder.Services.BuildServiceProvider();
        var dialogs = services.GetServices<IDialog>().ToList();
        return (
            [.. dialogs.SelectMany(dialog => dialog.Verbs).Select(verb => verb.Name).Append("older.verb").Order(StringComparer.Ordinal)],
            [.. dialogs.SelectMany(dialog => dialog.Commands).SelectMany(command => command.Words).Order(StringComparer.Ordinal)]);
    }

    // The payloads of the protocol tests.
    private static string PayloadFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TeamsRolloutBot.sln")))
            {
                return Path.Combine(folder.FullName, "tests", "TeamsRolloutBot.Tests", "Protocol", "Payloads");
            }
        }

        throw new DirectoryNotFoundException("The repository was not found above the benchmarks.");
    }
}
