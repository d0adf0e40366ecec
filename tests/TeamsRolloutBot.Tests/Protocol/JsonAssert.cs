using System.Text.Json.Nodes;

namespace TeamsRolloutBot.Tests.Protocol;

/// <summary>
/// Holds JSON against JSON by its content: the SDK writes its properties in an order of its own.
/// </summary>
internal static class JsonAssert
{
    public static void Same(string expected, string? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual!)), actual);
}
