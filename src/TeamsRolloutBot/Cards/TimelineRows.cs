using AdaptiveCards;
using NodaTime;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;

namespace TeamsRolloutBot.Cards;

/// <summary>The timeline as rows: who gets what, and when in their own time.</summary>
internal static class TimelineRows
{
    /// <summary>How many rows a page shows.</summary>
    public const int PageSize = 15;

    /// <summary>One row: everybody of a cohort who gets the same.</summary>
    public sealed record Row(LocalDate Date, string What, string Whom);

    public static IReadOnlyList<Row> Of(RolloutDefinition definition, IReadOnlyDictionary<Domain.CohortId, int> memberCounts)
    {
        var calendar = definition.Timing.Calendar;
        var rows = new List<Row>();
        foreach (var cohort in definition.Cohorts)
        {
            var dates = new TouchpointDates(definition.Timing, calendar, cohort.GoLive);
            var members = $"{cohort.Name}: {CardKit.Count(memberCounts.GetValueOrDefault(cohort.Id), "member", "members")}";
            var lead = $"{cohort.Name}: {cohort.ImplementationManager?.Name ?? "implementation manager (nobody yet)"}";
            rows.Add(new(dates.Checklist, "Checklist", members));
            rows.Add(new(dates.Tasks, "Manager’s checklist", lead));
            rows.Add(new(dates.Email, "Welcome e-mail", members));
            rows.Add(new(dates.Reminder, "Reminder", $"{members} with open tasks"));
            rows.Add(new(dates.Readiness, "Who is ready", lead));
            rows.Add(new(dates.Invitation, "Training invitation", $"{members} and the manager"));
            rows.Add(new(dates.GoLive, "Go-live", members));
            for (var n = 1; n <= definition.Timing.CheckInCount; n++)
            {
                rows.Add(new(dates.CheckIn(n), $"Check-in {n}", members));
            }
        }

        return [.. rows.OrderBy(row => row.Date)];
    }

    public static IEnumerable<AdaptiveElement> Draw(IReadOnlyList<Row> rows, TimingPlan timing, int page)
    {
        foreach (var row in rows.Skip(page * PageSize).Take(PageSize))
        {
            yield return CardKit.Row(row.What, CardKit.Shorten(row.Whom, 160), Dates.Full(row.Date));
        }

        yield return CardKit.Small($"Each at {timing.SendTime:HH:mm} in the person’s own time zone. A check-in without an answer is followed by one nudge.");
    }
}
