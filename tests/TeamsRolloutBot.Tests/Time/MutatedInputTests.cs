using CsCheck;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Tests.Time;

/// <summary>
/// Whatever is typed or pasted, the readers answer, and what they accept is valid.
/// </summary>
public sealed class MutatedInputTests
{
    private static readonly LocalDate Today = new(2027, 3, 10);

    private static readonly string[] Seeds =
    [
        "Monday, May 31, 2027", "31-May-27", "2027/05/31", "20270531", "May 31, 2027 - Memorial Day", "Memorial Day,2027/5/31",
        "2027-05-31, 2027-07-05", "2027-04-15 00:00:00",
        "Dec 30, 2027 - Jan 2, 2028", "next Monday", "in three weeks", "a week from Monday", "last Monday of May 2027", "Feb 29", "9:30 AM",
        "8:30\u202fAM", "09:30:00", "0930", "9 a.m.",
        "(UTC-05:00) Eastern Time (US & Canada)", "MST", "America/New_York", "UTC-5", "Denver, CO", "Turkey Standard Time", "US 2027",
        "UK bank holidays 2027-2028",
        "[United States] 2\nMemorial Day,2027/5/31\nNew Year's Day,2028/1/1",
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20270531\nRRULE:FREQ=YEARLY;COUNT=3\nEND:VEVENT\nEND:VCALENDAR",
    ];

    private static readonly string[] Bits =
    [
        "", " ", "\u00a0", "\u200b", "-", "–", "/", ".", ",", ":", "0", "31", "9999", "99999999999", "May", "Monday", "in", "PM", "(", ")",
        "+", "\n", "\ud800", "é", "\0", "Etc/GMT+5", "UTC"
    ];

    private static readonly Gen<string> Mutated = Gen.Select(
        Gen.Int[0, Seeds.Length - 1], Gen.Select(Gen.Int[0, 300], Gen.Int[0, 6], Gen.Int[0, Bits.Length - 1]).List[0, 4])
        .Select((seed, changes) => changes.Aggregate(Seeds[seed], Change));

    [Fact]
    public void No_input_is_an_exception_and_nothing_out_of_range_is_taken() => Mutated.Sample(
        text =>
        {
            var date = DateReader.Read(text, Today);
            Assert.True(date.Date is { } day ? DateReader.IsInRange(day) && date.Problem is null : date.Problem is { Length: > 0 });
            var time = TimeReader.Read(text);
            Assert.True(time is null || time == new LocalTime(time.Value.Hour, time.Value.Minute));
            Assert.All(HolidayReader.Read(text, Today).Dates, holiday => Assert.True(DateReader.IsInRange(holiday)));
        },
        iter: 10_000);

    [Fact]
    public void No_input_gives_a_clock_that_only_has_an_offset_unless_it_says_so() => Mutated.Sample(
        text =>
        {
            var reading = ZoneNames.Read(text);
            Assert.True(reading.Zone is not null ^ reading.Problem is not null);
            Assert.True(reading.Zone?.Id.StartsWith("Etc/", StringComparison.Ordinal) != true || Says(text));
        },
        iter: 10_000);

    private static bool Says(string text) =>
        PlainText.Of(text) is var plain
            && new[] { "UTC", "GMT", "Etc/", "Universal" }.Any(name => plain.Contains(name, StringComparison.OrdinalIgnoreCase));

    private static string Change(string text, (int At, int Cut, int Bit) change)
    {
        var at = Math.Min(change.At, text.Length);
        return string.Concat(text.AsSpan(0, at), Bits[change.Bit], text.AsSpan(Math.Min(text.Length, at + change.Cut)));
    }
}
