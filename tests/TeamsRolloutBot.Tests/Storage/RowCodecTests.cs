using CsCheck;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Sqlite;

namespace TeamsRolloutBot.Tests.Storage;

public sealed class RowCodecTests
{
    private static readonly Gen<Action<RowValues, string>> Properties = Gen.OneOf(
        Gen.String[Gen.Char['\0', '\ud7ff'], 0, 300].Select(Adding<string>((row, name, value) => row.Add(name, value))),
        Gen.Long.Select(Adding<long>((row, name, value) => row.Add(name, value))),
        Gen.Bool.Select(Adding<bool>((row, name, value) => row.Add(name, value))),
        Gen.Byte.Array[0, 300].Select(Adding<byte[]>((row, name, value) => row.Add(name, value))));

    private static readonly Gen<RowValues> Rows = Properties.Array[0, 20].Select(properties =>
    {
        var row = new RowValues();
        for (var i = 0; i < properties.Length; i++)
        {
            properties[i](row, $"N{i}");
        }

        return row;
    });

    [Fact]
    public void Any_row_comes_back_in_its_order() => Rows.Sample(
        row =>
        {
            var decoded = RowCodec.Decode(RowCodec.Encode(row));
            Assert.Equal(row, decoded);
            Assert.Equal(row.Select(pair => pair.Key), decoded.Select(pair => pair.Key));
        },
        iter: 2_000);

    [Fact]
    public void A_blob_that_ends_early_is_refused() => Rows.Where(row => row.Count > 0).Sample(
        row => Assert.Throws<FormatException>(() => RowCodec.Decode(RowCodec.Encode(row)[..^1])),
        iter: 500);

    [Fact]
    public void A_row_is_written_as_earlier_releases_read_it()
    {
        var row = new RowValues
        {
            { "T", "\u00e9" }, { "I", 258 }, { "F", false }, { "Y", true }, { "B", new byte[] { 7, 8 } }
        };

        Assert.Equal(
            "0105" + "0154" + "01" + "02C3A9" + "0149" + "02" + "0201000000000000" + "0146" + "03" + "0159" + "04" + "0142" + "06"
                + "020708",
            Convert.ToHexString(RowCodec.Encode(row)));
    }

    [Fact]
    public void An_unknown_format_is_refused()
    {
        var blob = RowCodec.Encode(new() { { "A", 1 } });
        blob[0] = 99;

        Assert.Contains("99", Assert.Throws<FormatException>(() => RowCodec.Decode(blob)).Message, StringComparison.Ordinal);
    }

    private static Func<T, Action<RowValues, string>> Adding<T>(Action<RowValues, string, T> add) =>
        value => (row, name) => add(row, name, value);
}
