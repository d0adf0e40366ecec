using System.Text.RegularExpressions;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Tests.Resources;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>What a calendar entry says about a training session.</summary>
public sealed class SessionTextsTests
{
    private static readonly TrainingSession InARoom = new(new LocalDateTime(2027, 3, 9, 10, 0), 90) { Id = "s1", Place = "Room <4>" };

    private static readonly Cohort Headquarters = new()
    {
        Id = new CohortId("c1"),
        Name = "HQ",
        GoLive = new LocalDate(2027, 3, 22),
        Zone = DateTimeZone.Utc,
        Sessions = [InARoom],
    };

    private static readonly RolloutDefinition Definition =
        RolloutDefinition.Start("Mountain region", ShippedPlaybooks.Default, DateTimeZone.Utc) with { Cohorts = [Headquarters] };

    [Theory]
    [InlineData("en", "<p>Where: Room &lt;4&gt;</p>")]
    [InlineData("es", "<p>Dónde: Room &lt;4&gt;</p>")]
    [InlineData("fr", "<p>Où : Room &lt;4&gt;</p>")]
    public void A_place_is_said_in_the_readers_language(string language, string said) =>
        Assert.Contains(
            said,
            In.LanguageOf(language, () => SessionTexts.Html(Definition, Headquarters, InARoom, null)),
            StringComparison.Ordinal);

    [Fact]
    public void Nothing_but_what_somebody_typed_is_outside_the_resources()
    {
        var bare = Definition with { Playbook = Definition.Playbook with { Agenda = [] } };

        var html = PseudoLanguage.Written(
            () => SessionTexts.Html(bare, Headquarters, InARoom, "https://teams.example.com/join"));

        Assert.Equal(
            ["HQ", "Mon", "Mar", "Room", "lt", "gt", "https", "teams", "example", "com", "join"],
            Regex.Matches(PseudoLanguage.Outside(html), "[A-Za-z]{2,}").Select(word => word.Value));
    }
}
