namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>How a strategy orders cohorts.</summary>
public static class CohortOrder
{
    /// <summary>The cohorts as the review lists them: by go-live date, corporate offices first on the same day.</summary>
    public static IReadOnlyList<Cohort> ByGoLive(RolloutDefinition definition) =>
        [.. definition.Cohorts
            .OrderBy(cohort => cohort.GoLive)
            .ThenBy(cohort => definition.Strategy == Strategy.ByOffice && !cohort.IsCorporate)
            .ThenBy(cohort => cohort.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Names for cohorts that the strategy suggests and that do not exist yet: projects by start date.</summary>
    public static IReadOnlyList<string> Proposals(RolloutDefinition definition) =>
        definition.Strategy != Strategy.ByProjectStart
            ? []
            : [.. definition.Projects.Listed
                .OrderBy(project => project.Start ?? NodaTime.LocalDate.MaxIsoValue)
                .Select(project => project.Name)
                .Where(name => !definition.Cohorts.Any(cohort => string.Equals(cohort.Name, name, StringComparison.OrdinalIgnoreCase)))];

    /// <summary>The cohorts that start in another order than the strategy asks for.</summary>
    public static IEnumerable<LaunchWarning> AgainstStrategy(RolloutDefinition definition) => definition.Strategy switch
    {
        Strategy.ByOffice => BranchesBeforeCorporate(definition),
        Strategy.ByProjectStart => ProjectsOutOfOrder(definition),
        _ => [],
    };

    private static IEnumerable<LaunchWarning> BranchesBeforeCorporate(RolloutDefinition definition)
    {
        var lastCorporate = definition.Cohorts.Where(cohort => cohort.IsCorporate).MaxBy(cohort => cohort.GoLive);
        return lastCorporate is null
            ? []
            : definition.Cohorts
                .Where(cohort => !cohort.IsCorporate && cohort.GoLive < lastCorporate.GoLive)
                .Select(cohort => new LaunchWarning(cohort.Name, $"is a branch and starts before the corporate office {lastCorporate.Name}; the strategy puts corporate offices first."));
    }

    private static IEnumerable<LaunchWarning> ProjectsOutOfOrder(RolloutDefinition definition)
    {
        var starts = definition.Projects.Listed
            .Where(project => project.Start is not null)
            .GroupBy(project => project.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Min(project => project.Start!.Value), StringComparer.OrdinalIgnoreCase);
        var known = definition.Cohorts.Where(cohort => starts.ContainsKey(cohort.Name)).OrderBy(cohort => cohort.GoLive).ToList();
        return known
            .Where((cohort, index) => known.Skip(index + 1).Any(later => later.GoLive > cohort.GoLive && starts[later.Name] < starts[cohort.Name]))
            .Select(cohort => new LaunchWarning(cohort.Name, "goes live before a project that starts earlier; the strategy follows the projects' start dates."));
    }
}
