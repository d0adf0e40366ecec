using static TeamsRolloutBot.Tests.Domain.Timeline.TimelineBuilder;

namespace TeamsRolloutBot.Tests.Domain.Timeline;

/// <summary>The table in the product's contract, as examples.</summary>
public sealed class TimelineTableTests
{
    [Fact]
    public void A_member_gets_everything_of_the_table_on_its_day() => Assert.Equal(
        [
            "phase1.checklist 2027-02-22T09:00",
            "phase1.email 2027-03-01T09:00",
            "phase1.reminder 2027-03-05T09:00",
            "phase2.invitation 2027-03-08T09:00",
            "phase3.golive 2027-03-15T09:00",
            "phase3.checkin 1 2027-03-22T09:00",
            "phase3.nudge 1 2027-03-24T09:00",
            "phase3.checkin 2 2027-03-29T09:00",
            "phase3.nudge 2 2027-03-31T09:00",
        ],
        Schedule("2027-03-15", new TimingPlan { CheckInCount = 2 }).Plan().Lines());

    [Fact]
    public void The_cohorts_manager_gets_tasks_readiness_and_the_invitation() => Assert.Equal(
        ["phase1.tasks 2027-02-22T09:00", "phase1.readiness 2027-03-05T09:00", "phase2.invitation 2027-03-08T09:00"],
        Schedule("2027-03-15").Plan(Manager()).Lines());

    [Fact]
    public void A_manager_who_is_a_member_too_gets_one_invitation()
    {
        var plan = Schedule("2027-03-15").Plan(new Recipient(Ann, null, IsMember: true, IsImplementationManager: true));

        Assert.Single(plan, touchpoint => touchpoint.Kind == TouchpointKind.Invitation);
        Assert.Single(plan, touchpoint => touchpoint.Kind == TouchpointKind.Tasks);
    }

    [Theory]
    [InlineData("2027-05-29", "2027-06-01")] // a Saturday; Monday is a holiday
    [InlineData("2027-05-31", "2027-06-01")]
    [InlineData("2027-06-02", "2027-06-02")]
    public void A_cohort_whose_golive_is_a_day_off_starts_on_the_next_working_day(string goLive, string starts)
    {
        var schedule = Schedule(goLive, new TimingPlan { Holidays = [Date("2027-05-31")] });

        Assert.Equal(Date(starts), schedule.Dates.GoLive);
    }

    [Fact]
    public void What_comes_before_golive_moves_back_and_what_comes_after_moves_on()
    {
        // D − 10 is Saturday the 6th, D + 7 is a holiday.
        var schedule = Schedule("2027-03-16", new TimingPlan { Holidays = [Date("2027-03-23")], CheckInCount = 1 });

        Assert.Equal(Date("2027-03-05"), schedule.Dates.Reminder);
        Assert.Equal(Date("2027-03-24"), schedule.Dates.CheckIn(1));
        Assert.Equal(Date("2027-03-26"), schedule.Dates.NudgeAfter(schedule.Dates.CheckIn(1)));
    }

    [Fact]
    public void Everybody_gets_it_in_their_own_time()
    {
        var schedule = Schedule("2027-03-15");

        Assert.Equal(At("2027-03-15T09:00", Berlin), schedule.Plan(Member(Berlin)).Single(t => t.Kind == TouchpointKind.GoLive).Due);
        Assert.Equal(At("2027-03-15T09:00", Denver), schedule.Plan(Member()).Single(t => t.Kind == TouchpointKind.GoLive).Due);
    }

    [Fact]
    public void A_local_time_that_does_not_exist_moves_forward_by_the_gap()
    {
        // Clocks go from 02:00 to 03:00 on Sunday, March 14, 2027 in Denver.
        var timing = new TimingPlan { SendTime = new LocalTime(2, 30), DayStart = LocalTime.Midnight, DaysOff = [IsoDayOfWeek.Monday] };

        Assert.Contains("phase3.golive 2027-03-14T03:30", Schedule("2027-03-14", timing).Plan().Lines());
    }

    [Fact]
    public void Of_a_local_time_that_exists_twice_the_first_is_used()
    {
        // Clocks go from 02:00 back to 01:00 on Sunday, November 7, 2027 in Denver.
        var timing = new TimingPlan { SendTime = new LocalTime(1, 30), DayStart = LocalTime.Midnight, DaysOff = [IsoDayOfWeek.Monday] };
        var goLive = Schedule("2027-11-07", timing).Plan().Single(t => t.Kind == TouchpointKind.GoLive);

        Assert.Equal(Instant.FromUtc(2027, 11, 7, 7, 30), goLive.Due);
    }

    [Fact]
    public void Check_ins_that_move_onto_one_day_are_one()
    {
        // Daily check-ins: those of Saturday and Sunday would move to Monday, which already has
        // one.
        var plan = Schedule("2027-03-15", new TimingPlan { CadenceDays = 1, CheckInCount = 8 }).Plan();

        var days = plan.Where(t => t.Kind == TouchpointKind.CheckIn).Select(t => t.Local.Date).ToList();
        Assert.Equal(days.Distinct(), days);
        Assert.Equal([1, 2, 3, 4, 5, 8], plan.Where(t => t.Kind == TouchpointKind.CheckIn).Select(t => t.Number));
    }

    [Fact]
    public void Digests_come_every_Monday_from_the_first_checklist_to_a_week_after_the_last_check_in()
    {
        var timing = new TimingPlan { CheckInCount = 1, Holidays = [Date("2027-03-08")] };
        var digests = DigestSchedule.For(timing, [Schedule("2027-03-17", timing).Dates], Ann, Denver);

        // First checklist: Wednesday, February 24. Last check-in: March 24, so the last Monday is
        // March 29.
        Assert.Equal(
            [
                "digest 2027-03-01T09:00", "digest 2027-03-09T09:00", "digest 2027-03-15T09:00", "digest 2027-03-22T09:00",
                "digest 2027-03-29T09:00"
            ],
            digests.Lines());
    }

    [Fact]
    public void A_digests_key_stays_when_dates_move()
    {
        var timing = new TimingPlan();
        var before = DigestSchedule.For(timing, [Schedule("2027-03-15").Dates], Ann, Denver);
        var after = DigestSchedule.For(timing, [Schedule("2027-03-29").Dates], Ann, Denver);

        var shared = before.Select(t => t.Due).Intersect(after.Select(t => t.Due)).ToList();
        Assert.NotEmpty(shared);
        Assert.All(shared, due => Assert.Equal(before.Single(t => t.Due == due).Key, after.Single(t => t.Due == due).Key));
    }

    [Fact]
    public void A_nudge_counts_from_when_the_check_in_went_out()
    {
        var schedule = Schedule("2027-03-15");
        var history = ContactHistory.Empty.Sent(TouchpointKind.CheckIn, At("2027-03-24T10:00"), 1);

        var nudge = schedule.PlanFor(Member(), history).Single(t => t.Kind == TouchpointKind.Nudge && t.Number == 1);

        Assert.Equal(At("2027-03-26T09:00"), nudge.Due);
    }

    [Fact]
    public void A_nudge_that_would_come_on_the_day_of_the_next_check_in_or_later_is_not_planned()
    {
        var late = ContactHistory.Empty.Sent(TouchpointKind.CheckIn, At("2027-03-25T10:00"), 1);
        var daily = Schedule("2027-03-15", new TimingPlan { CadenceDays = 2, CheckInCount = 3 });

        Assert.DoesNotContain(Schedule("2027-03-15").PlanFor(Member(), late), t => t.Kind == TouchpointKind.Nudge && t.Number == 1);
        Assert.Null(Schedule("2027-03-15").Find(Member(), late, TouchpointKind.Nudge, 1));
        Assert.Equal(["phase3.nudge 3 2027-03-24T09:00"], daily.Plan().Where(t => t.Kind == TouchpointKind.Nudge).Lines());
    }

    [Fact]
    public void A_send_time_that_a_clock_change_puts_after_the_day_hours_is_when_they_begin_next()
    {
        // In Cairo, clocks go from midnight to one o'clock on Friday, April 30, 2027.
        var cairo = DateTimeZoneProviders.Tzdb["Africa/Cairo"];
        var timing = new TimingPlan { DayStart = new LocalTime(0, 0), DayEnd = new LocalTime(1, 0), SendTime = new LocalTime(0, 30) };
        var schedule = Schedule("2027-04-30", timing, cairo);

        Assert.Equal(At("2027-05-03T00:00", cairo), schedule.GoLive(cairo));
        Assert.Equal(At("2027-04-29T00:30", cairo), Schedule("2027-04-29", timing, cairo).GoLive(cairo));
    }

    [Fact]
    public void Two_of_a_kind_to_one_person_on_one_day_are_one_across_cohorts()
    {
        var timing = new TimingPlan();
        ScheduledCohort Cohort(string id, string goLive) =>
            new(new CohortSchedule(timing, new CohortId(id), Date(goLive), Denver), [Member()]);

        var timeline = RolloutTimeline.Compute([Cohort("c1", "2027-03-15"), Cohort("c2", "2027-03-15")], [], timing, null);

        Assert.All(timeline, decision => Assert.Equal(new CohortId("c1"), decision.Touchpoint.Key.Cohort));
    }

    [Fact]
    public void Which_day_it_is_across_cohorts_the_zone_of_the_first_says()
    {
        // Monday 17:00 in Denver is Tuesday in Auckland: for the first cohort, in Denver, 09:00 in
        // Auckland on Tuesday is Monday.
        var auckland = DateTimeZoneProviders.Tzdb["Pacific/Auckland"];
        var timing = new TimingPlan();

        var timeline = RolloutTimeline.Compute(
            [
                new(new CohortSchedule(timing, new CohortId("c1"), Date("2027-03-15"), Denver), [Member()]),
                new(new CohortSchedule(timing, new CohortId("c2"), Date("2027-03-16"), auckland), [Member()])
            ],
            [],
            timing,
            null);

        Assert.Equal(
            [new CohortId("c1")],
            timeline.Where(decision => decision.Touchpoint.Kind == TouchpointKind.GoLive).Select(decision => decision.Touchpoint.Key.Cohort)
        );
    }

    [Fact]
    public void What_a_cohorts_manager_gets_is_for_each_cohort()
    {
        var timing = new TimingPlan();
        var both = new Recipient(Ann, null, IsMember: true, IsImplementationManager: true);
        ScheduledCohort Cohort(string id) => new(new CohortSchedule(timing, new CohortId(id), Date("2027-03-15"), Denver), [both]);

        var timeline = RolloutTimeline.Compute([Cohort("c1"), Cohort("c2")], [], timing, null);

        Assert.All(
            new[] { TouchpointKind.Tasks, TouchpointKind.Readiness, TouchpointKind.Invitation },
            kind => Assert.Equal(2, timeline.Count(decision => decision.Touchpoint.Kind == kind)));
        Assert.All(
            new[] { TouchpointKind.Checklist, TouchpointKind.Email, TouchpointKind.GoLive },
            kind => Assert.Single(timeline, decision => decision.Touchpoint.Kind == kind));
    }
}
