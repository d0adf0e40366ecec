using TeamsRolloutBot.Tests.Domain.Rollouts;
using static TeamsRolloutBot.Tests.Domain.Timeline.TimelineBuilder;

namespace TeamsRolloutBot.Tests.Domain.Timeline;

/// <summary>
/// What moving a date does, shown before it moves. Go-live is Monday, March 15, 2027, in Denver.
/// </summary>
public sealed class MovePreviewTests
{
    private static readonly Cohort Denver = RolloutBuilder.Cohort("Denver", "2027-03-15");

    [Fact]
    public void What_has_gone_out_stays_and_the_rest_moves_the_managers_rows_too()
    {
        var rows = MovePreview.Of(new TimingPlan(), Denver, Date("2027-03-29"), Instant.FromUtc(2027, 2, 22, 17, 0));

        Assert.Equal(MoveEffect.StaysSent, Effect(rows, TouchpointKind.Checklist));
        Assert.Equal(MoveEffect.StaysSent, Effect(rows, TouchpointKind.Tasks));
        Assert.Equal(MoveEffect.Moves, Effect(rows, TouchpointKind.Email));
        Assert.Equal(MoveEffect.Moves, Effect(rows, TouchpointKind.Readiness));
        Assert.Equal(
            (Date("2027-03-15"), Date("2027-03-29")),
            rows.Where(row => row.Kind == TouchpointKind.GoLive).Select(row => (row.Before, row.After)).Single());
    }

    [Fact]
    public void On_its_day_a_checklist_counts_as_sent_from_the_send_time_on()
    {
        var before = MovePreview.Of(new TimingPlan(), Denver, Date("2027-03-29"), Instant.FromUtc(2027, 2, 22, 15, 59));
        var after = MovePreview.Of(new TimingPlan(), Denver, Date("2027-03-29"), Instant.FromUtc(2027, 2, 22, 16, 0));

        Assert.Equal(MoveEffect.Moves, Effect(before, TouchpointKind.Checklist));
        Assert.Equal(MoveEffect.StaysSent, Effect(after, TouchpointKind.Checklist));
    }

    [Fact]
    public void What_would_have_been_due_already_goes_out_at_once() =>
        Assert.Equal(
            MoveEffect.AtOnce,
            Effect(
                MovePreview.Of(new TimingPlan(), Denver, Date("2027-02-22"), Instant.FromUtc(2027, 2, 8, 17, 0)),
                TouchpointKind.Checklist
            )
        );

    [Fact]
    public void What_stays_on_its_day_is_left_out()
    {
        // Saturday and the following Sunday both start on the same Monday.
        var saturday = Denver with { GoLive = Date("2027-03-13") };

        var rows = MovePreview.Of(new TimingPlan(), saturday, Date("2027-03-14"), Instant.FromUtc(2027, 2, 1, 17, 0));

        Assert.DoesNotContain(rows, row => row.Kind == TouchpointKind.GoLive);
        Assert.All(rows, row => Assert.NotEqual(row.Before, row.After));
    }

    private static MoveEffect Effect(IReadOnlyList<MovedTouchpoint> rows, TouchpointKind kind) =>
        rows.Single(row => row.Kind == kind).Effect;
}
