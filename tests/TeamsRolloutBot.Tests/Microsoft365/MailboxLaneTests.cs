using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Pacing;

namespace TeamsRolloutBot.Tests.Microsoft365;

/// <summary>Requests to mailboxes: four at a time across all instances.</summary>
public sealed class MailboxLaneTests
{
    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(9, 1)]
    public async Task So_many_are_under_way_in_one_of_several_instances(int instances, int atOnce)
    {
        var lane = new MailboxLane(new Running(instances));
        var entering = Enumerable.Range(0, 6).Select(_ => lane.EnterAsync(default).AsTask()).ToList();

        for (var left = 0; left < 6; left++)
        {
            Assert.Equal(Math.Min(6, left + atOnce), entering.Count(request => request.IsCompletedSuccessfully));
            (await entering[left]).Dispose();
            await Task.WhenAll(entering.Take(Math.Min(6, left + 1 + atOnce)));
        }
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_no_place()
    {
        var lane = new MailboxLane(new Running(9));
        var first = await lane.EnterAsync(default);
        using var cancel = new CancellationTokenSource();
        var impatient = lane.EnterAsync(cancel.Token).AsTask();
        var patient = lane.EnterAsync(default).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        first.Dispose();
        first.Dispose();

        (await patient).Dispose();
        (await lane.EnterAsync(default)).Dispose();
    }

    private sealed class Running(int count) : IInstances
    {
        public int Count => count;

        public ValueTask WhenKnownAsync(CancellationToken ct) => ValueTask.CompletedTask;
    }
}
