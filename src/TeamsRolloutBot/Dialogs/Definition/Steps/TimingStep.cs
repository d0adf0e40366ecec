using AdaptiveCards;
using NodaTime;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 10: offsets, hours, cadence and days off.</summary>
internal sealed class TimingStep : IDefinitionStep
{
    private const string DaysOff = "daysOff";
    private const string Holidays = "holidays";

    // The text of a file of a few years.
    private const int LongestHolidays = 20_000;

    private static readonly IsoDayOfWeek[] Week =
    [
        IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday,
        IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday,
    ];

    private static readonly (string Id, string Label, Func<TimingPlan, int> Get, Func<TimingPlan, int, TimingPlan> Set)[] Numbers =
    [
        (
            "checklistDays", "Checklist: days before go-live (14–28)", t => t.ChecklistDays,
            (t, n) => t with { ChecklistDays = n, TasksDays = n }),
        ("emailDays", "Welcome e-mail: days before go-live (1–28)", t => t.EmailDays, (t, n) => t with { EmailDays = n }),
        ("reminderDays", "Reminder: days before go-live (1–28)", t => t.ReminderDays, (t, n) => t with { ReminderDays = n }),
        ("readinessDays", "Readiness: days before go-live (1–28)", t => t.ReadinessDays, (t, n) => t with { ReadinessDays = n }),
        (
            "invitationDays", "Training invitation: days before go-live (1–28)", t => t.InvitationDays,
            (t, n) => t with { InvitationDays = n }),
        ("cadenceDays", "Days between check-ins (1–90)", t => t.CadenceDays, (t, n) => t with { CadenceDays = n }),
        ("checkInCount", "Number of check-ins (1–52)", t => t.CheckInCount, (t, n) => t with { CheckInCount = n }),
    ];

    private static readonly (
        string Id, string Label, Func<TimingPlan, LocalTime> Get, Func<TimingPlan, LocalTime, TimingPlan> Set)[] Times =
    [
        ("sendTime", "Time of day for messages", t => t.SendTime, (t, v) => t with { SendTime = v }),
        ("dayStart", "Quiet hours end at", t => t.DayStart, (t, v) => t with { DayStart = v }),
        ("dayEnd", "Quiet hours begin at", t => t.DayEnd, (t, v) => t with { DayEnd = v }),
    ];

    public int Number => 10;

    public string Title => "Timing";

    public string Line => "When people hear from the bot, in their own time zone. The playbook’s defaults are filled in.";

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

        // One below the other: clients draw a time as a list of their own width, which overlaps in
        // columns.
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
            "Days off every week",
            [.. Week.Select(day => Inputs.Choice(day.ToString(), day.ToString()))],
            isMultiSelect: true,
            style: AdaptiveChoiceInputStyle.Compact,
            value: view.Value(DaysOff, string.Join(',', timing.DaysOff)));
        foreach (var error in view.ErrorsOf(Holidays))
        {
            yield return error;
        }

        yield return Inputs.Text(
            Holidays,
            "Holidays, one on each line; or a country and year, or the text of an .ics or .hol file",
            isMultiline: true,
            maxLength: LongestHolidays,
            placeholder: "May 31, 2027 - Memorial Day\nUS 2027",
            value: view.Value(Holidays, string.Join('\n', timing.Holidays.Select(Dates.Iso))));
    }

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
                errors.Add(new FieldError(id, $"“{Wording.Shorten(input.Text(id), 30)}” is not a whole number."));
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
                errors.Add(new FieldError(id, $"“{Wording.Shorten(input.Text(id), 30)}” is not a time of day. {TimeReader.Hint}"));
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
                new FieldError(Holidays, problem.Line > 0 ? $"Line {problem.Line}: {problem.Text}" : problem.Text)));
            timing = timing with { Holidays = holidays.Dates };
            notice = ReadBack.Holidays(input.Text(Holidays), holidays);
        }

        errors.AddRange(timing.Validate());
        return errors.Count > 0
            ? StepOutcome.Reject(errors)
            : StepOutcome.Accept(view.Definition with { Timing = timing }) with { Notice = notice };
    }

    // What is no number can only be shown as the text it is.
    private static AdaptiveInput NumberField(string id, string label, string value) =>
        int.TryParse(value, out var number) ? Inputs.Number(id, label, number) : Inputs.Text(id, label, value);

    private static AdaptiveColumnSet Side(IEnumerable<AdaptiveInput> inputs) =>
        new() { Columns = [.. inputs.Select(input => new AdaptiveColumn { Items = [input], Width = AdaptiveWidth.Stretch })] };
}
