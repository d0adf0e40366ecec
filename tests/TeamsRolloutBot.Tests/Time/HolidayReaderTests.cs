using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Tests.Time;

public sealed class HolidayReaderTests
{
    private static readonly LocalDate Today = new(2027, 3, 10);

    [Fact]
    public void Lines_of_dates_in_any_form_are_read_with_their_names()
    {
        var reading = HolidayReader.Read(
            """
            Holidays 2027:
            Holiday,Date

            Monday, May 31, 2027
            Mon, Jan 11, 2027
            31-May-27
            Memorial Day,2027/5/31
            # the plant is closed
            - Sept 6, 2027 - Labor Day
            2027-11-25, 2027-11-26
            03/04/2027
            """,
            Today);

        Assert.Empty(reading.Problems);
        Assert.Equal("2027-01-11 2027-03-04 2027-05-31 2027-09-06 2027-11-25 2027-11-26", Iso(reading.Dates));
        Assert.Equal("2027-03-04", Iso(reading.Assumed));
    }

    [Fact]
    public void A_line_that_is_no_date_is_named_and_the_others_stay()
    {
        var reading = HolidayReader.Read("2027-05-31\nsoon\n2027-07-05", Today);

        Assert.Equal("2027-05-31 2027-07-05", Iso(reading.Dates));
        Assert.Equal((2, "“soon” is not a date. Write it like 2027-03-15 or March 15, 2027."), Assert.Single(reading.Problems));
    }

    [Fact]
    public void An_Outlook_hol_file_is_read_from_this_year_on()
    {
        var reading = HolidayReader.Read(
            "[United States] 5\r\nMemorial Day,2026/5/25\r\nMemorial Day,2027/5/31\r\nGood Friday,2027/3/26\r\nNew Year's "
                + "Day,2028/1/1\r\nNew Year's Day,2035/1/1\r\n",
            Today);

        Assert.Empty(reading.Problems);
        Assert.Equal("2027-03-26 2027-05-31 2028-01-01", Iso(reading.Dates));
        Assert.Equal(2, reading.LeftOut);
    }

    [Fact]
    public void A_calendar_file_is_read_with_days_that_come_every_year_and_events_of_several_days()
    {
        var reading = HolidayReader.Read(
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Example//Holidays//EN
            BEGIN:VEVENT
            UID:1@example.com
            DTSTAMP:20260101T000000Z
            DTSTART;VALUE=DATE:20270531
            DTEND;VALUE=DATE:20270601
            SUMMARY:Memorial Day
            END:VEVENT
            BEGIN:VEVENT
            UID:2@example.com
            DTSTAMP:20260101T000000Z
            DTSTART;VALUE=DATE:20201225
            DTEND;VALUE=DATE:20201227
            RRULE:FREQ=YEARLY
            SUMMARY:Christmas
            END:VEVENT
            BEGIN:VEVENT
            UID:3@example.com
            DTSTAMP:20260101T000000Z
            DTSTART;VALUE=DATE:20150101
            SUMMARY:New Year
            END:VEVENT
            END:VCALENDAR
            """,
            Today);

        Assert.Empty(reading.Problems);
        Assert.Equal("2027-05-31 2027-12-25 2027-12-26 2028-12-25 2028-12-26 2029-12-25 2029-12-26", Iso(reading.Dates));
        Assert.Equal(1, reading.LeftOut);
    }

    [Theory]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:nonsense")]
    [InlineData("BEGIN:VCALENDAR\nEND:VCALENDAR")]
    public void A_calendar_file_without_a_holiday_is_refused(string text) => Assert.Single(HolidayReader.Read(text, Today).Problems);

    [Theory]
    [InlineData("US 2027")]
    [InlineData("USA holidays 2027")]
    [InlineData("united states 2027")]
    public void The_holidays_of_a_country_come_on_the_days_on_which_they_are_observed(string text) => Assert.Equal(
        "2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18 2027-07-05 2027-09-06 2027-10-11 2027-11-11 2027-11-25 2027-12-24",
        Iso(HolidayReader.Read(text, Today).Dates));

    [Theory]
    [InlineData("Germany 2027", "2027-10-03")]
    [InlineData("UK bank holidays 2027-2028", "2028-12-25")]
    [InlineData("Canada, 2027", "2027-07-01")]
    [InlineData("mx 2027", "2027-09-16")]
    public void Other_countries_are_known_by_name_and_code(string text, string expected) =>
        Assert.Contains(expected, Iso(HolidayReader.Read(text, Today).Dates), StringComparison.Ordinal);

    [Fact]
    public void A_country_that_is_not_known_is_refused() => Assert.Single(HolidayReader.Read("Atlantis 2027", Today).Problems);

    private static string Iso(IEnumerable<LocalDate> dates) => string.Join(' ', dates.Select(Dates.Iso));
}
