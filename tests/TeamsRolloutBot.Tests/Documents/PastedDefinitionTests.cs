using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Tests.Documents;

public sealed class PastedDefinitionTests
{
    private const string Definition =
        """{ "name": "Mountain {region}", "timeZone": "America/Denver", "cohorts": [ { "name": "HQ", "goLive": "2027-03-15" } ], "manager": { "name": "Robin", "email": "robin@contoso.example.com" } }""";

    [Theory]
    [InlineData("", "")]
    [InlineData("```json\n", "\n```")]
    [InlineData("```", "```")]
    [InlineData("\ufeff", "")]
    [InlineData("“", "”")]
    [InlineData("\"", "\"")]
    [InlineData("Here is the file we talked about:\n\n", "\n\nThanks!")]
    public void What_stands_around_a_definition_does_not_matter(string before, string after)
    {
        var pasted = before + Definition + after;

        var (rollout, errors) = DefinitionTransfer.Read(pasted);

        Assert.Empty(errors);
        Assert.Equal("Mountain {region}", rollout?.Definition.Name);
        Assert.True(PastedDefinition.IsIn(pasted));
    }

    [Fact]
    public void Typographic_quotes_are_named()
    {
        var pasted = Definition.Replace('"', '”');

        Assert.Contains("curly quotes", Assert.Single(DefinitionTransfer.Read(pasted).Errors), StringComparison.Ordinal);
        Assert.True(PastedDefinition.IsIn(pasted));
    }

    [Fact]
    public void A_cohort_without_a_golive_date_is_named_in_words() =>
        Assert.Equal(
            "cohorts[0].goLive: the go-live date is missing; write it like 2027-03-15. (In the first cohort, “HQ”.)",
            Assert.Single(
                DefinitionTransfer.Read(
                    Definition.Replace("\"goLive\": \"2027-03-15\"", "\"corporate\": true", StringComparison.Ordinal)).Errors));

    [Theory]
    [InlineData("hello", "begins with {")]
    [InlineData("""{ "name": "Mountain", "cohorts": [ """, "ends too early")]
    [InlineData("""{ "name": "Mountain" "cohorts": [] }""", "comma")]
    public void What_is_wrong_is_said_in_plain_words(string pasted, string expected)
    {
        var error = Assert.Single(DefinitionTransfer.Read(pasted).Errors);

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePosition", error, StringComparison.Ordinal);
    }
}
