using static TeamsRolloutBot.Tests.Domain.Timeline.TimelineBuilder;

namespace TeamsRolloutBot.Tests.Domain.Timeline;

/// <summary>
/// The catching-up rule, clause by clause. Go-live is Monday, March 15, 2027 at 09:00 in Denver.
/// </summary>
public sealed class CatchingUpTests
{
    private static readonly CohortSchedule TheSchedule = Schedule("2027-03-15");

    [Fact]
    public void Launched_late_but_before_golive_the_reminder_is_left_out_because_the_checklist_goes_out_now() => Assert.Equal(
        [
            "phase1.checklist sent 2027-03-09T11:00",
            "phase1.email sent 2027-03-09T11:00",
            "phase1.reminder skipped: the checklist has only just gone out",
            "phase2.invitation sent 2027-03-09T11:00",
        ],
        TheSchedule.CatchUp(At("2027-03-09T11:00")).Lines());

    [Fact]
    public void Launched_after_golive_only_the_checklist_and_golive_go_out() => Assert.Equal(
        [
            "phase1.checklist sent 2027-03-24T10:00",
            "phase1.email skipped: go-live has passed",
            "phase1.reminder skipped: go-live has passed",
            "phase2.invitation skipped: go-live has passed",
            "phase3.golive sent 2027-03-24T10:00",
            "phase3.checkin 1 skipped: the go-live card has only just gone out",
            "phase3.nudge 1 skipped: its check-in was not sent",
        ],
        TheSchedule.CatchUp(At("2027-03-24T10:00")).Lines());

    [Theory]
    [InlineData("2027-03-05T09:00", "2027-03-05T09:00")] // joined at the reminder's own time
    [InlineData("2027-03-05T09:05", "2027-03-05T08:50")] // moved within a quarter of an hour of it
    public void A_reminder_that_is_on_time_does_not_come_right_behind_the_checklist(string now, string onTimeSince) => Assert.Contains(
        "phase1.reminder skipped: the checklist has only just gone out",
        TheSchedule.CatchUp(At(now), onTimeSince: At(onTimeSince)).Lines());

    [Fact]
    public void A_check_in_that_is_on_time_does_not_come_right_behind_the_golive_card() => Assert.Equal(
        ["phase3.golive sent 2027-03-22T09:00", "phase3.checkin 1 skipped: the go-live card has only just gone out"],
        TheSchedule.CatchUp(At("2027-03-22T09:00")).Lines()[^2..]);

    [Fact]
    public void A_checklist_that_is_still_on_its_way_holds_back_the_reminder_and_one_that_failed_does_not()
    {
        var due = At("2027-02-22T09:00");
        var queued = ContactHistory.Empty.With(
            TouchpointKind.Checklist, 0, new Contact(ContactOutcome.Queued, At("2027-03-05T08:59"), due));
        var failed = ContactHistory.Empty.With(TouchpointKind.Checklist, 0, new Contact(ContactOutcome.Failed, due, due));

        Assert.Contains(
            "phase1.reminder skipped: the checklist has only just gone out", TheSchedule.CatchUp(At("2027-03-05T09:00"), queued).Lines());
        Assert.Contains("phase1.reminder sent 2027-03-05T09:00", TheSchedule.CatchUp(At("2027-03-05T09:00"), failed).Lines());
    }

    [Fact]
    public void Launched_at_a_send_time_the_timeline_leaves_out_what_would_come_right_behind()
    {
        var timeline = RolloutTimeline.Compute([new(TheSchedule, [Member()])], [], new TimingPlan(), At("2027-03-05T09:00"));

        Assert.Contains("phase1.reminder skipped: the checklist has only just gone out", timeline.Lines());
    }

    [Fact]
    public void A_manager_catches_up_with_the_tasks_and_the_invitation() => Assert.Equal(
        [
            "phase1.tasks sent 2027-03-09T11:00",
            "phase1.readiness skipped: the manager’s checklist has only just gone out",
            "phase2.invitation sent 2027-03-09T11:00",
        ],
        TheSchedule.CatchUp(At("2027-03-09T11:00"), recipient: Manager()).Lines());

    [Theory]
    [InlineData("2027-02-27T12:00", "2027-03-01T08:00")] // Saturday
    [InlineData("2027-02-24T07:59", "2027-02-24T08:00")]
    [InlineData("2027-02-24T08:00", "2027-02-24T08:00")]
    [InlineData("2027-02-24T17:59", "2027-02-24T17:59")]
    [InlineData("2027-02-24T18:00", "2027-02-25T08:00")]
    public void Outside_the_day_hours_of_a_working_day_it_waits_until_they_begin(string launched, string sent) =>
        Assert.Equal($"phase1.checklist sent {sent}", TheSchedule.CatchUp(At(launched)).Lines()[0]);

    [Theory]
    [InlineData("2027-02-24T12:00", "2027-02-24T22:00")]
    [InlineData("2027-02-27T02:00", "2027-02-27T02:00")] // Friday's night shift
    [InlineData("2027-02-27T06:00", "2027-03-01T22:00")]
    [InlineData("2027-03-01T02:00", "2027-03-01T22:00")] // Sunday night is nobody's shift
    public void A_night_shift_belongs_to_the_working_day_on_which_it_begins(string launched, string sent)
    {
        var timing = new TimingPlan { SendTime = new LocalTime(23, 0), DayStart = new LocalTime(22, 0), DayEnd = new LocalTime(6, 0) };

        Assert.Equal($"phase1.checklist sent {sent}", Schedule("2027-03-15", timing).CatchUp(At(launched)).Lines()[0]);
    }

    [Fact]
    public void Back_after_an_outage_reminder_and_invitation_still_help_when_the_checklist_went_out_before()
    {
        var history = ContactHistory.Empty.Sent(TouchpointKind.Checklist, At("2027-02-22T09:00"))
            .Sent(TouchpointKind.Email, At("2027-03-01T09:00"));

        Assert.Equal(
            ["phase1.reminder sent 2027-03-09T10:00", "phase2.invitation sent 2027-03-09T10:00"],
            TheSchedule.CatchUp(At("2027-03-09T10:00"), history).Lines());
    }

    [Fact]
    public void Of_several_check_ins_only_the_newest_is_caught_up()
    {
        var history = Live();

        Assert.Equal(
            [
                "phase3.checkin 1 skipped: a newer check-in takes its place",
                "phase3.nudge 1 skipped: a newer check-in takes its place",
                "phase3.checkin 2 sent 2027-03-30T10:00",
            ],
            TheSchedule.CatchUp(At("2027-03-30T10:00"), history).Lines());
    }

    [Fact]
    public void A_nudge_is_caught_up_only_for_the_newest_check_in_and_never_together_with_it()
    {
        var asked = Live().Sent(TouchpointKind.CheckIn, At("2027-03-22T09:00"), 1);

        Assert.Equal(["phase3.nudge 1 sent 2027-03-26T10:00"], TheSchedule.CatchUp(At("2027-03-26T10:00"), asked).Lines());
        Assert.Equal(
            ["phase3.nudge 1 skipped: a newer check-in takes its place", "phase3.checkin 2 sent 2027-03-30T10:00"],
            TheSchedule.CatchUp(At("2027-03-30T10:00"), asked).Lines());
    }

    [Fact]
    public void Only_the_newest_digest_is_caught_up()
    {
        var timing = new TimingPlan { CheckInCount = 1 };
        var digests = DigestSchedule.For(timing, [Schedule("2027-03-15", timing).Dates], Ann, Denver);
        var now = At("2027-03-10T10:00");

        Assert.Equal(
            [
                "digest skipped: a newer digest takes its place", "digest skipped: a newer digest takes its place",
                "digest sent 2027-03-10T10:00"
            ],
            CatchingUp.Decide(digests, ContactHistory.Empty, now, now, null, timing.Hours, timing.Calendar).Lines());
    }

    [Fact]
    public void A_digest_caught_up_after_the_weekend_gives_way_to_the_one_of_that_Monday()
    {
        var timing = new TimingPlan { CheckInCount = 1 };
        var digests = DigestSchedule.For(timing, [Schedule("2027-03-15", timing).Dates], Ann, Denver);
        var saturday = At("2027-03-06T10:00");

        var decisions = CatchingUp.Decide(digests, ContactHistory.Empty, saturday, saturday, null, timing.Hours, timing.Calendar);

        Assert.Equal(2, decisions.Count);
        Assert.All(decisions, decision => Assert.Equal(SkipReason.NewerDigest, decision.Skip));
    }

    [Fact]
    public void What_was_skipped_is_due_again_when_its_date_moves_and_what_was_sent_is_not()
    {
        var launched = At("2027-03-24T10:00");
        var history = ContactHistory.Empty;
        foreach (var decision in TheSchedule.CatchUp(launched))
        {
            var outcome = decision.IsSent ? ContactOutcome.Sent : ContactOutcome.Skipped;
            history = history.With(
                decision.Touchpoint.Kind, decision.Touchpoint.Number,
                new Contact(outcome, launched, decision.Touchpoint.Due, decision.Skip));
        }

        var moved = Schedule("2027-04-12");
        var remaining = moved.PlanFor(Member(), history).Where(touchpoint => !history.IsSettled(touchpoint)).Lines();

        Assert.Contains("phase1.email 2027-03-29T09:00", remaining);
        Assert.Contains("phase3.checkin 1 2027-04-19T09:00", remaining);
        Assert.DoesNotContain(
            remaining,
            line =>
                line.StartsWith("phase1.checklist", StringComparison.Ordinal) || line.StartsWith("phase3.golive", StringComparison.Ordinal)
        );
    }

    private static ContactHistory Live() => ContactHistory.Empty
        .Sent(TouchpointKind.Checklist, At("2027-02-22T09:00"))
        .Sent(TouchpointKind.Email, At("2027-03-01T09:00"))
        .Sent(TouchpointKind.Reminder, At("2027-03-05T09:00"))
        .Sent(TouchpointKind.Invitation, At("2027-03-08T09:00"))
        .Sent(TouchpointKind.GoLive, At("2027-03-15T09:00"));
}
