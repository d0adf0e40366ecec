using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.Storage.Repositories;
using TeamsRolloutBot.StubGraph;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Protocol;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>Training sessions: planned in the chat by Sam, the cohort's implementation manager, and followed by calendars and attendance.</summary>
public sealed class TrainingTests
{
    private const string Create = "POST /users/{user-id}/events";
    private const string Change = "PATCH /users/{user-id}/events/{event-id}";

    [ContractFact]
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
        Assert.Equal(("2027-03-09T10:00:00", "America/Denver"), ((string?)made.Body["start"]!["dateTime"], (string?)made.Body["start"]!["timeZone"]));
        Assert.Equal("2027-03-09T11:30:00", (string?)made.Body["end"]!["dateTime"]);
        Assert.True((bool?)made.Body["isOnlineMeeting"]);
        Assert.Equal(30, (int?)made.Body["reminderMinutesBeforeStart"]);
        Assert.Equal([Maria.Email, Robin.Email], Attendees(made));
        Assert.Contains("Budget and commitment management", (string?)made.Body["body"]!["content"], StringComparison.Ordinal);
        Assert.Contains(bot.Teams.To(Sam), message => message.Text.Contains("2 people are invited, with a Teams meeting and the agenda.", StringComparison.Ordinal));
        Assert.Empty(stub.Violations);
    }

    [ContractFact]
    public async Task Moving_and_cancelling_a_session_moves_and_cancels_its_event()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);
        await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-09", "10:00"));
        await bot.TravelAsync("2027-02-22T17:00:00Z");
        var session = TrainingPlan.Sessions((await Script.DraftAsync(bot)).Definition.Cohorts[0])[0];

        await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-10", "14:00").With("session", session.Id));
        await bot.TravelAsync("2027-02-22T18:00:00Z");

        var moved = Assert.Single(stub.Tenant.Events.Values);
        Assert.Equal("2027-03-10T14:00:00", (string?)moved.Body["start"]!["dateTime"]);

        Assert.Contains("Cancel the session on Wed, Mar 10, 14:00?", await bot.PressAsync(Sam, "session.cancel", Script.Data(rollout).With("session", session.Id)), StringComparison.Ordinal);
        await bot.PressAsync(Sam, "session.cancel", Script.Data(rollout).With("session", session.Id).With("confirm", true));
        await bot.TravelAsync("2027-02-22T19:00:00Z");

        Assert.True(Assert.Single(stub.Tenant.Events.Values).IsCancelled);
        Assert.Equal((1, 1), (stub.Count(Create), stub.Count(Change)));
        Assert.Empty(stub.Violations);
    }

    [ContractFact]
    public async Task An_event_whose_answer_was_lost_is_not_made_twice()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);
        stub.Change(Create, answer => answer with { IsTruncated = true }, times: 2);

        await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-09", "10:00"));
        await bot.TravelAsync("2027-02-22T17:00:00Z");

        Assert.Single(stub.Tenant.Events);
        Assert.Equal(3, stub.Count(Create));
    }

    [ContractFact]
    public async Task More_than_five_hundred_people_are_split_over_events_that_share_one_meeting()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);
        var cohort = rollout.Definition.Cohorts[0];
        var members = Enumerable.Range(1, 1200).Select(number => new Member { Person = Person.FromEmail($"p{number:D4}@contoso.example.com") }).ToList();
        await bot.Get<Membership>().AddAsync(rollout, cohort.Id, members, rollout.Rollout.Owner.Id, default);
        await bot.Get<TrainingSessions>().PutAsync(rollout, cohort.Id, new TrainingSession(new LocalDateTime(2027, 3, 9, 10, 0), 60), rollout.Rollout.Owner.Id, default);

        Assert.Equal(1202, await bot.Get<SessionCalendar>().SyncAsync(rollout, cohort, default));
        Assert.Equal(1202, await bot.Get<SessionCalendar>().SyncAsync(rollout, cohort, default));

        Assert.Equal([500, 500, 202], stub.Tenant.Events.Values.OrderBy(known => known.Id).Select(known => Attendees(known).Count));
        Assert.Equal(1202, stub.Tenant.Events.Values.SelectMany(Attendees).Distinct().Count());
        var meeting = Assert.Single(stub.Tenant.Events.Values, known => (bool?)known.Body["isOnlineMeeting"] == true);
        Assert.All(stub.Tenant.Events.Values.Where(known => known != meeting), known => Assert.Equal(meeting.JoinUrl, (string?)known.Body["location"]!["locationUri"]));
        Assert.Equal(3, stub.Count(Create));
        Assert.Equal(0, stub.Count(Change));
        Assert.Empty(stub.Violations);
    }

    [ContractFact]
    public async Task Free_times_are_proposed_when_the_trainer_and_the_manager_are_free()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);

        // From the invitation on March 8 to the day before go-live; Denver is seven hours behind until March 14.
        stub.Tenant.Busy[Sam.Email] = [(new DateTime(2027, 3, 8, 0, 0, 0, DateTimeKind.Utc), new DateTime(2027, 3, 11, 17, 0, 0, DateTimeKind.Utc))];
        stub.Tenant.Busy[Maria.Email] = [(new DateTime(2027, 3, 11, 0, 0, 0, DateTimeKind.Utc), new DateTime(2027, 3, 12, 16, 30, 0, DateTimeKind.Utc))];

        var answer = await bot.PressAsync(Sam, "session.times", Session(rollout, "", ""));

        Assert.Contains("Times that fit", answer, StringComparison.Ordinal);
        Assert.Contains("Fri, Mar 12, 09:30\neverybody is free", Rows(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("Mar 10", answer, StringComparison.Ordinal);
        Assert.Empty(stub.Violations);
    }

    [ContractFact]
    public async Task Free_times_lie_in_the_working_hours_of_the_trainers_mailbox()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);

        // Eight to twelve in New York is six to ten in Denver.
        stub.Tenant.WorkingHours[Sam.Email] = (["tuesday", "thursday"], "08:00:00.0000000", "12:00:00.0000000", "Eastern Standard Time");
        stub.Tenant.WorkingHours[Maria.Email] = (["monday", "tuesday", "wednesday", "thursday", "friday"], "07:30:00.0000000", "16:00:00.0000000", "America/Denver");

        var answer = await bot.PressAsync(Sam, "session.times", Session(rollout, "", ""));

        Assert.Contains("Tue, Mar 9, 07:30", answer, StringComparison.Ordinal);
        Assert.Contains("Thu, Mar 11, 07:30", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Mar 10", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(", 09:00", answer, StringComparison.Ordinal);
        Assert.Empty(stub.Violations);
    }

    [ContractFact]
    public async Task Without_the_permission_a_file_is_handed_over_and_updates_its_entry()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        stub.ScriptWhere(request => request.Template.Contains("/events", StringComparison.Ordinal), GraphAnswer.Error(403, "ErrorAccessDenied"));
        await using var bot = await BotOnGraph.StartBotAsync(stub);
        var rollout = await LaunchAsync(bot);
        await bot.Get<GraphProbes>().TryAsync(default);

        Assert.Contains("take the calendar file", await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-09", "10:00")), StringComparison.Ordinal);
        var first = await FileAsync(bot, rollout);
        var session = TrainingPlan.Sessions((await Script.DraftAsync(bot)).Definition.Cohorts[0])[0];
        await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-10", "10:00").With("session", session.Id));
        var second = await FileAsync(bot, rollout);
        await bot.PressAsync(Sam, "session.cancel", Script.Data(rollout).With("session", session.Id).With("confirm", true));
        var cancelled = await DownloadedAsync(bot);

        Assert.Equal(("20270309T170000Z", "20270309T183000Z", "0"), (Line(first, "DTSTART"), Line(first, "DTEND"), Line(first, "SEQUENCE")));
        Assert.Equal((Line(first, "UID"), "20270310T170000Z", "1"), (Line(second, "UID"), Line(second, "DTSTART"), Line(second, "SEQUENCE")));
        Assert.Equal((Line(first, "UID"), "CANCELLED", "CANCEL"), (Line(cancelled, "UID"), Line(cancelled, "STATUS"), Line(cancelled, "METHOD")));
        Assert.Equal("PUBLISH", Line(first, "METHOD"));
        Assert.Equal("-PT30M", Line(first, "TRIGGER"));
        Assert.All(first.Split("\r\n"), line => Assert.True(line.Length <= 75, line));
    }

    [ContractFact]
    public async Task A_permission_withdrawn_before_the_event_is_made_leads_to_the_file()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);
        stub.Script(Create, GraphAnswer.Error(403, "ErrorAccessDenied"));

        await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-09", "10:00"));
        await bot.TravelAsync("2027-02-22T17:00:00Z");

        Assert.Contains(bot.Teams.To(Sam), message => message.Text.Contains("The bot may not write calendars here: take the file", StringComparison.Ordinal));
    }

    [ContractFact]
    public async Task The_invitation_names_the_sessions_in_the_recipients_own_time()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (_, bot) = graph;
        var rollout = await LaunchAsync(bot);
        await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-09", "10:00"));

        await bot.TravelAsync("2027-03-08T18:00:00Z");

        var invitation = bot.Teams.To(Maria).Single(message => message.Text.Contains("Your Procore Pay training", StringComparison.Ordinal)).Text;
        Assert.Contains("Tue, Mar 9, 10:00 · about 90 min", invitation, StringComparison.Ordinal);
        Assert.Contains("session.file", invitation, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task The_manager_is_asked_to_plan_as_long_as_no_session_is()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (_, bot) = graph;
        await LaunchAsync(bot);

        await bot.TravelAsync("2027-03-06T00:00:00Z");

        Assert.Contains(bot.Teams.To(Sam), message => message.Text.Contains("Your list for HQ Denver", StringComparison.Ordinal) && message.Text.Contains("Plan the training", StringComparison.Ordinal));
        Assert.Contains(bot.Teams.To(Sam), message => message.Text.Contains("No training session is planned yet.", StringComparison.Ordinal));
    }

    [ContractFact]
    public async Task After_the_session_the_report_marks_who_was_there()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);
        await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-09", "10:00"));
        await bot.TravelAsync("2027-03-09T16:00:00Z");
        var meeting = Assert.Single(stub.Tenant.Events.Values);

        // The report comes only after the first look.
        await bot.TravelAsync("2027-03-09T18:46:00Z");
        Assert.DoesNotContain(bot.Teams.To(Sam), message => message.Text.Contains("Who was at the training?", StringComparison.Ordinal));
        stub.Tenant.Attendance[meeting.JoinUrl] = [(Maria.ObjectId, null, 3600), (null, Robin.Email.ToUpperInvariant(), 0), (Guid.NewGuid().ToString(), "someone@else.example", 3600)];
        await bot.TravelAsync("2027-03-09T20:00:00Z");

        var card = bot.Teams.To(Sam).Single(message => message.Text.Contains("Who was at the training?", StringComparison.Ordinal)).Text;
        Assert.Contains("**1 of 2 members were there**, as the meeting’s report says", card, StringComparison.Ordinal);
        Assert.Equal([Maria.ObjectId], (await AttendedAsync(bot, rollout)).Select(person => person.Value));
        Assert.Empty(stub.Violations);
    }

    [ContractFact]
    public async Task Without_a_report_the_trainer_ticks_the_list_and_nobody_else_can()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        stub.ScriptWhere(request => request.Template.Contains("/onlineMeetings", StringComparison.Ordinal), GraphAnswer.Error(403, "Forbidden"));
        await using var bot = await BotOnGraph.StartBotAsync(stub);
        var rollout = await LaunchAsync(bot);
        await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-09", "10:00"));
        await bot.TravelAsync("2027-03-09T19:00:00Z");
        var session = TrainingPlan.Sessions((await Script.DraftAsync(bot)).Definition.Cohorts[0])[0];
        var tick = Script.Data(rollout).With("session", session.Id).With("person", Maria.ObjectId).With("attended", true);

        Assert.Contains(bot.Teams.To(Sam), message => message.Text.Contains("**0 of 2 members were there**", StringComparison.Ordinal));
        Assert.Contains("This list is not yours", await bot.PressAsync(Maria, "session.attended", tick), StringComparison.Ordinal);
        Assert.Contains("This list is not yours", await bot.PressAsync(Stranger, "session.attended", tick), StringComparison.Ordinal);
        Assert.Empty(await AttendedAsync(bot, rollout));

        Assert.Contains("**1 of 2 members were there**", await bot.PressAsync(Sam, "session.attended", tick), StringComparison.Ordinal);
        Assert.Contains("**1 of 2 members were there**", await bot.PressAsync(Sam, "session.attended", tick), StringComparison.Ordinal);
        Assert.Contains("**0 of 2 members were there**", await bot.PressAsync(Sam, "session.attended", tick.With("attended", false)), StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Somebody_who_is_forgotten_is_out_of_the_attendance_lists_too()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (_, bot) = graph;
        var rollout = await LaunchAsync(bot);
        await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-09", "10:00"));
        var session = TrainingPlan.Sessions((await Script.DraftAsync(bot)).Definition.Cohorts[0])[0];
        var (maria, robin) = (PersonId.Parse(Maria.ObjectId)!.Value, PersonId.Parse(Robin.ObjectId)!.Value);
        var key = new CohortKey(rollout.Id, new CohortId("c1"));
        await bot.Get<SessionRepository>().MarkAsync(key, session.Id, [maria, robin], attended: true, bot.Now);

        await bot.Get<CohortErasure>().RunAsync(key, rollout.Definition, new Dictionary<PersonId, PersonId> { [maria] = PersonId.FromObjectId(Guid.NewGuid()) }, bot.Now, default);

        Assert.Equal([robin], await AttendedAsync(bot, rollout));
    }

    [ContractFact]
    public async Task A_session_that_was_moved_is_asked_about_at_its_new_end_only()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);
        await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-09", "10:00"));
        var session = TrainingPlan.Sessions((await Script.DraftAsync(bot)).Definition.Cohorts[0])[0];
        await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-10", "10:00").With("session", session.Id));

        await bot.TravelAsync("2027-03-10T17:00:00Z");
        Assert.Equal("2027-03-10T10:00:00", (string?)Assert.Single(stub.Tenant.Events.Values).Body["start"]!["dateTime"]);
        Assert.DoesNotContain(bot.Teams.To(Sam), message => message.Text.Contains("Who was at the training?", StringComparison.Ordinal));
        await bot.TravelAsync("2027-03-10T23:00:00Z");
        Assert.Single(bot.Teams.To(Sam), message => message.Text.Contains("Who was at the training?", StringComparison.Ordinal));
    }

    [ContractTheory]
    [InlineData("session.save")]
    [InlineData("session.cancel")]
    [InlineData("session.times")]
    [InlineData("session.list")]
    [InlineData("session.form")]
    [InlineData("session.file")]
    [InlineData("session.people")]
    public async Task A_strangers_press_shows_and_changes_nothing(string verb)
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (_, bot) = graph;
        var rollout = await LaunchAsync(bot);

        var answer = await bot.PressAsync(Stranger, verb, Session(rollout, "2027-03-09", "10:00").With("confirm", true));

        Assert.DoesNotContain("HQ Denver", answer, StringComparison.Ordinal);
        Assert.Empty((await Script.DraftAsync(bot)).Definition.Cohorts[0].Sessions);
        Assert.Empty(bot.Teams.To(Stranger));
    }

    [ContractFact]
    public async Task What_is_wrong_is_said_beside_the_field_and_what_was_typed_stays()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (_, bot) = graph;
        var rollout = await LaunchAsync(bot);

        Assert.Contains("“soon” is not a date.", await bot.PressAsync(Sam, "session.save", Session(rollout, "soon", "10:00")), StringComparison.Ordinal);
        Assert.Contains("Choose when it begins", await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-09", "ten")), StringComparison.Ordinal);
        Assert.Contains("That time has passed.", await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-01-09", "10:00")), StringComparison.Ordinal);
        Assert.Contains("It is not before go-live.", await bot.PressAsync(Sam, "session.save", Session(rollout, "2027-03-16", "10:00")), StringComparison.Ordinal);
    }

    /// <summary>Launched, and everybody is known to take part.</summary>
    private static async Task<StoredRollout> LaunchAsync(BotUnderTest bot)
    {
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-01T17:30:00Z");
        return rollout;
    }

    private static JsonObject Session(StoredRollout rollout, string date, string time) =>
        Script.Data(rollout).With("date", date).With("time", time).With("minutes", "90");

    private static IReadOnlyList<string> Attendees(StubEvent known) =>
        [.. ((JsonArray)known.Body["attendees"]!).Select(attendee => (string)attendee!["emailAddress"]!["address"]!).Order()];

    private static async Task<IReadOnlySet<PersonId>> AttendedAsync(BotUnderTest bot, StoredRollout rollout)
    {
        var session = TrainingPlan.Sessions((await Script.DraftAsync(bot)).Definition.Cohorts[0])[0];
        return (await bot.Get<SessionRepository>().ListAttendanceAsync(new CohortKey(rollout.Id, new CohortId("c1")))).Where(person => person.Contains(session.Id)).Select(person => person.Key).ToHashSet();
    }

    private static async Task<string> FileAsync(BotUnderTest bot, StoredRollout rollout)
    {
        await bot.PressAsync(Sam, "session.file", Script.Data(rollout));
        return await DownloadedAsync(bot);
    }

    private static Task<string> DownloadedAsync(BotUnderTest bot)
    {
        var link = bot.Teams.To(Sam)[^1].Text.Split('\n').Single(line => line.Contains("/download/", StringComparison.Ordinal));
        return bot.DownloadAsync(link);
    }

    private static string Line(string file, string name) =>
        file.Split("\r\n").First(line => line.StartsWith(name + ":", StringComparison.Ordinal) || line.StartsWith(name + ";", StringComparison.Ordinal)).Split(':', 2)[1];

    // The texts of rows, without the names of styles between them.
    private static string Rows(string answer) =>
        string.Join('\n', answer.Split('\n').Where(line => line.Contains(", Mar ", StringComparison.Ordinal) || line.Contains("free", StringComparison.Ordinal) || line.Contains("busy", StringComparison.Ordinal)));
}
