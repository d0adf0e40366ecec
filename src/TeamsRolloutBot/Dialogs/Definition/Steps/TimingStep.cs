using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 10: offsets, hours, cadence and days off.</summary>
internal sealed class TimingStep : IDefinitionStep
{
    private const string DaysOff = "daysOff";
    private const string Holidays = "holidays";

    // Enough for a holiday file covering a few years.
    private const int LongestHolidays = 20_000;

    private static readonly IsoDayOfWeek[] Week =
    [
        IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday,
        IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday,
    ];

    private static (string Id, string Label, Func<TimingPlan, int> Get, Func<TimingPlan, int, TimingPlan> Set)[] Numbers =>
    [
        (
            "checklistDays", DefinitionTexts.ChecklistDaysBeforeGoLive14, t => t.ChecklistDays,
            (t, n) => t with { ChecklistDays = n, TasksDays = n }),
        ("emailDays", DefinitionTexts.WelcomeEMailDaysBeforeGo, t => t.EmailDays, (t, n) => t with { EmailDays = n }),
        ("reminderDays", DefinitionTexts.ReminderDaysBeforeGoLive1, t => t.ReminderDays, (t, n) => t with { ReminderDays = n }),
        ("readinessDays", DefinitionTexts.ReadinessDaysBeforeGoLive1, t => t.ReadinessDays, (t, n) => t with { ReadinessDays = n }),
        (
            "invitationDays", DefinitionTexts.TrainingInvitationDaysBeforeGoLive, t => t.InvitationDays,
            (t, n) => t with { InvitationDays = n }),
        ("cadenceDays", DefinitionTexts.DaysBetweenCheckIns190, t => t.CadenceDays, (t, n) => t with { CadenceDays = n }),
        ("checkInCount", DefinitionTexts.NumberOfCheckIns152, t => t.CheckInCount, (t, n) => t with { CheckInCount = n }),
    ];

    private static (
        string Id, string Label, Func<TimingPlan, LocalTime> Get, Func<TimingPlan, LocalTime, TimingPlan> Set)[] Times =>
    [
        ("sendTime", DefinitionTexts.TimeOfDayForMessages, t => t.SendTime, (t, v) => t with { SendTime = v }),
        ("dayStart", DefinitionTexts.QuietHoursEndAt, t => t.DayStart, (t, v) => t with { DayStart = v }),
        ("dayEnd", DefinitionTexts.QuietHoursBeginAt, t => t.DayEnd, (t, v) => t with { DayEnd = v }),
    ];

    public int Number => 10;

    public string Title => DefinitionTexts.Timing;

    public string Line => DefinitionTexts.WhenPeopleHearFromTheBot;

    public IEnumerable<AdaptiveElement> Body(StepView view)
    {
        var timing = view.Definition.Timing;
        foreach (var pair in Numbers.Chunk(2))
        {
            foreach (var error in pair.SelectMany(number => view.ErrorsOf(number.Id)))
            {
                yield return error;
            }

            yield return Side(
                [.. pair.Select(number => NumberField(number.Id, number.Label, view.Value(number.Id, number.Get(timing).ToString())))]);
        }

        foreach (var error in Times.SelectMany(time => view.ErrorsOf(time.Id)))
        {
            yield return error;
        }

        // Stacked: clients draw a time input at a fixed width, which overlaps in columns.
        foreach (var time in Times)
        {
            yield return Inputs.Time(time.Id, time.Label, value: view.Value(time.Id, TimeReader.Write(time.Get(timing))));
        }

        foreach (var error in view.ErrorsOf(DaysOff))
        {
            yield return error;
        }

        yield return Inputs.Choices(
            DaysOff,
            DefinitionTexts.DaysOffEveryWeek,
            [.. Week.Select(day => Inputs.Choice(Dates.Weekday(day), day.ToString()))],
            isMultiSelect: true,
            style: AdaptiveChoiceInputStyle.Compact,
            value: view.Value(DaysOff, string.Join(',', timing.DaysOff)));
        foreach (var error in view.ErrorsOf(Holidays))
        {
            yield return error;
        }

        yield return Inputs.Text(
            Holidays,
            DefinitionTexts.HolidaysOneOnEachLineOr,
            isMultiline: true,
            maxLength: LongestHolidays,
            placeholder: DefinitionTexts.May312027MemorialDayUS,
            value: view.Value(Holidays, string.Join('\n', timing.Holidays.Select(Dates.Iso))));
    }

    public IReadOnlyCollection<string> Emptied(StepInput input) =>
        Numbers.All(number => input.Has(number.Id)) && Times.All(time => input.Has(time.Id)) ? [DaysOff, Holidays] : [];

    public StepOutcome Submit(StepView view, StepInput input, string button)
    {
        var errors = new List<FieldError>();
        var timing = view.Definition.Timing;
        foreach (var (id, _, _, set) in Numbers.Where(number => input.Text(number.Id).Length > 0))
        {
            if (int.TryParse(input.Text(id), out var number))
            {
                timing = set(timing, number);
            }
            else
            {
                errors.Add(new FieldError(id, DefinitionTexts.IsNotAWholeNumber.With(Wording.Shorten(input.Text(id), 30))));
            }
        }

        foreach (var (id, _, _, set) in Times.Where(time => input.Text(time.Id).Length > 0))
        {
            if (TimeReader.Read(input.Text(id)) is { } time)
            {
                timing = set(timing, time);
            }
            else
            {
                errors.Add(new FieldError(id, DefinitionTexts.IsNotATimeOfDay.With(Wording.Shorten(input.Text(id), 30), TimeReader.Hint)));
            }
        }

        if (input.Has(DaysOff))
        {
            timing = timing with
            {
                DaysOff = [.. Week.Where(day => input.Values(DaysOff).Contains(day.ToString(), StringComparer.OrdinalIgnoreCase))]
            };
        }

        string? notice = null;
        if (input.Has(Holidays))
        {
            var holidays = HolidayReader.Read(input.Text(Holidays), view.Today);
            errors.AddRange(holidays.Problems.Select(problem =>
                new FieldError(Holidays, problem.Line > 0 ? DefinitionTexts.Line.With(problem.Line, problem.Text) : problem.Text)));
            timing = timing with { Holidays = holidays.Dates };
            notice = ReadBack.Holidays(input.Text(Holidays), holidays);
        }

        errors.AddRange(timing.Validate());
        return errors.Count > 0
            ? StepOutcome.Reject(errors)
            : StepOutcome.Accept(view.Definition with { Timing = timing }) with { Notice = notice };
    }

    // Text that is not a number needs a text input.
    private static AdaptiveInput NumberField(string id, string label, string value) =>
        int.TryParse(value, out var number) ? Inputs.Number(id, label, number) : Inputs.Text(id, label, value);

    private static AdaptiveColumnSet Side(IEnumerable<AdaptiveInput> inputs) =>
        new() { Columns = [.. inputs.Select(input => new AdaptiveColumn { Items = [input], Width = AdaptiveWidth.Stretch })] };
}
