using TeamsRolloutBot.Benchmarks.Delivery;
using TeamsRolloutBot.IntegrationTests.Azurite;
using TeamsRolloutBot.StubConnector;

namespace TeamsRolloutBot.IntegrationTests.Delivery;

/// <summary>
/// Small versions of the delivery runs: the bot in a separate process, against the stub of the
/// connector. The large version is a benchmark.
/// </summary>
public sealed class DeliveryRunTests
{
    [Fact]
    [Trait("Category", "Machine")]
    public async Task At_the_limit_nobody_is_left_out_nobody_gets_it_twice_and_the_platform_never_says_too_many()
    {
        var outcome = await DeliveryRun.RunAsync(new DeliveryRunOptions
        {
            People = 300,
            RequestsPerSecond = 45,
            Stub = new StubOptions { Latency = 200, TenantLimit = 50, ThreadLimits = true },
        });

        Assert.Equal((0, 0, 0), (outcome.Report.Lost, outcome.Report.Repeated, outcome.Report.OverLimit));
        Assert.Equal((300, 300), (outcome.RecordedSent, outcome.Report.Requests));
    }

    [Fact]
    [Trait("Category", "Machine")]
    public async Task Tenants_that_are_due_at_once_each_go_at_their_own_pace()
    {
        var outcome = await DeliveryRun.RunAsync(new DeliveryRunOptions
        {
            People = 500,
            Tenants = 5,
            RequestsPerSecond = 10,
            Stub = new StubOptions { Latency = 200, TenantLimit = 11 },
        });

        Assert.Equal((0, 0, 0), (outcome.Report.Lost, outcome.Report.Repeated, outcome.Report.OverLimit));
        Assert.Equal(500, outcome.RecordedSent);
        Assert.All(outcome.ByTenant, tenant => Assert.InRange(tenant.RatePerSecond, 9, 10.5));
    }

    [Fact]
    public async Task At_a_high_pace_everybody_gets_one_message_in_one_request()
    {
        var outcome = await DeliveryRun.RunAsync(new DeliveryRunOptions { People = 1000, InCohort = 150, RequestsPerSecond = 1000 });

        Assert.Equal((0, 0), (outcome.Report.Lost, outcome.Report.Repeated));
        Assert.Equal((1000, 1000, 0), (outcome.RecordedSent, outcome.Report.Requests, outcome.RecordedOpen));
    }

    [Fact]
    public async Task What_is_planned_in_the_night_waits_for_the_day_and_is_sent_then()
    {
        var outcome = await DeliveryRun.RunAsync(new DeliveryRunOptions { People = 300, RequestsPerSecond = 1000, DayBeginsIn = 15 });

        Assert.Equal((0, 0, 0), (outcome.Early, outcome.Report.Lost, outcome.Report.Repeated));
        Assert.Equal((300, 300, 0), (outcome.RecordedSent, outcome.Report.Requests, outcome.RecordedOpen));
    }

    [Fact]
    [Trait("Category", "Machine")]
    public async Task A_launch_of_many_cohorts_is_planned_as_a_whole_in_little_memory()
    {
        var run = await LaunchRun.RunAsync(people: 5000, inCohort: 50);

        Assert.Equal(100, run.Cohorts);
        Assert.InRange(run.InQueue + run.Sent, run.People - 128, run.People);
        Assert.True(run.PeakMemoryMb < 400, $"{run.PeakMemoryMb} MB");
    }

    [Fact]
    public async Task Under_every_fault_nothing_is_lost_nothing_comes_twice_and_who_blocked_the_bot_is_recorded()
    {
        var outcome = await DeliveryRun.RunAsync(new DeliveryRunOptions
        {
            People = 200,
            InCohort = 70,
            RequestsPerSecond = 1000,
            Stub = new StubOptions { Latency = 20, Faults = "429=0.10,412=0.02,502=0.02,503=0.02,504=0.02", Blocked = 0.05 },
        });

        Assert.Equal((0, 0), (outcome.Report.Lost, outcome.Report.Repeated));
        Assert.True(outcome.Blocked > 0);
        Assert.Equal((200 - outcome.Blocked, outcome.Blocked, 0), (outcome.RecordedSent, outcome.RecordedFailed, outcome.RecordedOpen));
    }

    [Fact]
    public async Task Killed_twice_nothing_is_lost_and_at_most_what_was_in_hand_comes_twice()
    {
        var outcome = await DeliveryRun.RunAsync(new DeliveryRunOptions
        {
            People = 400,
            RequestsPerSecond = 100,
            Concurrency = 16,
            Kills = 2,
            KillEverySeconds = 1.5,
            LeaseSeconds = 10,
            Stub = new StubOptions { Latency = 100 },
        });

        Assert.Equal(0, outcome.Report.Lost);
        Assert.InRange(outcome.Report.Repeated, 0, outcome.InFlightAtKills);
        Assert.Equal((400, 0), (outcome.RecordedSent, outcome.RecordedOpen));
    }

    [Fact]
    [Trait("Category", "Machine")]
    public async Task Stopped_in_the_middle_what_is_in_hand_is_finished_and_the_rest_goes_out_after_the_next_start()
    {
        var outcome = await DeliveryRun.RunAsync(new DeliveryRunOptions
        {
            People = 300,
            RequestsPerSecond = 100,
            StopAfter = 60,
            Stub = new StubOptions { Latency = 300 },
        });

        Assert.Equal((0, 0), (outcome.Report.Lost, outcome.Report.Repeated));
        Assert.Equal((300, 0), (outcome.RecordedSent, outcome.RecordedOpen));
        Assert.True(outcome.StopSeconds < 25, $"{outcome.StopSeconds} s");
    }

    [NeedsNodeFact]
    [Trait("Category", "Machine")]
    public async Task Two_instances_on_the_storage_service_share_the_work_and_a_killed_one_loses_nothing()
    {
        var outcome = await DeliveryRun.RunAsync(new DeliveryRunOptions
        {
            People = 200,
            InCohort = 100,
            RequestsPerSecond = 50,
            Concurrency = 16,
            Instances = 2,
            Kills = 1,
            KillEverySeconds = 9,
            LeaseSeconds = 10,
            PatienceSeconds = 100,
        });

        Assert.Equal(0, outcome.Report.Lost);
        Assert.InRange(outcome.Report.Repeated, 0, outcome.InFlightAtKills);
        Assert.True(outcome.Report.MostInOneSecond <= 50, $"{outcome.Report.MostInOneSecond} requests in one second");
        Assert.Equal((200, 0), (outcome.RecordedSent, outcome.RecordedOpen));
    }
}
