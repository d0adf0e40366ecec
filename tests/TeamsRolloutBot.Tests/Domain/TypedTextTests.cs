using CsCheck;

namespace TeamsRolloutBot.Tests.Domain;

public sealed class TypedTextTests
{
    [Theory]
    [InlineData("\u200bbob\u200b", "bob")]
    [InlineData("\ufeffName", "Name")]
    [InlineData("Project\u00a0Manager", "Project Manager")]
    [InlineData("co\u00adoperate", "co\u00adoperate")]
    [InlineData("\u202aann\u202c\u200e", "ann")]
    [InlineData("Zoë O’Neil – “Z”", "Zoë O’Neil – “Z”")]
    [InlineData("👷\u200d♀️", "👷\u200d♀️")]
    [InlineData("می\u200cخواهم", "می\u200cخواهم")]
    [InlineData("a\tb\nc", "a\tb\nc")]
    [InlineData(null, "")]
    public void What_nobody_sees_is_taken_from_the_ends_and_blanks_are_plain(string? typed, string clean) =>
        Assert.Equal(clean, TypedText.Clean(typed));

    [Theory]
    [InlineData("O’Fallon – North", "o'fallon - north")]
    [InlineData("Project\u00a0 \u2009Manager", "Project Manager")]
    [InlineData("“HQ”", "\"HQ\"")]
    [InlineData("\u200bHQ ", "hq")]
    public void Texts_that_look_the_same_are_the_same(string left, string right) => Assert.True(TypedText.Same(left, right));

    [Theory]
    [InlineData("“HQ Denver”", "HQ Denver")]
    [InlineData("\"help\"", "help")]
    [InlineData("„HQ“", "HQ")]
    [InlineData("HQ “Denver”", "HQ “Denver”")]
    [InlineData("O’", "O’")]
    public void Quotes_around_the_whole_are_no_part_of_it(string typed, string unquoted) =>
        Assert.Equal(unquoted, TypedText.Unquoted(typed));

    [Theory]
    [InlineData("1. Maria", "Maria")]
    [InlineData("12) Maria", "Maria")]
    [InlineData("- Maria", "Maria")]
    [InlineData("•Maria", "Maria")]
    [InlineData("• \tMaria", "Maria")]
    [InlineData("-5", "-5")]
    [InlineData("2027-03-01", "2027-03-01")]
    [InlineData("3M", "3M")]
    public void A_mark_of_a_list_is_no_part_of_its_entry(string typed, string entry) =>
        Assert.Equal(entry, TypedText.WithoutListMark(typed));

    [Fact]
    public void Cleaning_and_folding_once_is_enough_for_any_text() => Gen.String.Sample(text =>
        TypedText.Clean(TypedText.Clean(text)) == TypedText.Clean(text)
        && TypedText.Fold(TypedText.Fold(text)) == TypedText.Fold(text)
        && TypedText.Fold(TypedText.Clean(text)) == TypedText.Fold(text));
}
