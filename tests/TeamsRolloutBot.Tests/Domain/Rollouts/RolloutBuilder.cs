using TeamsRolloutBot.Documents;
using static TeamsRolloutBot.Tests.Domain.Timeline.TimelineBuilder;

namespace TeamsRolloutBot.Tests.Domain.Rollouts;

/// <summary>Sets up a rollout in one line.</summary>
internal static class RolloutBuilder
{
    public static readonly Person Robin = Person.FromEmail("robin@example.com", "Robin Hale");
    public static readonly Person Sam = Person.FromEmail("sam@example.com", "Sam Okafor");

    /// <summary>
    /// A definition that can be launched: one committee member and these cohorts.
    /// </summary>
    public static RolloutDefinition Definition(params IReadOnlyList<Cohort> cohorts) =>
        RolloutDefinition.Start("Procore Pay", ShippedPlaybooks.Default, Denver) with { Committee = [Robin], Cohorts = cohorts };

    /// <summary>A cohort in Denver, led by Sam, with its lower-case name as its id.</summary>
    public static Cohort Cohort(string name, string goLive, bool isCorporate = false) => new()
    {
        Id = new CohortId(name.ToLowerInvariant().Replace(' ', '-')),
        Name = name,
        GoLive = Date(goLive),
        Zone = Denver,
        ImplementationManager = Sam,
        IsCorporate = isCorporate,
    };

    public static Rollout Draft(RolloutDefinition? definition = null) =>
        new() { Id = new RolloutId("r1"), Owner = Robin, Definition = definition ?? Definition(Cohort("Denver", "2027-03-15")) };

    public static Rollout Running(Instant launched) => Draft().Launch(launched).Rollout;
}
