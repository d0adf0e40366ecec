using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Development only: shows and moves the clock. <c>clock</c>, <c>clock +7d</c>, <c>clock +3h</c>,
/// <c>clock 2027-03-01</c>, <c>clock 2027-03-01T09:00</c>.
/// </summary>
internal sealed class ClockDialog(TimeTravel travel, IClock clock) : IDialog
{
    private const int MostYearsAhead = 5;

    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.Clock), CommandTexts.ClockDoes, MoveAsync)
        {
            Topic = HelpTopic.Development,
            Takes = argument => argument.Length == 0 || argument[0] == '+' || char.IsAsciiDigit(argument[0]),
        },
    ];

    public IEnumerable<Verb> Verbs => [];

    private async Task<Reply> MoveAsync(Turn turn, string argument, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (argument.Length == 0)
        {
            return Reply.With(
                MessageCard.Information(
                    ManagerTexts.TheClock, ManagerTexts.ItIsMoveItWithClock.With(Text(now, turn.Caller.Zone))));
        }

        if (Target(argument, now, turn.Caller.Zone) is not { } target)
        {
            return Reply.With(
                MessageCard.Refusal(
                    ManagerTexts.TheClockWasNotMoved,
                    ManagerTexts.IsNeitherASpanLike7d.With(Wording.Shorten(argument, 40))));
        }

        if (target <= now)
        {
            return Reply.With(
                MessageCard.Refusal(
                    ManagerTexts.TheClockWasNotMoved,
                    ManagerTexts.ItIsAlreadyAndTheClock.With(Text(now, turn.Caller.Zone))));
        }

        if (target > now + Duration.FromDays(366 * MostYearsAhead))
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.TheClockWasNotMoved,
                ManagerTexts.ThatIsMoreThanYearsAhead.With(MostYearsAhead)));
        }

        await travel.TravelAsync(target, ct);
        return Reply.With(
            MessageCard.Done(
                ManagerTexts.ItIs.With(Text(clock.GetCurrentInstant(), turn.Caller.Zone)),
                ManagerTexts.WhatWasDueUntilNowHas));
    }

    private static Instant? Target(string argument, Instant now, DateTimeZone zone)
    {
        var text = argument.Trim();
        if (text.StartsWith('+'))
        {
            return text.Length > 2
                && double.TryParse(text.AsSpan(1, text.Length - 2), System.Globalization.CultureInfo.InvariantCulture, out var amount)
                && amount is > 0 and < 100_000
                ? char.ToLowerInvariant(text[^1]) switch
                {
                    'd' => now + Duration.FromDays(amount),
                    'w' => now + Duration.FromDays(amount * 7),
                    'h' => now + Duration.FromHours(amount),
                    'm' => now + Duration.FromMinutes(amount),
                    _ => null,
                }
                : null;
        }

        var reading = DateReader.Read(text, now.InZone(zone).Date);
        return reading.Date is { } date ? zone.AtLeniently(date.At(reading.Time ?? new LocalTime(9, 0))).ToInstant() : null;
    }

    private static string Text(Instant instant, DateTimeZone zone) =>
        $"{Dates.Full(instant.InZone(zone).Date)}, {instant.InZone(zone).TimeOfDay:HH:mm} ({zone.Id})";
}
