using CsCheck;
using TeamsRolloutBot.Pacing;

namespace TeamsRolloutBot.Tests.Delivery;

public sealed class PacingLaneTests
{
    private const int Limit = 50;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>What a lane experiences: how late each request is, and its response.</summary>
    private static readonly Gen<(int LateMilliseconds, int Answer)[]> Traffic =
        Gen.Select(
            Gen.Frequency((20, Gen.Int[0, 3]), (1, Gen.Int[4, 150])),
            Gen.Frequency((20, Gen.Const(200)), (1, Gen.Const(429)))).Array[60, 600];

    [Fact]
    public void No_second_holds_more_than_the_limit_however_late_single_requests_are() =>
        Traffic.Sample(traffic =>
        {
            var out_ = Drive(new PacingLane(Limit), traffic, Limit);
            return MostInOneSecond(out_) <= Limit;
        });

    [Fact]
    public void Divided_among_instances_the_part_of_one_is_kept_in_every_second() =>
        Gen.Select(Traffic, Gen.Int[1, 6]).Sample((traffic, instances) =>
            MostInOneSecond(Drive(new PacingLane(Limit), traffic, Limit / instances)) <= Limit / instances);

    [Fact]
    public void Without_throttling_98_percent_of_the_limit_are_used()
    {
        var went = Drive(new PacingLane(Limit), [.. Enumerable.Repeat((1, 200), 1000)], Limit);

        Assert.True(999 / (went[^1] - went[0]).TotalSeconds >= 49, $"{999 / (went[^1] - went[0]).TotalSeconds:0.00}");
    }

    [Fact]
    public void After_a_quiet_minute_there_is_no_burst()
    {
        var lane = new PacingLane(Limit);
        Drive(lane, [.. Enumerable.Repeat((0, 200), 100)], Limit);

        var minuteLater = TimeSpan.FromMinutes(2);
        Assert.Equal(TimeSpan.Zero, lane.WaitAt(minuteLater, Limit));
        lane.Take(minuteLater, Limit);
        Assert.True(lane.WaitAt(minuteLater, Limit) > TimeSpan.FromMilliseconds(5));
    }

    [Fact]
    public void A_fifth_refused_slows_down_by_less_than_a_tenth_and_the_rate_recovers()
    {
        var lane = new PacingLane(Limit);
        Answers(lane, from: 0, seconds: 1, throttledOf20: 4);
        Answers(lane, from: 1, seconds: 1, throttledOf20: 0);
        Assert.InRange(lane.Share, 0.9, 0.95);

        Answers(lane, from: 2, seconds: 3, throttledOf20: 0);
        Assert.Equal(1, lane.Share);
    }

    [Fact]
    public void Refusals_one_after_another_make_everybody_wait_as_long_as_asked()
    {
        var lane = new PacingLane(Limit);
        lane.Throttled(TimeSpan.Zero, TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.Zero, lane.WaitAt(TimeSpan.Zero, Limit));

        lane.Throttled(TimeSpan.Zero, TimeSpan.FromSeconds(7));

        Assert.Equal(TimeSpan.FromSeconds(7), lane.WaitAt(TimeSpan.Zero, Limit));
    }

    [Fact]
    public void A_lane_that_is_refused_everything_slows_to_a_trickle_but_never_stops()
    {
        var lane = new PacingLane(Limit);
        for (var second = 0; second < 60; second++)
        {
            lane.Throttled(Second * second, Second);
        }

        Assert.Equal(0.05, lane.Share, 3);
        Assert.True(lane.WaitAt(Second * 62, Limit) <= Second);
    }

    // Requests follow one another as fast as the lane permits; each goes out a little later than it
    // was permitted to.
    private static List<TimeSpan> Drive(PacingLane lane, IReadOnlyList<(int LateMilliseconds, int Answer)> traffic, int most)
    {
        var went = new List<TimeSpan>();
        var now = TimeSpan.FromSeconds(5);
        foreach (var (late, answer) in traffic)
        {
            now += lane.WaitAt(now, most);
            Assert.Equal(TimeSpan.Zero, lane.WaitAt(now, most));
            var number = lane.Take(now, most);
            now += TimeSpan.FromMilliseconds(late);
            lane.WentOut(number, now);
            went.Add(now);
            if (answer == 429)
            {
                lane.Throttled(now, Second);
            }
            else
            {
                lane.Succeeded(now);
            }
        }

        return went;
    }

    private static void Answers(PacingLane lane, int from, int seconds, int throttledOf20)
    {
        for (var n = 0; n < seconds * 20; n++)
        {
            var now = TimeSpan.FromSeconds(from + (n / 20.0));
            if (n % 20 < throttledOf20)
            {
                lane.Throttled(now, Second);
            }
            else
            {
                lane.Succeeded(now);
            }
        }
    }

    private static int MostInOneSecond(List<TimeSpan> went)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < went.Count; last++)
        {
            while (went[last] - went[first] >= Second)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
