using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Time;
using static TeamsRolloutBot.Tests.Domain.Rollouts.RolloutBuilder;
using static TeamsRolloutBot.Tests.Domain.Timeline.TimelineBuilder;

namespace TeamsRolloutBot.Tests.Cards;

/// <summary>
/// Who gets what and when, as the review shows it. Go-live is Monday, March 15, 2027, in Denver.
/// </summary>
public sealed class TimelineRowsTests
{
    [Fact]
    public void Launched_in_time_everything_comes_on_its_day()
    {
        var rows = Rows("2027-02-01T17:00");

        Assert.Equal(
            [
                "Feb 22 Checklist", "Feb 22 Manager’s checklist", "Feb 22 Weekly digest", "Mar 1 Welcome e-mail", "Mar 1 Weekly digest",
                "Mar 5 Reminder"
            ],
            rows.Take(6).Select(row => $"{Dates.Short(row.Date)} {row.What}"));
        Assert.All(rows, row => Assert.Null(row.Note));
        Assert.Contains(rows, row => row is { What: "Weekly digest", Recipient: "Robin Hale: the rollout’s manager" });
        Assert.Equal(8, rows.Count(row => row.What.StartsWith("Check-in", StringComparison.Ordinal)));
    }

    [Fact]
    public void Launched_late_what_catching_up_sends_and_leaves_out_is_said()
    {
        var rows = Rows("2027-03-09T17:00");

        Assert.Equal(
            ["Checklist", "Manager’s checklist", "Welcome e-mail", "Training invitation"],
            rows.Where(row => row.Note == "at launch" && row.What != "Weekly digest").Select(row => row.What));
        Assert.Equal(
            [
                "Reminder: not sent: the checklist has only just gone out",
                "Who is ready: not sent: the manager’s checklist has only just gone out"
            ],
            rows.Where(row => row.Note?.StartsWith("not sent", StringComparison.Ordinal) == true && row.What != "Weekly digest")
                .Select(row => $"{row.What}: {row.Note}"));
        Assert.All(rows.Where(row => row.Note == "at launch"), row => Assert.Equal(Date("2027-03-09"), row.Date));
    }

    private static IReadOnlyList<TimelineRows.Row> Rows(string launch)
    {
        var definition = Definition(Cohort("Denver", "2027-03-15"));
        return TimelineRows.Of(definition, new Dictionary<CohortId, int> { [definition.Cohorts[0].Id] = 3 }, Robin, At(launch));
    }
}
