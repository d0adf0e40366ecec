using AdaptiveCards;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// The timeline as a picture made of columns: themed, sharp, and true to scale even on a phone. The
/// columns hold no text, which would distort their widths; a line below each bar names the phases
/// and dates, also for screen readers.
/// </summary>
internal static class TimelinePicture
{
    private const int MostCohorts = 5;

    // Widths are in thousandths, because column weights are integers.
    private const double Whole = 1000;

    /// <param name="definition">The rollout; cohorts are drawn in go-live order.</param>
    /// <param name="memberCounts">How many members each cohort has.</param>
    public static IEnumerable<AdaptiveElement> Draw(RolloutDefinition definition, IReadOnlyDictionary<Domain.CohortId, int> memberCounts)
    {
        var cohorts = CohortOrder.ByGoLive(definition);
        if (cohorts.Count == 0)
        {
            yield break;
        }

        var calendar = definition.Timing.Calendar;
        var shown = cohorts.Take(MostCohorts)
            .Select(cohort => (Cohort: cohort, Dates: new TouchpointDates(definition.Timing, calendar, cohort.GoLive))).ToList();
        var scale = new Scale(shown.Min(span => span.Dates.Checklist), shown.Max(span => span.Dates.LastCheckIn));
        yield return CardKit.Title(ManagerTexts.Timeline);
        yield return Months(scale);
        foreach (var (cohort, dates) in shown)
        {
            yield return CardKit.Row(
                cohort.Name, null, scale.Day(cohort.GoLive),
                ManagerTexts.People2.With(memberCounts.GetValueOrDefault(cohort.Id)));
            yield return Bar(dates, scale);
            yield return CardKit.Subtle(Words(definition, dates, scale), AdaptiveSpacing.Small);
        }

        if (cohorts.Count > shown.Count)
        {
            yield return CardKit.Subtle(
                ManagerTexts.AndMoreCohortsWhoGetsWhat.With(cohorts.Count - shown.Count),
                AdaptiveSpacing.Small);
        }
    }

    private static string Words(RolloutDefinition definition, TouchpointDates dates, Scale scale) =>
        ManagerTexts.GetReadyFromTrainFromUse.With(scale.Day(dates.Checklist), scale.Day(dates.Invitation), scale.Day(dates.GoLive),
            definition.Timing.CheckInCount, scale.Day(dates.LastCheckIn));

    private static AdaptiveColumnSet Months(Scale scale)
    {
        var months = new List<(LocalDate Start, LocalDate End)>();
        for (var start = scale.First; start < scale.Last;)
        {
            var end = LocalDate.Min(new LocalDate(start.Year, start.Month, 1).PlusMonths(1), scale.Last);
            months.Add((start, end));
            start = end;
        }

        // If the month names do not all fit, only some are written.
        var step = Math.Max(1, (months.Count + 5) / 6);
        return new AdaptiveColumnSet
        {
            Columns =
            [
                .. months.Select((month, index) =>
                {
                    var share = scale.Share(month.Start, month.End);
                    return Part(share, index % step == 0 && share >= 80 ? Dates.Month(month.Start) : " ", null);
                }),
            ],
            Spacing = AdaptiveSpacing.Small,
        };
    }

    private static AdaptiveColumnSet Bar(TouchpointDates dates, Scale scale) => new()
    {
        Columns =
        [
            .. new[]
            {
                (From: scale.First, To: dates.Checklist, Style: (AdaptiveContainerStyle?)null),
                (dates.Checklist, dates.Invitation, AdaptiveContainerStyle.Accent),
                (dates.Invitation, dates.GoLive, AdaptiveContainerStyle.Warning),
                (dates.GoLive, dates.LastCheckIn, AdaptiveContainerStyle.Good),
                (dates.LastCheckIn, scale.Last, null),
            }.Where(part => part.From < part.To).Select(part => Part(scale.Share(part.From, part.To), " ", part.Style)),
        ],
        Spacing = AdaptiveSpacing.Small,
    };

    private static AdaptiveColumn Part(uint share, string text, AdaptiveContainerStyle? style) => new()
    {
        Items = [CardKit.Block(text, size: AdaptiveTextSize.Small, spacing: AdaptiveSpacing.None, isSubtle: style is null, wrap: false)],
        Width = new(AdaptiveWidthType.Weighted) { Unit = share },
        Style = style,
        Spacing = AdaptiveSpacing.None,
    };

    /// <summary>The range of days shown.</summary>
    private sealed record Scale(LocalDate First, LocalDate Last)
    {
        private readonly int _days = Math.Max(1, Period.DaysBetween(First, Last));

        /// <summary>A date, with its year if the range spans several years.</summary>
        public string Day(LocalDate date) => First.Year == Last.Year ? Dates.Short(date) : $"{Dates.Short(date)}, {date.Year}";

        public uint Share(LocalDate from, LocalDate to) => (uint)Math.Max(1, Math.Round(Whole * Period.DaysBetween(from, to) / _days));
    }
}
