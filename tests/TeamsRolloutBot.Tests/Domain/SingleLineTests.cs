namespace TeamsRolloutBot.Tests.Domain;

public sealed class SingleLineTests
{
    [Theory]
    [InlineData("Maria López")]
    [InlineData("O’Brien-Šmíd, 3rd")]
    [InlineData("محمد")]
    [InlineData("علی\u200cرضا")] // Persian: a non-joiner between two letters.
    [InlineData("👩\u200d🚒 fire team")] // One emoji of two, joined.
    [InlineData("葛\U000E0100")] // A variant of a character of Japanese names.
    public void What_is_seen_is_taken_and_so_is_what_joins(string name)
    {
        Assert.Null(SingleLine.Problem(name));
        Assert.Equal(name, SingleLine.Clean(name));
    }

    [Theory]
    [InlineData("Ma\u0000ria", "U+0000")]
    [InlineData("Ma\tria", "U+0009")]
    [InlineData("Ma\nria", "U+000A")]
    [InlineData("Ma\u0085ria", "U+0085")]
    [InlineData("Ma\u00adria", "U+00AD")]
    [InlineData("Ma\u200bria", "U+200B")]
    [InlineData("Ma\u200cria", "U+200C")]
    [InlineData("Ma\u200dria", "U+200D")]
    [InlineData("م\u200d\u200dحمد", "U+200D")]
    [InlineData("Ma\u200fria", "U+200F")]
    [InlineData("Ma\u2028ria", "U+2028")]
    [InlineData("Ma\u202eria", "U+202E")]
    [InlineData("Ma\u2060ria", "U+2060")]
    [InlineData("Ma\u2066ria", "U+2066")]
    [InlineData("Ma\ufeffria", "U+FEFF")]
    [InlineData("Ma\u3164ria", "U+3164")]
    [InlineData("Ma\U000E0041ria", "U+E0041")]
    public void What_is_not_seen_is_refused_with_its_code(string name, string code)
    {
        Assert.Contains($"({code})", SingleLine.Problem(name), StringComparison.Ordinal);
        Assert.Null(SingleLine.Problem(SingleLine.Clean(name)));
        Assert.DoesNotContain(SingleLine.Clean(name), char.IsSurrogate);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("\u200b \ufeff", "")]
    [InlineData("\ufeffMaria\u200b ", "Maria")]
    [InlineData("\u202aMaria Lopez\u202c", "Maria Lopez")]
    public void At_the_ends_it_means_nothing_and_is_left_out(string? typed, string name) => Assert.Equal(name, SingleLine.Trim(typed));

    [Fact]
    public void An_address_with_something_unseen_in_it_is_none() => Assert.False(EmailAddress.IsValid("maria\u200b@contoso.example.com"));
}
