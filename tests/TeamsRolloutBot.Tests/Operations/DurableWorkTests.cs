using TeamsRolloutBot.Operations;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>Background work starts when requested, and is retried if it fails.</summary>
public sealed class DurableWorkTests
{
    [Fact]
    public async Task It_looks_at_the_start_for_what_a_crash_has_left()
    {
        using var work = new Work();
        await work.StartAsync(default);

        await work.RunsAsync(1);

        await work.StopAsync(default);
        Assert.Equal(1, work.Runs);
    }

    [Fact]
    public async Task It_begins_at_once_when_something_is_asked_for()
    {
        using var work = new Work();
        await work.StartAsync(default);
        await work.RunsAsync(1);

        work.Ask();
        await work.RunsAsync(2);

        await work.StopAsync(default);
        Assert.Equal(2, work.Runs);
    }

    [Fact]
    public async Task What_failed_is_reported_and_tried_again_after_five_minutes()
    {
        using var work = new Work { Fails = true };
        await work.StartAsync(default);
        await work.RunsAsync(1);

        var wait = await work.Time.WaitAsync();
        Assert.Equal((1, 1), (work.Runs, work.Failures));
        work.Fails = false;
        work.Time.Advance(wait);
        await work.RunsAsync(2);

        await work.StopAsync(default);
        Assert.Equal(TimeSpan.FromMinutes(5), wait);
        Assert.Equal((2, 1), (work.Runs, work.Failures));
    }

    [Fact]
    public async Task Being_stopped_is_no_failure()
    {
        using var work = new Work { Hangs = true };
        await work.StartAsync(default);
        await work.RunsAsync(1);

        await work.StopAsync(default);

        Assert.Equal(0, work.Failures);
    }

    private sealed class Work : DurableWork
    {
        private readonly SemaphoreSlim _begun = new(0);
        private int _seen;
        private int _runs;

        public Work()
            : this(new WatchedTime())
        {
        }

        private Work(WatchedTime time)
            : base(time) => Time = time;

        public new WatchedTime Time { get; }

        public bool Fails { get; set; }

        public bool Hangs { get; init; }

        public int Runs => Volatile.Read(ref _runs);

        public int Failures { get; private set; }

        public void Ask() => Begin();

        public async Task RunsAsync(int count)
        {
            for (; _seen < count; _seen++)
            {
                Assert.True(await _begun.WaitAsync(TimeSpan.FromSeconds(30)));
            }
        }

        public override async Task RunAsync(CancellationToken ct)
        {
            Interlocked.Increment(ref _runs);
            _begun.Release();
            if (Hangs)
            {
                await Task.Delay(System.Threading.Timeout.Infinite, ct);
            }

            if (Fails)
            {
                throw new InvalidOperationException("It failed.");
            }
        }

        public override void Dispose()
        {
            _begun.Dispose();
            base.Dispose();
        }

        protected override void LogFailed(Exception fault) => Failures++;
    }
}
