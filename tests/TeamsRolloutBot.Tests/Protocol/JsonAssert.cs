using System.Text.Json.Nodes;

namespace TeamsRolloutBot.Tests.Protocol;

/// <summary>Compares JSON by content, because the SDK writes properties in its own order.</summary>
internal static class JsonAssert
{
    public static void Same(string expected, string? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual!)), actual);
}
