using CsCheck;
using NodaTime.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Tests.Time;

public sealed class DateReaderTests
{
    // A Wednesday.
    private static readonly LocalDate Today = new(2027, 3, 10);

    private static readonly Gen<LocalDate> Days = Gen.Int[0, 365 * 70].Select(day => new LocalDate(2010, 1, 1).PlusDays(day));

    [Theory]
    [InlineData("2027-05-31", "2027-05-31")]
    [InlineData("2027-5-3", "2027-05-03")]
    [InlineData("2027/05/31", "2027-05-31")]
    [InlineData("2027/5/3", "2027-05-03")]
    [InlineData("2027.05.31", "2027-05-31")]
    [InlineData("20270531", "2027-05-31")]
    [InlineData("Monday, May 31, 2027", "2027-05-31")]
    [InlineData("Mon, May 31, 2027", "2027-05-31")]
    [InlineData("Tues. June 1 2027", "2027-06-01")]
    [InlineData("31-May-2027", "2027-05-31")]
    [InlineData("31-May-27", "2027-05-31")]
    [InlineData("31 MAY 2027", "2027-05-31")]
    [InlineData("31st of May, 2027", "2027-05-31")]
    [InlineData("31. May 2027", "2027-05-31")]
    [InlineData("May 31st, 2027", "2027-05-31")]
    [InlineData("May 31 2027", "2027-05-31")]
    [InlineData("Sept 6, 2027", "2027-09-06")]
    [InlineData("Sept. 6, 2027", "2027-09-06")]
    [InlineData("6 September 2027", "2027-09-06")]
    [InlineData("2027-May-31", "2027-05-31")]
    [InlineData("5/31/2027", "2027-05-31")]
    [InlineData("5/31/27", "2027-05-31")]
    [InlineData("31.05.2027", "2027-05-31")]
    [InlineData("31/5/2027", "2027-05-31")]
    [InlineData("5/5/2027", "2027-05-05")]
    [InlineData("May 31, 2027 - Memorial Day", "2027-05-31")]
    [InlineData("May 31, 2027 – Memorial Day", "2027-05-31")]
    [InlineData("2027-05-31 (Memorial Day)", "2027-05-31")]
    [InlineData("Memorial Day, 2027/5/31", "2027-05-31")]
    [InlineData("2027-04-15 00:00:00", "2027-04-15")]
    [InlineData("2027-04-15T00:00:00.000Z", "2027-04-15")]
    [InlineData("4/15/2027 12:00:00 AM", "2027-04-15")]
    [InlineData("\ufeff2027\u201105\u201131\u200b", "2027-05-31")]
    [InlineData("May\u00a031,\u202f2027", "2027-05-31")]
    [InlineData("２０２７-０５-３１", "2027-05-31")]
    [InlineData("on May 31, 2027.", "2027-05-31")]
    [InlineData("Feb 29, 2028", "2028-02-29")]
    [InlineData("Sunday, 3/4/2029", "2029-03-04")]
    public void What_can_be_one_day_only_is_read(string text, string expected) =>
        Assert.Equal(new DateReading(Date(expected)), DateReader.Read(text, Today) with { Time = null });

    [Theory]
    [InlineData("03/04/2027", "2027-03-04")]
    [InlineData("3-4-2027", "2027-03-04")]
    [InlineData("3/4/27", "2027-03-04")]
    [InlineData("March 15", "2027-03-15")]
    [InlineData("March 9", "2028-03-09")]
    [InlineData("15 March", "2027-03-15")]
    [InlineData("Tuesday, March 9", "2027-03-09")]
    [InlineData("today", "2027-03-10")]
    [InlineData("Tomorrow", "2027-03-11")]
    [InlineData("the day after tomorrow", "2027-03-12")]
    [InlineData("Monday", "2027-03-15")]
    [InlineData("next Monday", "2027-03-15")]
    [InlineData("on next\u00a0Monday.", "2027-03-15")]
    [InlineData("this Friday", "2027-03-12")]
    [InlineData("next Friday", "2027-03-19")]
    [InlineData("Friday next week", "2027-03-19")]
    [InlineData("next Wednesday", "2027-03-17")]
    [InlineData("in three weeks", "2027-03-31")]
    [InlineData("in 10 days", "2027-03-20")]
    [InlineData("in a month", "2027-04-10")]
    [InlineData("two weeks from now", "2027-03-24")]
    [InlineData("a week from Monday", "2027-03-22")]
    [InlineData("last Monday of May", "2027-05-31")]
    [InlineData("the 4th Thursday in November 2028", "2028-11-23")]
    public void What_could_be_another_day_is_read_and_marked_so_that_it_is_said_back(string text, string expected) =>
        Assert.Equal(new DateReading(Date(expected), IsAssumed: true), DateReader.Read(text, Today));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("2027-02-30")]
    [InlineData("13/13/2027")]
    [InlineData("May 2027")]
    [InlineData("5/31")]
    [InlineData("2027-05-311")]
    [InlineData("after May 31, 2027")]
    [InlineData("not on May 31, 2027")]
    [InlineData("2027-05-31 or later")]
    [InlineData("in 20000 weeks")]
    [InlineData("in a few weeks")]
    [InlineData("next")]
    [InlineData("next month")]
    [InlineData("fifth Monday of February")]
    public void What_is_no_date_is_refused_with_how_to_write_one(string text) =>
        Assert.Equal(
            new DateReading(null, $"“{text}” is not a date. Write it like 2027-03-15 or March 15, 2027."), DateReader.Read(text, Today));

    [Theory]
    [InlineData("Tuesday, May 31, 2027", "May 31, 2027 is a Monday, not a Tuesday.")]
    [InlineData("9999-12-31", "The year 9999 is out of range")]
    [InlineData("1899-12-31", "The year 1899 is out of range")]
    [InlineData("2027-05-31, 2027-07-05", "contains more than one date")]
    public void What_can_not_be_meant_is_refused_with_the_reason(string text, string reason)
    {
        var reading = DateReader.Read(text, Today);

        Assert.Null(reading.Date);
        Assert.Contains(reason, reading.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2027-03-01T09:30", 9, 30)]
    [InlineData("Mon, Mar 15, 09:00", 9, 0)]
    [InlineData("March 15, 2027 at 2:30 PM", 14, 30)]
    public void A_time_beside_a_date_is_kept(string text, int hour, int minute) =>
        Assert.Equal(new LocalTime(hour, minute), DateReader.Read(text, Today).Time);

    [Theory]
    [InlineData("2027-05-31, 2027-07-05", "2027-05-31 2027-07-05")]
    [InlineData("May 31, 2027; July 5, 2027", "2027-05-31 2027-07-05")]
    [InlineData("Independence Day (July 4th, observed), 2027/7/5", "2027-07-05")]
    [InlineData("Good Friday,2027/3/26", "2027-03-26")]
    [InlineData("Easter Monday 2027-03-29", "2027-03-29")]
    [InlineData("2nd Christmas Day 2027-12-26", "2027-12-26")]
    [InlineData("Dec 30, 2027 - Jan 2, 2028", "2027-12-30 2027-12-31 2028-01-01 2028-01-02")]
    [InlineData("• 2027-12-24 through 2027-12-26 office closed", "2027-12-24 2027-12-25 2027-12-26")]
    [InlineData("Thanksgiving: 4th Thursday", "")]
    [InlineData("2028-01-01 to 2027-01-01", "")]
    public void A_line_may_hold_several_dates_and_names(string line, string expected) =>
        Assert.Equal(expected, string.Join(' ', DateReader.ReadLine(line, Today).Dates.Select(Dates.Iso)));

    [Fact]
    public void Whatever_the_bot_writes_with_a_year_is_read_as_the_same_day() =>
        Days.Sample(day => Assert.All(
            new[] { Dates.Iso(day), Dates.Full(day), Dates.InWords(day) },
            written => Assert.Equal(new DateReading(day), DateReader.Read(written, Today))));

    [Fact]
    public void Whatever_the_bot_writes_without_a_year_is_read_as_the_same_day_of_the_year_to_come() =>
        Gen.Select(Days, Gen.Int[0, 364]).Sample((today, ahead) =>
        {
            var day = today.PlusDays(ahead);
            Assert.All(
                new[] { Dates.Day(day), Dates.Short(day), Dates.Moment(day.At(new LocalTime(9, 5))) },
                written => Assert.Equal(day, DateReader.Read(written, today).Date));
        });

    [Fact]
    public void A_day_with_its_weekday_is_found_in_the_past_too() =>
        Days.Sample(today => Assert.Equal(today.PlusDays(-40), DateReader.Read(Dates.Day(today.PlusDays(-40)), today).Date));

    private static LocalDate Date(string iso) => LocalDatePattern.Iso.Parse(iso).GetValueOrThrow();
}
