using AdaptiveCards;
using NodaTime;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>The timeline as a picture made of columns: themed, sharp, and readable on a phone and by a screen reader.</summary>
internal static class TimelinePicture
{
    private const int MostCohorts = 8;

    // Of the width, in thousandths: weights of columns are whole numbers.
    private const uint NameShare = 180;
    private const uint TimeShare = 820;

    // What "3 · 12 check-ins" takes of the width of a phone.
    private const uint CheckInsShare = 320;

    /// <param name="definition">The rollout; cohorts are drawn in order of their go-live.</param>
    /// <param name="memberCounts">How many members each cohort has.</param>
    public static IEnumerable<AdaptiveElement> Draw(RolloutDefinition definition, IReadOnlyDictionary<Domain.CohortId, int> memberCounts)
    {
        var cohorts = CohortOrder.ByGoLive(definition);
        if (cohorts.Count == 0)
        {
            yield break;
        }

        var calendar = definition.Timing.Calendar;
        var spans = cohorts.Select(cohort => (Cohort: cohort, Dates: new TouchpointDates(definition.Timing, calendar, cohort.GoLive))).ToList();
        var first = spans.Min(span => span.Dates.Checklist);
        var last = spans.Max(span => span.Dates.LastCheckIn);
        yield return CardKit.Title("Timeline");
        yield return Months(first, last);
        foreach (var (cohort, dates) in spans.Take(MostCohorts))
        {
            yield return Bar(definition, cohort, dates, first, last, memberCounts.GetValueOrDefault(cohort.Id));
        }

        yield return CardKit.Subtle(
            spans.Count > MostCohorts
                ? $"1 get ready · 2 train · 3 use and check in · and {spans.Count - MostCohorts} more cohorts"
                : "1 get ready · 2 train · 3 use and check in",
            AdaptiveSpacing.Small);
    }

    private static AdaptiveColumnSet Months(LocalDate first, LocalDate last)
    {
        var columns = new List<AdaptiveColumn> { Part(NameShare, " ", null) };
        var days = Math.Max(1, Period.DaysBetween(first, last));
        var months = new List<(LocalDate Start, LocalDate End)>();
        for (var start = first; start < last;)
        {
            var end = LocalDate.Min(new LocalDate(start.Year, start.Month, 1).PlusMonths(1), last);
            months.Add((start, end));
            start = end;
        }

        // Where there is no room for every month's name only some are written.
        var step = Math.Max(1, (months.Count + 5) / 6);
        columns.AddRange(months.Select((month, index) =>
        {
            var share = Share(Period.DaysBetween(month.Start, month.End), days);
            var name = index % step == 0 && share >= 60 ? month.Start.ToString("MMM", null) : " ";
            return Part(share, name, null);
        }));
        return new AdaptiveColumnSet { Columns = columns, Spacing = AdaptiveSpacing.Small };
    }

    private static AdaptiveColumnSet Bar(
        RolloutDefinition definition, Cohort cohort, TouchpointDates dates, LocalDate first, LocalDate last, int members)
    {
        var days = Math.Max(1, Period.DaysBetween(first, last));
        var columns = new List<AdaptiveColumn>
        {
            new()
            {
                Items =
                [
                    CardKit.Block(
                        CardText.Escape(CardKit.Shorten(cohort.Name, 40)),
                        weight: AdaptiveTextWeight.Bolder,
                        spacing: AdaptiveSpacing.None),
                    CardKit.Subtle(Dates.Short(cohort.GoLive)),
                    CardKit.Subtle(CardKit.Count(members, "person", "people")),
                ],
                Width = Width(NameShare),
            },
        };
        Add(first, dates.Checklist, " ", null);
        Add(dates.Checklist, dates.Invitation, "1", AdaptiveContainerStyle.Accent);
        Add(dates.Invitation, dates.GoLive, "2", AdaptiveContainerStyle.Warning);
        var use = Share(Period.DaysBetween(dates.GoLive, dates.LastCheckIn), days) >= CheckInsShare
            ? $"3 · {CardKit.Count(definition.Timing.CheckInCount, "check-in", "check-ins")}"
            : "3";
        Add(dates.GoLive, dates.LastCheckIn, use, AdaptiveContainerStyle.Good);
        Add(dates.LastCheckIn, last, " ", null);
        return new AdaptiveColumnSet { Columns = columns, Spacing = AdaptiveSpacing.Small };

        void Add(LocalDate from, LocalDate to, string text, AdaptiveContainerStyle? style)
        {
            if (from < to)
            {
                columns.Add(Part(Share(Period.DaysBetween(from, to), days), text, style));
            }
        }
    }

    private static uint Share(int days, int all) => (uint)Math.Round(Math.Max(10.0, (double)TimeShare * days / all));

    private static AdaptiveWidth Width(uint share) => new(AdaptiveWidthType.Weighted) { Unit = share };

    private static AdaptiveColumn Part(uint share, string text, AdaptiveContainerStyle? style) => new()
    {
        Items =
        [
            CardKit.Block(
                text,
                size: AdaptiveTextSize.Small,
                spacing: AdaptiveSpacing.None,
                horizontalAlignment: AdaptiveHorizontalAlignment.Center,
                isSubtle: style is null,
                wrap: false),
        ],
        Width = Width(share),
        Style = style,
        Spacing = AdaptiveSpacing.None,
        VerticalContentAlignment = AdaptiveVerticalContentAlignment.Center,
    };
}
