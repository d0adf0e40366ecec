using System.Text.Json;
using System.Text.RegularExpressions;

namespace TeamsRolloutBot.StubGraph;

/// <summary>
/// Checks JSON against the contract's schemas. Property names are compared case-insensitively and
/// must be known (except for annotations with <c>@</c>), so that misspelt ones are found. The
/// contract's converter marks <c>@odata.type</c> as required everywhere; here it is required only
/// in requests and for derived types, which are those whose schema has a default for it.
/// </summary>
public sealed class SchemaCheck(JsonElement root)
{
    private const string Type = "@odata.type";
    private readonly Dictionary<string, Regex> _patterns = [];

    public IReadOnlyList<string> Check(JsonElement value, JsonElement schema, bool isRequest, string where)
    {
        var problems = new List<string>();
        Check(value, schema, isRequest, where, problems);
        return problems;
    }

    /// <summary>The target of a reference.</summary>
    internal JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            var target = root;
            foreach (var part in reference.GetString()![2..].Split('/'))
            {
                target = target.GetProperty(part);
            }

            schema = target;
        }

        return schema;
    }

    private void Check(JsonElement value, JsonElement schema, bool isRequest, string where, List<string> problems)
    {
        schema = Resolve(schema);
        if (value.ValueKind == JsonValueKind.Null && AllowsNull(schema))
        {
            return;
        }

        if (schema.TryGetProperty("anyOf", out var choices) || schema.TryGetProperty("oneOf", out choices))
        {
            CheckChoices(value, choices, isRequest, where, problems);
            return;
        }

        if (schema.TryGetProperty("enum", out var names))
        {
            if (
                !names.EnumerateArray().Any(
                    name =>
                        name.ValueKind == value.ValueKind
                            && string.Equals(name.ToString(), value.ToString(), StringComparison.OrdinalIgnoreCase)))
            {
                problems.Add($"{where}: “{value}” is none of the names of the enumeration");
            }

            return;
        }

        if (schema.TryGetProperty("allOf", out _) || schema.TryGetProperty("properties", out _) || IsType(schema, "object"))
        {
            CheckObject(value, schema, isRequest, where, problems);
            return;
        }

        CheckPlain(value, schema, isRequest, where, problems);
    }

    private void CheckChoices(JsonElement value, JsonElement choices, bool isRequest, string where, List<string> problems)
    {
        List<string>? nearest = null;
        foreach (var choice in choices.EnumerateArray())
        {
            var tried = new List<string>();
            Check(value, choice, isRequest, where, tried);
            if (tried.Count == 0)
            {
                return;
            }

            nearest ??= tried;
        }

        problems.AddRange(nearest ?? [$"{where}: fits nothing"]);
    }

    private void CheckObject(JsonElement value, JsonElement schema, bool isRequest, string where, List<string> problems)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{where}: is {value.ValueKind}, not an object");
            return;
        }

        var properties = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        Collect(Derived(value, schema), properties);
        if (isRequest
            && properties.TryGetValue(Type, out var type)
            && type.TryGetProperty("default", out var expected)
            && (
                !value.TryGetProperty(Type, out var given)
                    || !string.Equals(given.GetString(), expected.GetString(), StringComparison.OrdinalIgnoreCase)))
        {
            problems.Add($"{where}: {Type} must be {expected}");
        }

        foreach (var property in value.EnumerateObject())
        {
            if (properties.TryGetValue(property.Name, out var known))
            {
                Check(property.Value, known, isRequest, $"{where}.{property.Name}", problems);
            }
            else if (!property.Name.Contains('@', StringComparison.Ordinal))
            {
                problems.Add($"{where}: there is no property {property.Name}");
            }
        }
    }

    // The most derived type that the value names, if the schema knows it.
    private JsonElement Derived(JsonElement value, JsonElement schema) =>
        value.TryGetProperty(Type, out var named)
        && named.ValueKind == JsonValueKind.String
        && root.GetProperty("components").GetProperty("schemas").TryGetProperty(named.GetString()!.TrimStart('#'), out var derived)
            ? derived
            : schema;

    private void Collect(JsonElement schema, Dictionary<string, JsonElement> properties)
    {
        schema = Resolve(schema);
        if (schema.TryGetProperty("allOf", out var parts))
        {
            foreach (var part in parts.EnumerateArray())
            {
                Collect(part, properties);
            }
        }

        if (schema.TryGetProperty("properties", out var own))
        {
            foreach (var property in own.EnumerateObject())
            {
                properties[property.Name] = property.Value;
            }
        }
    }

    private void CheckPlain(JsonElement value, JsonElement schema, bool isRequest, string where, List<string> problems)
    {
        var type = schema.TryGetProperty("type", out var named) ? named.GetString() : null;
        var fits = type switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "number" or "integer" => value.ValueKind == JsonValueKind.Number,
            "array" => value.ValueKind == JsonValueKind.Array,
            _ => true,
        };
        if (!fits)
        {
            problems.Add($"{where}: is {value.ValueKind}, not {type}");
            return;
        }

        if (type == "array" && schema.TryGetProperty("items", out var items))
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                Check(item, items, isRequest, $"{where}[{index++}]", problems);
            }
        }
        else if (type == "string"
            && schema.TryGetProperty("pattern", out var pattern)
            && !PatternOf(pattern.GetString()!).IsMatch(value.GetString()!))
        {
            problems.Add($"{where}: “{value}” does not match {pattern}");
        }
        else if (type == "number"
            && schema.TryGetProperty("format", out var format)
            && format.GetString() is "int32" or "int64"
            && !value.TryGetInt64(out _))
        {
            problems.Add($"{where}: {value} is no whole number");
        }
    }

    private bool AllowsNull(JsonElement schema) =>
        (schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean())
        || (schema.TryGetProperty("enum", out var names) && names.EnumerateArray().Any(name => name.ValueKind == JsonValueKind.Null))
        || (
            (schema.TryGetProperty("anyOf", out var choices) || schema.TryGetProperty("oneOf", out choices))
                && choices.EnumerateArray().Any(choice => AllowsNull(Resolve(choice))));

    private static bool IsType(JsonElement schema, string type) =>
        schema.TryGetProperty("type", out var named) && named.GetString() == type;

    private Regex PatternOf(string pattern)
    {
        lock (_patterns)
        {
            return _patterns.TryGetValue(pattern, out var known)
                ? known
                : _patterns[pattern] = new Regex(pattern, RegexOptions.CultureInvariant);
        }
    }
}
