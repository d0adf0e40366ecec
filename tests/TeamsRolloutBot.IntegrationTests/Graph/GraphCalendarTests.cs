using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.State;
using TeamsRolloutBot.StubGraph;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.IntegrationTests.Graph.TrainingScript;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>Training sessions in calendars: created, moved and cancelled with the plan.</summary>
public sealed class GraphCalendarTests
{
    private const string Create = "POST /users/{user-id}/events";
    private const string Change = "PATCH /users/{user-id}/events/{event-id}";
    private const string Cancel = "POST /users/{user-id}/events/{event-id}/cancel";

    [Fact]
    public async Task A_planned_session_is_an_event_with_a_Teams_meeting_its_people_and_its_agenda()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);

        var answer = await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-09", "10:00"));
        await bot.TravelAsync("2027-02-22T17:00:00Z");

        Assert.Contains("Planned: Tue, Mar 9, 10:00. Invitations go into calendars right away.", answer, StringComparison.Ordinal);
        var made = Assert.Single(stub.Tenant.Events.Values);
        Assert.Equal(Sam.ObjectId, made.Owner);
        Assert.Equal(
            ("2027-03-09T10:00:00", "America/Denver"),
            ((string?)made.Body["start"]!["dateTime"], (string?)made.Body["start"]!["timeZone"]));
        Assert.Equal("2027-03-09T11:30:00", (string?)made.Body["end"]!["dateTime"]);
        Assert.True((bool?)made.Body["isOnlineMeeting"]);
        Assert.Equal(30, (int?)made.Body["reminderMinutesBeforeStart"]);
        Assert.Equal([Maria.Email, Robin.Email], Attendees(made));
        Assert.Contains("Budget and commitment management", (string?)made.Body["body"]!["content"], StringComparison.Ordinal);
        Assert.Contains(
            bot.Teams.To(Sam),
            message => message.Text.Contains("2 people are invited, with a Teams meeting and the agenda.", StringComparison.Ordinal));
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task Moving_and_cancelling_a_session_moves_and_cancels_its_event()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);
        var session = await PlanAsync(bot, rollout, "2027-03-09", "10:00");
        await bot.TravelAsync("2027-02-22T17:00:00Z");

        await MoveAsync(bot, rollout, session, "2027-03-10", "14:00");
        await bot.TravelAsync("2027-02-22T18:00:00Z");

        var moved = Assert.Single(stub.Tenant.Events.Values);
        Assert.Equal("2027-03-10T14:00:00", (string?)moved.Body["start"]!["dateTime"]);
        Assert.True(moved.IsOnlineMeeting);
        Assert.Single(Regex.Matches((string)moved.Body["body"]!["content"]!, "Budget and commitment management"));

        Assert.Contains(
            "Cancel the session on Wed, Mar 10, 14:00?",
            await bot.PressAsync(Sam, "session.cancel", Script.Data(rollout).With("session", session.Id)), StringComparison.Ordinal);
        await bot.PressAsync(Sam, "session.cancel", Script.Data(rollout).With("session", session.Id).With("confirm", true));
        await bot.TravelAsync("2027-02-22T19:00:00Z");

        Assert.True(Assert.Single(stub.Tenant.Events.Values).IsCancelled);
        Assert.Equal((1, 1), (stub.Count(Create), stub.Count(Change)));
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task A_meeting_follows_who_leaves_and_who_joins_and_tells_its_planner_nothing_of_it()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await PlacedAsync(bot);
        var (cohort, by) = (new CohortKey(rollout.Id, rollout.Definition.Cohorts[0].Id), rollout.Rollout.Owner.Id);
        var maria = (await bot.Get<CohortRepository>().FindByEmailAsync(cohort, Maria.Email))!;
        var told = bot.Teams.To(Sam).Count;

        await bot.Get<Membership>().RemoveAsync(rollout, cohort.Cohort, maria.Person.Id, by, default);
        await bot.TravelAsync("2027-02-22T17:05:00Z");
        Assert.Equal([Robin.Email], Attendees(Assert.Single(stub.Tenant.Events.Values)));
        await bot.Get<Membership>().RestoreAsync(rollout, cohort.Cohort, maria.Person.Id, by, default);
        await bot.TravelAsync("2027-02-22T17:10:00Z");

        var followed = Assert.Single(stub.Tenant.Events.Values);
        Assert.Equal([Maria.Email, Robin.Email], Attendees(followed));
        Assert.Equal(["attendees", "attendees"], followed.Changes);
        Assert.Equal((1, 2), (stub.Count(Create), stub.Count(Change)));
        Assert.Equal(told, bot.Teams.To(Sam).Count);
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task Somebody_who_is_forgotten_leaves_the_meeting()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await PlacedAsync(bot);
        var cohort = new CohortKey(rollout.Id, rollout.Definition.Cohorts[0].Id);
        var maria = (await bot.Get<CohortRepository>().FindByEmailAsync(cohort, Maria.Email))!.Person.Id;

        await bot.Get<Forgetting>().ForgetAsync(rollout.TenantId, rollout.Rollout.Owner.Id, [maria], [rollout], true, default);
        await bot.TravelAsync("2027-02-22T17:05:00Z");

        Assert.Equal([Robin.Email], Attendees(Assert.Single(stub.Tenant.Events.Values)));
    }

    [Fact]
    public async Task Nobody_is_invited_in_a_pause_and_everybody_afterwards()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await PlacedAsync(bot);
        await bot.SayAsync(Robin, "pause");

        await bot.PressAsync(Robin, "people.add", Script.Data(rollout).With("members", Uma.Email));
        await bot.TravelAsync("2027-02-23T17:00:00Z");
        Assert.Equal([Maria.Email, Robin.Email], Attendees(Assert.Single(stub.Tenant.Events.Values)));
        await bot.SayAsync(Robin, "resume");
        await bot.TravelAsync("2027-02-23T19:00:00Z");

        Assert.Equal([Maria.Email, Robin.Email, Uma.Email], Attendees(Assert.Single(stub.Tenant.Events.Values)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_meetings_of_a_cohort_that_is_taken_out_are_cancelled_at_once_or_when_Graph_is_there_again(bool isAway)
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await PlacedAsync(bot);
        await bot.PressAsync(Robin, "cohort.add", Script.Cohort(Script.Data(rollout), Uma.Email).With("cohortName", "Boulder"));
        if (isAway)
        {
            stub.Script(Cancel, GraphAnswer.Error(503, "ServiceUnavailable", retryAfter: TimeSpan.FromSeconds(300)));
        }

        await bot.Get<CohortRemoval>().RemoveAsync(rollout, rollout.Definition.Cohorts[0].Id, rollout.Rollout.Owner.Id, default);

        Assert.Equal(!isAway, Assert.Single(stub.Tenant.Events.Values).IsCancelled);
        await bot.Get<CohortRemoval>().ResumeAsync(default);
        Assert.True(Assert.Single(stub.Tenant.Events.Values).IsCancelled);
        Assert.Empty(await bot.Get<RemovedCohorts>().ListAsync().ToListAsync());
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task An_event_whose_answer_was_lost_is_not_made_twice()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);
        stub.Change(Create, answer => answer with { IsTruncated = true }, times: 2);

        await PlanAsync(bot, rollout, "2027-03-09", "10:00");
        await bot.TravelAsync("2027-02-22T17:00:00Z");

        Assert.Single(stub.Tenant.Events);
        Assert.Equal(3, stub.Count(Create));
    }

    [Fact]
    public async Task More_than_five_hundred_people_are_split_over_events_that_share_one_meeting()
    {
        await using var graph = await BotOnGraph.StartAsync(tenant =>
        {
            for (var number = 1; number <= 1200; number++)
            {
                tenant.Tenant.Add($"Person {number}", $"p{number:D4}@contoso.example.com", 10_000 + number);
            }
        });
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);
        var cohort = rollout.Definition.Cohorts[0];
        var members = Enumerable.Range(1, 1200)
            .Select(number => new Member { Person = Person.FromEmail($"p{number:D4}@contoso.example.com") }).ToList();
        await bot.Get<Membership>().AddAsync(rollout, cohort.Id, members, rollout.Rollout.Owner.Id, default);
        await bot.Get<TrainingSessions>()
            .PutAsync(rollout, cohort.Id, new TrainingSession(new LocalDateTime(2027, 3, 9, 10, 0), 60), rollout.Rollout.Owner.Id, default);

        Assert.Equal(1202, await bot.Get<SessionCalendar>().SyncAsync(rollout, cohort, default));
        Assert.Equal(1202, await bot.Get<SessionCalendar>().SyncAsync(rollout, cohort, default));

        Assert.Equal([500, 500, 202], stub.Tenant.Events.Values.OrderBy(known => known.Id).Select(known => Attendees(known).Count));
        Assert.Equal(1202, stub.Tenant.Events.Values.SelectMany(Attendees).Distinct().Count());
        var meeting = Assert.Single(stub.Tenant.Events.Values, known => (bool?)known.Body["isOnlineMeeting"] == true);
        Assert.All(
            stub.Tenant.Events.Values.Where(known => known != meeting),
            known => Assert.Equal(meeting.JoinUrl, (string?)known.Body["location"]!["locationUri"]));
        Assert.Equal(3, stub.Count(Create));
        Assert.Equal(0, stub.Count(Change));
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task A_permission_withdrawn_before_the_event_is_made_leads_to_the_file()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);
        stub.Script(Create, GraphAnswer.Error(403, "ErrorAccessDenied"));

        await PlanAsync(bot, rollout, "2027-03-09", "10:00");
        await bot.TravelAsync("2027-02-22T17:00:00Z");

        Assert.Contains(
            bot.Teams.To(Sam),
            message => message.Text.Contains("The bot can’t write to calendars here. Take the file", StringComparison.Ordinal));
    }

    // A running rollout with a session in the calendar.
    private static async Task<StoredRollout> PlacedAsync(BotUnderTest bot)
    {
        var rollout = await LaunchAsync(bot);
        await PlanAsync(bot, rollout, "2027-03-09", "10:00");
        await bot.TravelAsync("2027-02-22T17:00:00Z");
        return (await bot.Get<RolloutRepository>().FindAsync(rollout.Id))!;
    }

    private static IReadOnlyList<string> Attendees(StubEvent known) =>
        [.. ((JsonArray)known.Body["attendees"]!).Select(attendee => (string)attendee!["emailAddress"]!["address"]!).Order()];
}
