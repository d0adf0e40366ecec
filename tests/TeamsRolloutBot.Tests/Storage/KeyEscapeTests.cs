using CsCheck;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Tests.Storage;

public sealed class KeyEscapeTests
{
    /// <summary>
    /// Texts that mostly consist of characters that are escaped or used for escaping, and of their
    /// neighbours.
    /// </summary>
    private static readonly Gen<string> Keys = Gen.OneOf(
            Gen.Char["\0\u0001\u001f !\"#$%&-./0>?@[\\]}~\u007f\u0080\u009f\u00a0"],
            Gen.Char["\ud7ff\ud800\udbff\udc00\udfff\ue000\uffff"],
            Gen.Char['a', 'c'],
            Gen.Char)
        .Array[0, 6]
        .Select(chars => new string(chars));

    [Fact]
    public void Any_key_comes_back() =>
        Keys.Sample(key => Assert.Equal(key, KeyEscape.Unescape(KeyEscape.Escape(key))), iter: 20_000);

    [Fact]
    public void The_ordinal_order_stays_the_same() =>
        Gen.Select(Keys, Keys).Sample(
            (a, b) => Assert.Equal(
                Math.Sign(string.CompareOrdinal(a, b)),
                Math.Sign(string.CompareOrdinal(KeyEscape.Escape(a), KeyEscape.Escape(b)))),
            iter: 50_000);

    [Fact]
    public void A_prefix_stays_a_prefix_and_nothing_else_becomes_one() =>
        Gen.Select(Keys, Keys).Sample(
            (a, b) =>
            {
                Assert.StartsWith(KeyEscape.Escape(a), KeyEscape.Escape(a + b), StringComparison.Ordinal);
                Assert.Equal(
                    b.StartsWith(a, StringComparison.Ordinal),
                    KeyEscape.Escape(b).StartsWith(KeyEscape.Escape(a), StringComparison.Ordinal));
            },
            iter: 20_000);

    [Fact]
    public void The_end_of_a_prefix_is_above_all_keys_with_it_and_below_all_others() =>
        Gen.Select(Keys.Where(key => key.Length > 0), Keys).Sample(
            (prefix, key) =>
            {
                var end = KeyEscape.AfterPrefix(KeyEscape.Escape(prefix));
                Assert.True(string.CompareOrdinal(KeyEscape.Escape(prefix + key), end) < 0);
                if (string.CompareOrdinal(key, prefix) > 0 && !key.StartsWith(prefix, StringComparison.Ordinal))
                {
                    Assert.True(string.CompareOrdinal(KeyEscape.Escape(key), end) >= 0);
                }
            },
            iter: 20_000);

    [Fact]
    public void Only_printable_ascii_that_azure_allows_comes_out() =>
        Keys.Sample(
            key => Assert.All(KeyEscape.Escape(key), c => Assert.True(c is >= ' ' and <= '~' && !@"/\#?%".Contains(c))), iter: 5_000);

    [Fact]
    public void A_key_without_special_characters_is_itself()
    {
        const string Key = "cohort|0b7f4a52-9a4e-4d0c-8d6b-0b7f4a529a4e:2027-03-01T09@x";

        Assert.Same(Key, KeyEscape.Escape(Key));
        Assert.Same(Key, KeyEscape.Unescape(Key));
    }

    [Theory]
    [InlineData("a.2")]
    [InlineData("a~00e")]
    [InlineData("a.zz")]
    public void A_broken_escape_is_refused(string stored) =>
        Assert.Throws<FormatException>(() => KeyEscape.Unescape(stored));
}
