using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Tests.Protocol.Connector;

/// <summary>Bodies are written with memory that is used again, and are their own all the same.</summary>
public sealed class JsonRequestContentTests
{
    [Fact]
    public async Task A_body_stays_as_it_was_written_whatever_is_written_after_it()
    {
        int[] sizes = [10, 40_000, 3, 200_000, 12_000];

        // On one thread, where the same memory is used again.
        JsonRequestContent[] bodies = [.. sizes.Select((size, i) => Of(new string((char)('a' + i), size)))];

        for (var i = 0; i < sizes.Length; i++)
        {
            Assert.Equal($"\"{new string((char)('a' + i), sizes[i])}\"", await bodies[i].ReadAsStringAsync());
            Assert.Equal(sizes[i] + 2, bodies[i].Headers.ContentLength);
        }
    }

    [Fact]
    public async Task A_body_may_be_written_while_another_is()
    {
        JsonRequestContent? inner = null;
        using var outer = new JsonRequestContent(writer =>
        {
            writer.WriteStartArray();
            writer.WriteStringValue("before");
            inner = Of("inner");
            writer.WriteStringValue("after");
            writer.WriteEndArray();
        });

        Assert.Equal("[\"before\",\"after\"]", await outer.ReadAsStringAsync());
        Assert.Equal("\"inner\"", await inner!.ReadAsStringAsync());
    }

    [Fact]
    public async Task After_one_that_could_not_be_written_the_next_is_whole()
    {
        Assert.Throws<FormatException>(() => new JsonRequestContent(writer =>
        {
            writer.WriteStringValue(new string('x', 5000));
            throw new FormatException();
        }));

        Assert.Equal("\"next\"", await Of("next").ReadAsStringAsync());
    }

    private static JsonRequestContent Of(string text) => new(writer => writer.WriteStringValue(text));
}
