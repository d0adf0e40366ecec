using CsCheck;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Tests.Time;

public sealed class TimeReaderTests
{
    [Theory]
    [InlineData("9:30 AM", 9, 30)]
    [InlineData("6:00 PM", 18, 0)]
    [InlineData("09:30:00", 9, 30)]
    [InlineData("9:30", 9, 30)]
    [InlineData("8:30\u202fAM", 8, 30)]
    [InlineData("8:30\u00a0am", 8, 30)]
    [InlineData("9:30am", 9, 30)]
    [InlineData("9:30 a.m.", 9, 30)]
    [InlineData("9.30", 9, 30)]
    [InlineData("0930", 9, 30)]
    [InlineData("0930 hrs", 9, 30)]
    [InlineData("9am", 9, 0)]
    [InlineData("12am", 0, 0)]
    [InlineData("12 PM", 12, 0)]
    [InlineData("1:15:30 p.m.", 13, 15)]
    [InlineData("14h30", 14, 30)]
    [InlineData("noon", 12, 0)]
    [InlineData(" \u200e18:00\u200e ", 18, 0)]
    public void A_time_of_day_is_read_as_phones_and_people_write_it(string text, int hour, int minute) =>
        Assert.Equal(new LocalTime(hour, minute), TimeReader.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("24:00")]
    [InlineData("9:60")]
    [InlineData("13 AM")]
    [InlineData("morning")]
    [InlineData("09:30:00:00")]
    public void What_is_no_time_of_day_or_may_be_two_is_not_read(string text) => Assert.Null(TimeReader.Read(text));

    [Fact]
    public void Whatever_the_bot_writes_is_read_as_the_same_time() =>
        Gen.Int[0, (24 * 60) - 1].Sample(minutes =>
        {
            var time = LocalTime.Midnight.PlusMinutes(minutes);
            Assert.Equal(time, TimeReader.Read(TimeReader.Write(time)));
        });
}
