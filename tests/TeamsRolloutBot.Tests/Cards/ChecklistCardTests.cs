using CsCheck;
using NodaTime;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Tests.Protocol.AdaptiveCards;

namespace TeamsRolloutBot.Tests.Cards;

public sealed class ChecklistCardTests
{
    private static readonly string?[] Roles = [null, "project-manager", "accountant", "unknown"];
    private static readonly string[] Zones = ["America/Denver", "Europe/Berlin"];

    // Kept, so that the cards of one are drawn for several people.
    private static readonly ChecklistModel Model = CardGallery.AChecklist();

    private static readonly Cohort[] Cohorts =
        [Model.Cohort, Model.Cohort with { Name = "The same, by another name" }, Model.Cohort with { Id = new CohortId("c99") }];

    private static readonly Gen<ChecklistModel> Models =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1], Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[-1, 1], Gen.Bool, Gen.Int[0, 1])
            .Select((role, zone, cohort, rollout, day, hasBegun, page) => Model with
            {
                RolloutId = $"r{rollout}",
                Cohort = Cohorts[cohort],
                Participant = Model.Participant with { Role = Roles[role], Progress = hasBegun ? TaskProgress.None.Set("account", true, Instant.FromUtc(2027, 3, 1, 12, 0)) : TaskProgress.None },
                Zone = DateTimeZoneProviders.Tzdb[Zones[zone]],
                Today = new LocalDate(2027, 3, 3).PlusDays(day),
                Page = page,
            });

    /// <summary>Cards are kept written: whoever one was written for, it says what one of one's own would say.</summary>
    [Fact]
    public void A_card_that_was_written_for_somebody_else_says_the_same_as_one_of_ones_own() =>
        Models.Sample(model => Assert.Equal(CardJson.Of(ChecklistCard.Draw(model with { Definition = model.Definition with { } })), CardJson.Of(ChecklistCard.Draw(model))));

    [Fact]
    public void It_is_written_once_for_those_who_have_done_nothing_yet_and_anew_for_who_has()
    {
        var beginner = Model with { Participant = Model.Participant with { Progress = TaskProgress.None } };
        var other = beginner with { Participant = beginner.Participant with { Person = Person.FromEmail("somebody@contoso.example.com") } };

        Assert.Same(ChecklistCard.Draw(beginner), ChecklistCard.Draw(other));
        Assert.Contains("Undo", CardJson.Of(ChecklistCard.Draw(Begun(beginner))), StringComparison.Ordinal);
        Assert.DoesNotContain("Undo", CardJson.Of(ChecklistCard.Draw(other)), StringComparison.Ordinal);

        static ChecklistModel Begun(ChecklistModel model) =>
            model with { Participant = model.Participant with { Progress = TaskProgress.None.Set("account", true, Instant.FromUtc(2027, 3, 1, 12, 0)) } };
    }
}
