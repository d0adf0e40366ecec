using Moq;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Microsoft365;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Sessions;

/// <summary>Who attended according to the report of a meeting.</summary>
public sealed class SessionAttendanceTests
{
    private const string Meeting = "https://teams.example.com/meet/1";

    private static readonly TrainingSession Session = new(new LocalDateTime(2027, 3, 9, 10, 0), 90) { Id = "s1" };

    private readonly Mock<IAttendance> _reports = new();
    private readonly GraphLevels _levels = GraphWire.Levels();

    [Fact]
    public async Task By_object_id_and_by_address_members_are_marked_who_were_there_for_a_while()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await PlacedAsync(bot);
        Says(
            new Attended(Guid.Parse(Maria.ObjectId), null, 60), new Attended(null, Uma.Email.ToUpperInvariant(), 60),
            new Attended(Guid.Parse(Robin.ObjectId), Robin.Email, 0), new Attended(Guid.Parse(Stranger.ObjectId), Stranger.Email, 60));

        Assert.Equal(ReportState.Read, await ReadAsync(bot, rollout));

        Assert.Equal(
            [DeliveryBench.IdOf(Maria), DeliveryBench.IdOf(Uma)],
            (await bot.Get<SessionRepository>().ListAttendanceAsync(rollout.Key(1))).Select(person => person.Key)
                .OrderBy(person => person.Value, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_a_report_nobody_is_marked_and_it_is_asked_for_again()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await PlacedAsync(bot);
        _reports.Setup(reports => reports.ReadAsync(Sam.ObjectId, Meeting, default)).ReturnsAsync((IReadOnlyList<Attended>?)null);

        Assert.Equal(ReportState.NotYet, await ReadAsync(bot, rollout));

        Assert.Empty(await bot.Get<SessionRepository>().ListAttendanceAsync(rollout.Key(1)));
    }

    [Fact]
    public async Task A_refusal_leaves_it_to_the_trainer_and_what_passes_is_tried_again()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await PlacedAsync(bot);

        Fails(GraphFailureKind.NotPermitted);
        Assert.Equal(ReportState.Unavailable, await ReadAsync(bot, rollout));
        Fails(GraphFailureKind.Transient);
        await Assert.ThrowsAsync<GraphException>(() => ReadAsync(bot, rollout));
    }

    [Fact]
    public async Task Without_the_permission_a_meeting_or_in_another_tenant_no_report_is_asked_for()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await PlacedAsync(bot);

        Assert.Equal(ReportState.Unavailable, await ReadAsync(bot, rollout, Session with { Id = "s2" }));
        Assert.Equal(ReportState.Unavailable, await ReadAsync(bot, rollout with { TenantId = Guid.NewGuid().ToString() }));
        _levels.Withdraw(GraphFeature.Attendance, () => "not granted");
        Assert.Equal(ReportState.Unavailable, await ReadAsync(bot, rollout));

        _reports.VerifyNoOtherCalls();
    }

    private void Says(params Attended[] attended) =>
        _reports.Setup(reports => reports.ReadAsync(Sam.ObjectId, Meeting, default)).ReturnsAsync(attended);

    private void Fails(GraphFailureKind kind) =>
        _reports.Setup(reports => reports.ReadAsync(Sam.ObjectId, Meeting, default)).ThrowsAsync(new GraphException(kind, "No."));

    private static async Task<StoredRollout> PlacedAsync(BotUnderTest bot)
    {
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria, Uma, Robin]));
        await bot.Get<SessionRepository>().SaveAsync(rollout.Key(1), new SessionEntry
        {
            Session = Session.Id,
            Part = 0,
            Organiser = Sam.ObjectId,
            EventId = "e1",
            JoinUrl = Meeting,
            Fingerprint = "1",
        });
        return rollout;
    }

    private Task<ReportState> ReadAsync(BotUnderTest bot, StoredRollout rollout, TrainingSession? session = null) =>
        new SessionAttendance(
            _reports.Object, GraphWire.Connection(_levels), _levels, bot.Get<SessionRepository>(), bot.Get<CohortRepository>(), bot.Clock)
            .ReadAsync(rollout, rollout.Definition.Cohorts[0], session ?? Session, default);
}
