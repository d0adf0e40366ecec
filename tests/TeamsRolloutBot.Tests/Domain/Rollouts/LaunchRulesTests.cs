using static TeamsRolloutBot.Tests.Domain.Rollouts.RolloutBuilder;
using static TeamsRolloutBot.Tests.Domain.Timeline.TimelineBuilder;

namespace TeamsRolloutBot.Tests.Domain.Rollouts;

/// <summary>
/// What prevents a definition from being launched, and the warnings in the review. Go-live is
/// Monday, March 15, 2027.
/// </summary>
public sealed class LaunchRulesTests
{
    private static readonly Cohort Denver15 = Cohort("Denver", "2027-03-15");
    private static readonly RolloutDefinition Whole = Definition(Denver15);

    public static TheoryData<string, RolloutDefinition> Obstacles { get; } =
        new()
        {
            { "(step 2)", Whole with { Committee = [] } },
            { "(step 8)", Whole with { Cohorts = [] } },
            { "there are 2", Definition(Denver15, Cohort("Boulder", "2027-03-15")) with { Approach = Approach.InstantOn } },
            {
                "step 5",
                Whole with
                {
                    Projects = new ProjectScope { AllNew = false, Listed = [new Project("Tower", "1", null, UnderWay: true)] },
                }
            },
            { "(step 10)", Whole with { Timing = new TimingPlan { ChecklistDays = 13 } } },
        };

    [Theory]
    [MemberData(nameof(Obstacles), DisableDiscoveryEnumeration = true)]
    public void What_is_missing_is_said_with_the_step_that_solves_it(string said, RolloutDefinition definition) =>
        Assert.Contains(said, LaunchRules.Obstacle(definition)!.Reason, StringComparison.Ordinal);

    [Fact]
    public void A_whole_definition_can_be_launched() => Assert.Null(LaunchRules.Obstacle(Whole));

    [Fact]
    public void Instant_on_with_one_cohort_and_a_project_under_way_that_the_vendor_knows_of_can_be_launched() =>
        Assert.Null(LaunchRules.Obstacle(Whole with
        {
            Approach = Approach.InstantOn,
            Projects = new ProjectScope
            {
                AllNew = false,
                Listed = [new Project("Tower", "1", null, UnderWay: true)],
                VendorContact = "Vera"
            },
        }));

    [Theory]
    [InlineData("2027-02-01", 5, "")]
    [InlineData("2027-02-19", 5, "")] // ten working days before the reminder on March 5
    [InlineData("2027-02-22", 5, "Denver has 9 working days before the first reminder; the playbook asks for 10.")]
    [InlineData("2027-02-23", 5, "Denver should have received its checklists on Feb 22: it gets them at launch, with less time to prepare.")]
    [InlineData("2027-03-15", 5, "Denver should have received its checklists on Feb 22: it gets them at launch, with less time to prepare.")]
    [InlineData(
        "2027-03-16", 5, "Denver was due to go live on Mar 15, which has passed: its people get the checklist and the go-live card right away.")]
    [InlineData("2027-02-01", 0, "Denver has no team members yet.")]
    public void The_review_warns_of_little_time_and_of_nobody(string launchedOn, int members, string expected) =>
        Assert.Equal(expected, string.Join('\n', Warnings(Whole, launchedOn, members)));

    [Theory]
    [InlineData("2027-03-14", "Denver goes live on Sunday, Mar 14, a day off: its cards come on Monday, Mar 15.")]
    [InlineData("2027-03-13", "Denver goes live on Saturday, Mar 13, a day off: its cards come on Monday, Mar 15.")]
    public void A_golive_on_a_day_off_is_warned_about(string goLive, string expected) =>
        Assert.Equal([expected], Warnings(Definition(Cohort("Denver", goLive)), "2027-02-01", 5));

    [Fact]
    public void A_golive_on_a_holiday_is_warned_about() =>
        Assert.Contains(
            "a day off",
            Assert.Single(Warnings(Whole with { Timing = new TimingPlan { Holidays = [Date("2027-03-15")] } }, "2027-02-01", 5)),
            StringComparison.Ordinal);

    [Fact]
    public void A_cohort_without_an_implementation_manager_is_warned_about() =>
        Assert.Equal(
            ["Denver has no implementation manager yet: its questions go to the committee."],
            Warnings(Definition(Denver15 with { ImplementationManager = null }), "2027-02-01", 5));

    [Fact]
    public void The_day_of_launch_is_the_cohorts_own()
    {
        // Half past midnight on the 23rd in New York, but still the 22nd, the day of the
        // checklists, in Denver.
        var launch = Instant.FromUtc(2027, 2, 23, 5, 30);

        Assert.StartsWith("has 9 working days", WarningAt(launch, Denver), StringComparison.Ordinal);
        Assert.StartsWith(
            "should have received its checklists", WarningAt(launch, DateTimeZoneProviders.Tzdb["America/New_York"]), StringComparison.Ordinal);
    }

    private static string WarningAt(Instant launch, DateTimeZone zone) =>
        Assert
            .Single(
                LaunchRules.Warnings(Definition(Denver15 with { Zone = zone }), new Dictionary<CohortId, int> { [Denver15.Id] = 5 }, launch)
            )
            .Text;

    private static IEnumerable<string> Warnings(RolloutDefinition definition, string launchedOn, int members) =>
        LaunchRules.Warnings(definition, definition.Cohorts.ToDictionary(cohort => cohort.Id, _ => members), At($"{launchedOn}T12:00"))
            .Select(warning => $"{warning.Cohort} {warning.Text}");
}
