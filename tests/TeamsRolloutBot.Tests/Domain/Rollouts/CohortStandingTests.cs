using static TeamsRolloutBot.Tests.Domain.Timeline.TimelineBuilder;

namespace TeamsRolloutBot.Tests.Domain.Rollouts;

/// <summary>
/// What the manager is told about a cohort of 30 with 300 tasks. Checklists go out on Monday,
/// February 22, 2027, and go-live is on Monday, March 15 (21 days later). Check-in n follows n
/// weeks after go-live and can be answered for two working days.
/// </summary>
public sealed class CohortStandingTests
{
    private static readonly TrainingHeld NoSession = new(0, 0);

    private static readonly CohortCounts Whole = CohortCounts.Zero with
    {
        Members = 30,
        Reached = 30,
        Tasks = 300,
        TasksDone = 300,
        UsageYes = 30
    };

    [Theory]
    [InlineData("2027-02-21", CohortHealth.NotBegun)]
    [InlineData("2027-02-22", CohortHealth.OnTrack)]
    [InlineData("2027-03-12", CohortHealth.OnTrack)]
    public void Before_the_checklists_a_cohort_has_not_begun_and_with_everything_done_it_is_on_track(string today, CohortHealth health) =>
        Assert.Equal((health, 0), (Of(Whole, today).Health, Of(Whole, today).Reasons.Count));

    [Fact]
    public void Nobody_in_it_is_behind_at_any_time() =>
        Assert.All(
            new[] { "2027-01-01", "2027-03-01", "2027-06-01" }, today => Assert.Equal("nobody in it", Said(CohortCounts.Zero, today)));

    [Theory]
    [InlineData("2027-02-22", 0, CohortHealth.Unknown, "")] // the day itself: they may still be on their way
    [InlineData("2027-02-22", 30, CohortHealth.OnTrack, "")]
    [InlineData("2027-02-23", 28, CohortHealth.Behind, "2 not reached")]
    [InlineData("2027-02-23", 30, CohortHealth.OnTrack, "")]
    public void Who_is_due_and_has_no_checklist_is_not_reached(string today, int reached, CohortHealth health, string said)
    {
        var counts = Whole with { Reached = reached };

        Assert.Equal((health, said), (Of(counts, today).Health, Said(counts, today)));
    }

    [Theory]
    [InlineData("2027-02-22", 0, "")] // all of the time is left
    [InlineData("2027-02-23", 14, "286 of 300 tasks open")] // 20 of 21 days are left: 285.7 of 300 may be open
    [InlineData("2027-02-23", 15, "")]
    [InlineData("2027-03-08", 199, "101 of 300 tasks open")] // 7 of 21 days: 100 of 300
    [InlineData("2027-03-08", 200, "")]
    public void Tasks_may_be_open_for_the_share_of_time_that_is_left(string today, int done, string said) =>
        Assert.Equal(said, Said(Whole with { TasksDone = done }, today));

    [Fact]
    public void From_golive_on_every_open_task_is_one_too_many() =>
        Assert.Contains("1 of 300 tasks open", Of(Asked(2, 30, 30, 0) with { TasksDone = 299 }, "2027-03-31").Reasons);

    [Theory]
    [InlineData(0, 0, CohortHealth.OnTrack, "")]
    [InlineData(1, 30, CohortHealth.OnTrack, "")]
    [InlineData(1, 27, CohortHealth.Behind, "3 missed the training")]
    [InlineData(2, 31, CohortHealth.OnTrack, "")] // somebody was there twice
    [InlineData(1, null, CohortHealth.Unknown, "training attendance is not recorded")]
    public void A_session_that_was_held_and_missed_counts_and_one_nobody_noted_is_not_known(
        int sessions, int? attended, CohortHealth health, string said)
    {
        var standing = CohortStanding.Of(Whole, new TrainingHeld(sessions, attended), Dates, 8, Date("2027-03-12"));

        Assert.Equal((health, said), (standing.Health, string.Join(", ", standing.Reasons)));
    }

    [Theory]
    [InlineData("2027-03-15")]
    [InlineData("2027-03-23")] // check-in 1 went out on the 22nd; its nudge comes on the 24th
    public void Whether_people_use_it_is_not_known_until_they_have_had_time_to_answer(string today) =>
        Assert.Equal((CohortHealth.Unknown, "no check-in is answered yet"), (Of(Whole, today).Health, Said(Whole, today)));

    [Theory]
    [InlineData(1, "2027-03-24", 20, "")]
    [InlineData(1, "2027-03-24", 19, "19 of 30 answered check-in 1")]
    [InlineData(4, "2027-04-14", 19, "19 of 30 answered check-in 4")]
    [InlineData(5, "2027-04-21", 15, "")]
    [InlineData(5, "2027-04-21", 14, "14 of 30 answered check-in 5")]
    [InlineData(4, "2027-04-20", 20, "")] // check-in 5 may still be answered
    public void Two_thirds_answer_and_half_from_the_fifth_check_in_on(int number, string today, int answered, string said) =>
        Assert.Equal(said, Said(Asked(number, 30, answered, 0), today));

    [Theory]
    [InlineData(27, 3, "")]
    [InlineData(26, 4, "4 said no")]
    public void More_than_a_tenth_of_no_is_behind(int yes, int no, string said) =>
        Assert.Equal(said, Said(Asked(1, 30, 30, 0) with { UsageYes = yes, UsageNo = no }, "2027-03-24"));

    [Fact]
    public void Counts_of_an_earlier_release_are_never_on_track() =>
        Assert.All(
            new[] { "2027-03-01", "2027-04-01" },
            today => Assert.Equal(CohortHealth.Unknown, Of(Whole with { Reached = null, CheckIns = null }, today).Health));

    [Fact]
    public void What_is_behind_outweighs_what_is_not_known() =>
        Assert.Equal(
            CohortHealth.Behind,
            CohortStanding.Of(Whole with { Reached = 1 }, new TrainingHeld(1, null), Dates, 8, Date("2027-03-12")).Health);

    private static TouchpointDates Dates { get; } = new(new TimingPlan(), new TimingPlan().Calendar, Date("2027-03-15"));

    private static CohortStanding Of(CohortCounts counts, string today) => CohortStanding.Of(counts, NoSession, Dates, 8, Date(today));

    private static string Said(CohortCounts counts, string today) => string.Join(", ", Of(counts, today).Reasons);

    private static CohortCounts Asked(int number, int sent, int yes, int no) =>
        Whole with { CheckIns = new CheckInTally([KeyValuePair.Create(number, new CheckInCount(sent, yes, 0, no))]) };
}
