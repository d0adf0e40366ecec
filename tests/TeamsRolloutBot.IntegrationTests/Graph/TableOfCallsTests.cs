using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.StubGraph;
using TeamsRolloutBot.Tests.Protocol;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>
/// The page on permissions, the script for administrators and the contract agree about permissions.
/// </summary>
public sealed class TableOfCallsTests
{
    [ContractFact]
    public async Task A_call_that_the_table_lacks_is_against_the_contract()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        stub.ThrowsAtEnd = false;
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", "token");

        await http.GetAsync(stub.BaseUrl + "/groups/1/transitiveMembers");

        Assert.Equal(["GET /groups/{group-id}/transitiveMembers: is not in the table of calls"], stub.Violations);
    }

    [ContractFact]
    public void What_the_stub_knows_of_Graph_is_as_published()
    {
        var published = ContractData.Json("graph", "graph-v1.0-subset.openapi.json");
        var ours = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "graph-calls.openapi.json")))!;
        var schemas = published.GetProperty("components").GetProperty("schemas");
        foreach (var (path, operations) in ours["paths"]!.AsObject())
        {
            Assert.All(operations!.AsObject(), operation => published.GetProperty("paths").GetProperty(path).GetProperty(operation.Key));
        }

        foreach (var (name, schema) in ours["components"]!["schemas"]!.AsObject())
        {
            var there = PropertiesOf(JsonNode.Parse(schemas.GetProperty(name).GetRawText())!).ToDictionary();
            Assert.All(PropertiesOf(schema!), property => Assert.Equal(there[property.Key], property.Value));
        }
    }

    [ContractFact]
    public void Every_row_is_an_operation_of_the_contract_with_a_permission_that_admits_it()
    {
        using var contract = GraphContract.Load(ContractData.Path("graph", "graph-v1.0-subset.openapi.json"));
        var endpoints = ContractData.Json("graph", "graph-application-permissions-subset.json").GetProperty("endpoints");

        Assert.Equal(22, TableOfCalls.Rows.Count);
        foreach (var row in TableOfCalls.Rows)
        {
            var (method, path) = row.Call.Split(' ') is [var verb, var template] ? (verb, template) : throw new FormatException(row.Call);
            Assert.NotNull(contract.Find(method, path));
            var endpoint = path.ToLowerInvariant().Replace("/graph.user/$count", string.Empty, StringComparison.Ordinal)
                .Replace("/graph.user", string.Empty, StringComparison.Ordinal);
            endpoint = endpoint == "/groups/{id}" ? "/groups" : endpoint;
            var admitted = endpoints.GetProperty(endpoint).GetProperty(method).GetProperty("application").EnumerateArray()
                .Select(name => name.GetString());

            // ReadWrite includes reading ("Microsoft Graph permissions reference").
            Assert.Contains(
                admitted,
                name => name == row.Permission || name!.Replace(".Read", ".ReadWrite", StringComparison.Ordinal) == row.Permission);
        }
    }

    [Fact]
    public void Each_level_has_the_permissions_that_the_bot_names_in_the_documents_and_the_script()
    {
        var script = File.ReadAllText(TeamsRolloutBot.Tests.Repository.File("infra", "grant-graph-permissions.sh"));
        foreach (var level in GraphFeatureFacts.All.GroupBy(facts => facts.Level))
        {
            var name = level.Key.ToString().ToLowerInvariant();
            var permissions = level.SelectMany(facts => facts.Permissions).Order().ToList();
            var line = Regex.Match(TableOfCalls.Page, $@"^\| `{name}` \|([^|]+)\|", RegexOptions.Multiline).Groups[1].Value;
            var granted = Regex.Match(script, $@"^    {name}\) echo ([^;]+) ;;", RegexOptions.Multiline).Groups[1].Value;

            Assert.Equal(permissions, Regex.Matches(line, "`([A-Za-z.]+)`").Select(match => match.Groups[1].Value).Order());
            Assert.Equal(permissions, granted.Split(' ').Order());

            // Reading managers is optional, with a permission of its own that no level asks for.
            var used = TableOfCalls.Rows.Where(row => row.Level == name && row.Permission != "User.Read.All").Select(row => row.Permission)
                .Distinct().Order();
            Assert.Equal(permissions, used);
        }
    }

    // Each property with its type or what it refers to.
    private static IEnumerable<KeyValuePair<string, string>> PropertiesOf(JsonNode schema) =>
        new[] { schema }.Concat(schema["allOf"]?.AsArray().OfType<JsonNode>() ?? [])
            .SelectMany(part => part["properties"]?.AsObject() ?? [])
            .Select(property => KeyValuePair.Create(property.Key, $"{property.Value!["type"]}{property.Value["$ref"]}"));
}
