using System.Text.Json;

namespace TeamsRolloutBot.StubGraph;

/// <summary>Graph operations from an OpenAPI file. Names are compared case-insensitively.</summary>
public sealed class GraphContract : IDisposable
{
    private readonly JsonDocument _document;
    private readonly List<GraphOperation> _operations = [];

    private GraphContract(JsonDocument document)
    {
        _document = document;
        Schemas = new SchemaCheck(document.RootElement);
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (
                var method in path.Value.EnumerateObject().Where(member => member.Name is "get" or "post" or "patch" or "put" or "delete"))
            {
                _operations.Add(new GraphOperation(method.Name.ToUpperInvariant(), path.Name, method.Value, Schemas));
            }
        }
    }

    public SchemaCheck Schemas { get; }

    /// <summary>
    /// The part of Graph v1.0 that the bot calls: operations, parameters, and the properties that
    /// are sent or read. A test compares it with the published contract.
    /// </summary>
    public static GraphContract OfTheBotsCalls() => Load(Path.Combine(AppContext.BaseDirectory, "graph-calls.openapi.json"));

    public static GraphContract Load(string file) => new(JsonDocument.Parse(File.ReadAllBytes(file)));

    /// <summary>
    /// The operation for a path below the version, such as <c>/users/42/manager</c>; null if the
    /// contract has none.
    /// </summary>
    public GraphOperation? Find(string method, string path)
    {
        var segments = path.Trim('/').Split('/');
        return _operations
            .Where(operation => operation.Method == method && operation.Matches(segments))
            .MinBy(operation => operation.Parameters);
    }

    /// <summary>
    /// What is wrong with a query or a header, according to the operation's parameters.
    /// </summary>
    public static IEnumerable<string> CheckQuery(GraphOperation operation, IEnumerable<KeyValuePair<string, string>> query)
    {
        foreach (var (name, value) in query)
        {
            // The address of a page is opaque: the service creates it, with a token that the
            // contract does not list.
            if (name.Equals("$skiptoken", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!operation.Query.TryGetValue(name, out var schema))
            {
                yield return $"{operation}: there is no query parameter {name}";
            }
            else if (schema == "number" && !long.TryParse(value, out _))
            {
                yield return $"{operation}: {name} is no number";
            }
            else if (schema == "boolean" && value is not ("true" or "false"))
            {
                yield return $"{operation}: {name} is no boolean";
            }
        }
    }

    public void Dispose() => _document.Dispose();
}

/// <summary>An operation of the contract.</summary>
public sealed class GraphOperation
{
    private readonly string[] _segments;

    internal GraphOperation(string method, string template, JsonElement definition, SchemaCheck schemas)
    {
        Method = method;
        Template = template;
        _segments = template.Trim('/').Split('/');
        Parameters = _segments.Count(IsParameter);
        if (definition.TryGetProperty("parameters", out var parameters))
        {
            foreach (
                var parameter in parameters.EnumerateArray().Select(schemas.Resolve)
                    .Where(parameter => parameter.GetProperty("in").GetString() == "query"))
            {
                Query[parameter.GetProperty("name").GetString()!] = parameter.GetProperty("schema").GetProperty("type").GetString()!;
            }
        }

        if (definition.TryGetProperty("requestBody", out var body))
        {
            body = schemas.Resolve(body);
            RequestSchema = body.GetProperty("content").GetProperty("application/json").GetProperty("schema");
            NeedsBody = body.TryGetProperty("required", out var required) && required.GetBoolean();
        }

        foreach (var response in definition.GetProperty("responses").EnumerateObject())
        {
            var resolved = schemas.Resolve(response.Value);
            JsonElement? schema = resolved.TryGetProperty("content", out var content)
                && content.TryGetProperty("application/json", out var json)
                ? json.GetProperty("schema")
                : null;
            Responses[response.Name] = schema;
        }
    }

    public string Method { get; }

    /// <summary>The path, with its parameters in braces.</summary>
    public string Template { get; }

    internal int Parameters { get; }

    internal Dictionary<string, string> Query { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal JsonElement? RequestSchema { get; }

    internal bool NeedsBody { get; }

    internal Dictionary<string, JsonElement?> Responses { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The values of a path's parameters, in order.</summary>
    internal string[] Values(string path) =>
        [
            .. path.Trim('/').Split('/').Zip(_segments).Where(pair => IsParameter(pair.Second))
                .Select(pair => Uri.UnescapeDataString(pair.First))
        ];

    internal bool Matches(string[] segments) =>
        segments.Length == _segments.Length
        && segments.Zip(_segments)
            .All(pair => IsParameter(pair.Second) || string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => $"{Method} {Template}";

    private static bool IsParameter(string segment) => segment.StartsWith('{');
}
