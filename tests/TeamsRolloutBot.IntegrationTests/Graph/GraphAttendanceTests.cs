using TeamsRolloutBot.State;
using TeamsRolloutBot.StubGraph;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.IntegrationTests.Graph.TrainingScript;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>
/// Who attended a training session, from the meeting’s report or as ticked by the trainer.
/// </summary>
public sealed class GraphAttendanceTests
{
    [Fact]
    public async Task After_the_session_the_report_marks_who_was_there()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);
        await PlanAsync(bot, rollout, "2027-03-09", "10:00");
        await bot.TravelAsync("2027-03-09T16:00:00Z");
        var meeting = Assert.Single(stub.Tenant.Events.Values);

        // The report is available only after the first attempt.
        await bot.TravelAsync("2027-03-09T18:46:00Z");
        Assert.DoesNotContain(bot.Teams.To(Sam), message => message.Text.Contains("Who was at the training?", StringComparison.Ordinal));
        stub.Tenant.Attendance[meeting.JoinUrl] =
        [
            [
                (Maria.ObjectId, null, 3600), (null, Robin.Email.ToUpperInvariant(), 0),
                (Guid.NewGuid().ToString(), "someone@else.example", 3600)
            ]
        ];
        await bot.TravelAsync("2027-03-09T20:00:00Z");

        var card = bot.Teams.To(Sam).Single(message => message.Text.Contains("Who was at the training?", StringComparison.Ordinal)).Text;
        Assert.Contains("**1 of 2 members were there**, according to the meeting’s report", card, StringComparison.Ordinal);
        Assert.Equal([Maria.ObjectId], (await AttendedAsync(bot, rollout)).Select(person => person.Value));
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task Who_was_in_any_part_of_a_meeting_was_there_however_many_pages_the_reports_have()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        stub.Tenant.AttendancePage = 1;
        var rollout = await LaunchAsync(bot);
        await PlanAsync(bot, rollout, "2027-03-09", "10:00");
        await bot.TravelAsync("2027-03-09T16:00:00Z");
        (string?, string?, int) someone = (null, "someone@else.example", 60);
        stub.Tenant.Attendance[Assert.Single(stub.Tenant.Events.Values).JoinUrl] =
        [
            [someone, someone, (Maria.ObjectId, null, 600)], [someone], [someone, (null, Robin.Email, 600), (Maria.ObjectId, null, 0)]
        ];

        await bot.TravelAsync("2027-03-09T20:00:00Z");

        Assert.Equal([Robin.ObjectId, Maria.ObjectId], (await AttendedAsync(bot, rollout)).Select(person => person.Value).Order());
        Assert.Equal((3, 7), (stub.Count("GET /users/{user-id}/onlineMeetings/{onlineMeeting-id}/attendanceReports"), stub.Count("GET /users/{user-id}/onlineMeetings/{onlineMeeting-id}/attendanceReports/{meetingAttendanceReport-id}/attendanceRecords")));
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task Without_a_report_the_trainer_ticks_the_list_and_nobody_else_can()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        stub.ScriptWhere(
            request => request.Template.Contains("/onlineMeetings", StringComparison.Ordinal), GraphAnswer.Error(403, "Forbidden"));
        await using var bot = await BotOnGraph.StartBotAsync(stub);
        var rollout = await LaunchAsync(bot);
        var session = await PlanAsync(bot, rollout, "2027-03-09", "10:00");
        await bot.TravelAsync("2027-03-09T19:00:00Z");
        var tick = Script.Data(rollout).With("session", session.Id).With("person", Maria.ObjectId).With("attended", true);

        Assert.Contains(bot.Teams.To(Sam), message => message.Text.Contains("**0 of 2 members were there**", StringComparison.Ordinal));
        Assert.Contains("This list is not yours", await bot.PressAsync(Maria, "session.attended", tick), StringComparison.Ordinal);
        Assert.Contains("This list is not yours", await bot.PressAsync(Stranger, "session.attended", tick), StringComparison.Ordinal);
        Assert.Empty(await AttendedAsync(bot, rollout));

        Assert.Contains("**1 of 2 members were there**", await bot.PressAsync(Sam, "session.attended", tick), StringComparison.Ordinal);
        Assert.Contains("**1 of 2 members were there**", await bot.PressAsync(Sam, "session.attended", tick), StringComparison.Ordinal);
        Assert.Contains(
            "**0 of 2 members were there**", await bot.PressAsync(Sam, "session.attended", tick.With("attended", false)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_is_forgotten_is_out_of_the_attendance_lists_too()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (_, bot) = graph;
        var rollout = await LaunchAsync(bot);
        var session = await PlanAsync(bot, rollout, "2027-03-09", "10:00");
        var (maria, robin) = (PersonId.Parse(Maria.ObjectId)!.Value, PersonId.Parse(Robin.ObjectId)!.Value);
        var key = new CohortKey(rollout.Id, new CohortId("c1"));
        await bot.Get<SessionRepository>().MarkAsync(key, session.Id, [maria, robin], attended: true, bot.Now);

        await bot.Get<CohortErasure>().RunAsync(
            key, rollout.Definition, new Dictionary<PersonId, PersonId> { [maria] = PersonId.FromObjectId(Guid.NewGuid()) }, bot.Now,
            default);

        Assert.Equal([robin], await AttendedAsync(bot, rollout));
    }

    [Fact]
    public async Task A_session_that_was_moved_is_asked_about_at_its_new_end_only()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await LaunchAsync(bot);
        var session = await PlanAsync(bot, rollout, "2027-03-09", "10:00");
        await MoveAsync(bot, rollout, session, "2027-03-10", "10:00");

        await bot.TravelAsync("2027-03-10T17:00:00Z");
        Assert.Equal("2027-03-10T10:00:00", (string?)Assert.Single(stub.Tenant.Events.Values).Body["start"]!["dateTime"]);
        Assert.DoesNotContain(bot.Teams.To(Sam), message => message.Text.Contains("Who was at the training?", StringComparison.Ordinal));
        await bot.TravelAsync("2027-03-10T23:00:00Z");
        Assert.Single(bot.Teams.To(Sam), message => message.Text.Contains("Who was at the training?", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlySet<PersonId>> AttendedAsync(BotUnderTest bot, StoredRollout rollout)
    {
        var session = await PlannedAsync(bot);
        return (await bot.Get<SessionRepository>().ListAttendanceAsync(new CohortKey(rollout.Id, new CohortId("c1"))))
            .Where(person => person.Contains(session.Id)).Select(person => person.Key).ToHashSet();
    }
}
