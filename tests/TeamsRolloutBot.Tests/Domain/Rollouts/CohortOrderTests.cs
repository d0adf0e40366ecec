using CsCheck;
using static TeamsRolloutBot.Tests.Domain.Rollouts.RolloutBuilder;
using static TeamsRolloutBot.Tests.Domain.Timeline.TimelineBuilder;

namespace TeamsRolloutBot.Tests.Domain.Rollouts;

/// <summary>The order of cohorts: by go-live, and by what the strategy requires.</summary>
public sealed class CohortOrderTests
{
    [Fact]
    public void Cohorts_are_listed_by_golive_then_corporate_offices_first_then_by_name() => Assert.Equal(
        ["Boulder", "Zurich", "Aspen", "denver"],
        Names(
            Definition(
                Cohort("denver", "2027-03-15"), Cohort("Aspen", "2027-03-15"), Cohort("Zurich", "2027-03-15", isCorporate: true),
                Cohort("Boulder", "2027-03-01"))));

    [Fact]
    public void Without_the_strategy_by_office_a_corporate_office_is_one_like_any_other() => Assert.Equal(
        ["Aspen", "Zurich"],
        Names(
            Definition(
                Cohort("Zurich", "2027-03-15", isCorporate: true),
                Cohort("Aspen", "2027-03-15")) with
            { Strategy = Strategy.ByBusinessUnit }));

    [Theory]
    [InlineData("2027-03-08", "2027-03-01", 1)]
    [InlineData("2027-03-01", "2027-03-01", 0)]
    [InlineData("2027-03-01", "2027-03-08", 0)]
    public void A_branch_that_starts_before_the_last_corporate_office_is_against_the_strategy(string corporate, string branch, int warnings)
    {
        var definition = Definition(Cohort("Head office", corporate, isCorporate: true), Cohort("Branch", branch));

        Assert.Equal(Enumerable.Repeat("Branch", warnings), CohortOrder.AgainstStrategy(definition).Select(warning => warning.Cohort));
        Assert.Empty(CohortOrder.AgainstStrategy(definition with { Strategy = Strategy.ByBusinessUnit }));
    }

    [Fact]
    public void Projects_are_proposed_in_the_order_they_start_and_those_without_a_date_last() => Assert.Equal(
        ["Bridge", "Tower", "Depot"],
        CohortOrder.WithoutCohort(ByProject(Cohort("Mall", "2027-03-01"))).Select(project => project.Name));

    [Fact]
    public void Cohorts_that_go_live_in_another_order_than_their_projects_start_are_against_the_strategy() => Assert.Equal(
        ["Tower"],
        CohortOrder.AgainstStrategy(
            ByProject(Cohort("tower", "2027-03-01") with { Name = "Tower" }, Cohort("bridge", "2027-03-08") with { Name = "BRIDGE" }))
            .Where(warning => warning.Text.Contains("a project that starts earlier", StringComparison.Ordinal))
                .Select(warning => warning.Cohort));

    [Fact]
    public void A_project_without_a_cohort_and_a_golive_after_a_projects_start_are_warned_about()
    {
        var definition = Definition(Cohort("Tower", "2027-04-12")) with
        {
            Strategy = Strategy.ByProjectStart,
            Projects = new ProjectScope
            {
                AllNew = false,
                Listed = [new("Tower", "1", Date("2027-04-01"), false), new("Bridge", "2", Date("2027-05-01"), false)]
            },
        };

        Assert.Equal(
            ["Tower goes live on Apr 12, after its project starts on Apr 1.", "Bridge is a project without a cohort."],
            CohortOrder.AgainstStrategy(definition).Select(warning => $"{warning.Cohort} {warning.Text}"));
        Assert.Empty(CohortOrder.AgainstStrategy(definition with { Projects = new ProjectScope { Listed = definition.Projects.Listed } }));
    }

    [Fact]
    public void Listing_loses_and_invents_no_cohort() =>
        Gen.Int[0, 60].Array[0, 12].Sample(days =>
        {
            var cohorts = days.Select((day, n) => Cohort($"Cohort {n}", "2027-03-01") with { GoLive = Date("2027-03-01").PlusDays(day) })
                .ToList();

            var listed = CohortOrder.ByGoLive(Definition(cohorts));

            Assert.Equal(cohorts.Select(cohort => cohort.Id).Order(), listed.Select(cohort => cohort.Id).Order());
            Assert.Equal(listed.Select(cohort => cohort.GoLive).Order(), listed.Select(cohort => cohort.GoLive));
        });

    private static RolloutDefinition ByProject(params IReadOnlyList<Cohort> cohorts) => Definition(cohorts) with
    {
        Strategy = Strategy.ByProjectStart,
        Projects = new ProjectScope
        {
            AllNew = false,
            Listed =
            [
                new Project("Depot", "4", null, UnderWay: false),
                new Project("Tower", "2", Date("2027-05-03"), UnderWay: false),
                new Project("Bridge", "1", Date("2027-04-05"), UnderWay: false),
                new Project("Mall", "3", Date("2027-06-07"), UnderWay: false),
            ],
        },
    };

    private static IEnumerable<string> Names(RolloutDefinition definition) =>
        CohortOrder.ByGoLive(definition).Select(cohort => cohort.Name);
}
