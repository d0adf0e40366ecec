namespace TeamsRolloutBot.Tests.Domain;

/// <summary>On which day somebody is reminded that an invitation is about to expire.</summary>
public sealed class InvitationReminderTests
{
    [Theory]
    [InlineData("2027-03-01", "2027-03-12", "the 11th day, a Friday")]
    [InlineData("2027-03-03", "2027-03-12", "the 11th and 12th are a weekend: the Friday before")]
    [InlineData("2027-03-04", "2027-03-16", "the 11th is a holiday: the 12th, a Tuesday")]
    [InlineData("2027-03-05", "2027-03-16", "the 11th, a Tuesday")]
    public void An_invitation_of_fourteen_days_is_reminded_of_on_the_eleventh_or_twelfth(string invited, string reminded, string why)
    {
        var calendar = new WorkCalendar([IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], [new LocalDate(2027, 3, 15)]);

        Assert.NotEmpty(why);
        Assert.Equal(Day(reminded), InvitationReminder.DayOf(Day(invited), 14, calendar));
    }

    [Fact]
    public void Where_there_is_no_working_day_at_all_it_is_still_before_the_end()
    {
        var never = new WorkCalendar([], [.. Enumerable.Range(1, 31).Select(day => new LocalDate(2027, 3, day))]);

        Assert.Equal(Day("2027-03-12"), InvitationReminder.DayOf(Day("2027-03-01"), 14, never));
    }

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
