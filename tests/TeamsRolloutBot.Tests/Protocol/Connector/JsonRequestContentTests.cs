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

    [Fact]
    public async Task A_connection_that_still_reads_a_body_finds_nothing_else_in_it()
    {
        using var connection = new SlowStream();
        var body = Of(new string('a', 5000));
        var sending = body.CopyToAsync(connection);

        // The caller has given up, and others are written and sent.
        body.Dispose();
        for (var i = 0; i < 50; i++)
        {
            using var other = Of(new string('b', 5000));
            await other.CopyToAsync(Stream.Null);
        }

        connection.GoOn.SetResult();
        await sending;
        Assert.Equal($"\"{new string('a', 5000)}\"", System.Text.Encoding.UTF8.GetString(connection.Taken));
    }

    [Fact]
    public async Task Disposed_of_twice_it_gives_its_memory_back_once()
    {
        var body = Of(new string('a', 5000));
        body.Dispose();
        body.Dispose();

        using var first = Of(new string('b', 5000));
        using var second = Of(new string('c', 5000));
        Assert.Equal($"\"{new string('b', 5000)}\"", await first.ReadAsStringAsync());
        Assert.Equal($"\"{new string('c', 5000)}\"", await second.ReadAsStringAsync());
    }

    [Fact]
    public async Task Disposed_of_it_is_not_sent()
    {
        var body = Of("a");
        body.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => body.CopyToAsync(Stream.Null));
    }

    private static JsonRequestContent Of(string text) => new(writer => writer.WriteStringValue(text));

    /// <summary>A connection that takes what it is given when it is told to.</summary>
    private sealed class SlowStream : MemoryStream
    {
        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public byte[] Taken => ToArray();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await GoOn.Task;
            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
