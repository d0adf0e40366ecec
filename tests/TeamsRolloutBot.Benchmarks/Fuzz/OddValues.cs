using System.Text.Json.Nodes;

namespace TeamsRolloutBot.Benchmarks.Fuzz;

/// <summary>
/// Values that break programs, as JSON text: every type, odd Unicode, numbers out of range, invalid
/// times, far too much of anything.
/// </summary>
internal static class OddValues
{
    private static readonly string[] Json =
    [
        "null", "true", "false", "0", "-0", "-1", "1e308", "-1e308", "1e-400", "2147483648", "-9223372036854775809",
        "123456789012345678901234567890", "0.1",
        "{}", "[]", "[[]]", "[null,{},[]]", "{\"id\":{\"id\":[]}}", "{\"\":\"\"}", "{\"$type\":\"System.Object\"}", "{\"__proto__\":{}}",
        "\"\"", "\" \"", "\"x\"", "\"true\"", "\"0\"", "\"null\"", "\"\\u0000\"", "\"\\ud83d\"", "\"\\udc00\\ud800\"",
        "\"a\\u202eb\\u2066c\"", "\"\\ufeff\\u200b\\u2060\"", "\"\\u0007\\u001b[31m\"",
        "\"\\r\\n\\r\\n\"", "\"İıſß\"", "\"👩‍👩‍👧‍👦\"", "\"\\uffff\\ufffe\"", "\"|\"", "\"%00%2f..%5c\"", "\"../../etc/passwd\"",
        "\"'; DROP TABLE entities; --\"", "\"{{DATE(2020-01-01)}}\"",
        "\"<at>Everyone</at>\"", "\"[x](http://evil.example)\"", "\"<script>alert(1)</script>\"", "\"=cmd|'/c calc'!A0\"",
        "\"javascript:alert(1)\"", "\"http://169.254.169.254/metadata\"",
        "\"https://smba.trafficmanager.net.evil.example/\"", "\"https://user:pass@smba.trafficmanager.net/\"", "\"file:///etc/passwd\"",
        "\"2026-13-45T99:99:99Z\"", "\"0000-00-00\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"-292277022656-01-27\"", "\"2027-02-29\"",
        "\"24:00\"", "\"2027-03-14T02:30:00\"",
        "\"Mars/Olympus\"", "\"Etc/GMT+14\"", "\"../UTC\"",
        "\"00000000-0000-0000-0000-000000000000\"", "\"29:\"", "\"28:bot\"", "\"8:orgid:x\"", "\"c0\"", "\"adaptiveCard/action\"",
        "\"invoke\"", "\"message\"", "\"conversationUpdate\"",
        "\"maria@contoso.example.com\"", "\"@\"", "\"a@b\"", "\"0,1,2,3\"",
    ];

    public static string Pick(Random random) => random.Next(200) switch
    {
        0 => $"\"{new string('€', random.Next(1, 60_000))}\"",
        1 => $"\"{new string('A', random.Next(1, 200_000))}\"",
        2 => Nested('[', ']', random.Next(1, 5_000)),
        3 => string.Concat(Enumerable.Repeat("{\"a\":", 900)) + "1" + new string('}', 900),
        4 => $"[{string.Join(',', Enumerable.Repeat("{}", random.Next(1, 20_000)))}]",
        5 => $"{{{string.Join(',', Enumerable.Range(0, random.Next(1, 3_000)).Select(n => $"\"k{n}\":{n}"))}}}",
        6 => Text(random),
        _ => Json[random.Next(Json.Length)],
    };

    /// <summary>The same, for use in place of typed text.</summary>
    public static string PickText(Random random) =>
        Pick(random) is ['"', .., '"'] text
        && JsonNode.Parse(
            text.Contains("\\ud83d", StringComparison.Ordinal) || text.Contains("\\udc00", StringComparison.Ordinal) ? "\"\"" : text
        )
            is { } node
            ? (string)node!
            : "…";

    private static string Nested(char open, char close, int depth) => new string(open, depth) + new string(close, depth);

    private static string Text(Random random)
    {
        var text = new char[random.Next(1, 400)];
        for (var index = 0; index < text.Length; index++)
        {
            text[index] = (char)random.Next(0x20, 0xD800);
        }

        return JsonValue.Create(new string(text)).ToJsonString();
    }
}
