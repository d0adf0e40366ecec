using System.Text;
using System.Text.Json;
using CsCheck;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Tests.Protocol.Serialization;

public sealed class LoneSurrogatesTests
{
    [Theory]
    [InlineData("""["\ud83d"]""", """["\ufffd"]""")]
    [InlineData("""["\uDC77x"]""", """["\ufffdx"]""")]
    [InlineData("""["\ud83d\ud83d\udc77"]""", """["\ufffd\ud83d\udc77"]""")]
    [InlineData("""["\ud83d\n"]""", """["\ufffd\n"]""")]
    [InlineData("""["\ud83d\udc77"]""", """["\ud83d\udc77"]""")]
    [InlineData("""["\\ud83d"]""", """["\\ud83d"]""")]
    [InlineData("""["\\\ud83d"]""", """["\\\ufffd"]""")]
    [InlineData("""["\u00e4 \" plain"]""", """["\u00e4 \" plain"]""")]
    [InlineData("""["\ud8""", """["\ud8""")]
    [InlineData("\\", "\\")]
    public void Only_the_lone_halves_are_replaced(string json, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(json);

        LoneSurrogates.Replace(bytes);

        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void Every_text_can_be_read_afterwards()
    {
        var unit = Gen.OneOf(Gen.UShort[0xD800, 0xDFFF], Gen.UShort[0x20, 0x7F]);
        unit.Array[0, 12].Sample(units =>
        {
            var bytes = Encoding.UTF8.GetBytes($"\"{string.Concat(units.Select(value => $"\\u{value:x4}"))}\"");

            LoneSurrogates.Replace(bytes);

            using var document = JsonDocument.Parse(bytes);
            Assert.NotNull(document.RootElement.GetString());
        });
    }
}
