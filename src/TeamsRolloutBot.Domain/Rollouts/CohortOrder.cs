namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>The order of cohorts under each strategy.</summary>
public static class CohortOrder
{
    /// <summary>
    /// The cohorts as listed in the review: by go-live date, corporate offices first on the same
    /// day.
    /// </summary>
    public static IReadOnlyList<Cohort> ByGoLive(RolloutDefinition definition) =>
        [.. definition.Cohorts
            .OrderBy(cohort => cohort.GoLive)
            .ThenBy(cohort => definition.Strategy == Strategy.ByOffice && !cohort.IsCorporate)
            .ThenBy(cohort => cohort.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>
    /// Projects that no cohort is named after, by start date; empty for other strategies.
    /// </summary>
    public static IReadOnlyList<Project> WithoutCohort(RolloutDefinition definition) =>
        definition.Strategy != Strategy.ByProjectStart || definition.Projects.AllNew
            ? []
            : [.. definition.Projects.Listed
                .OrderBy(project => project.Start ?? NodaTime.LocalDate.MaxIsoValue)
                .Where(project => definition.Cohorts.All(cohort => !TypedText.Same(cohort.Name, project.Name)))];

    /// <summary>The cohorts whose order contradicts the strategy.</summary>
    public static IEnumerable<LaunchWarning> AgainstStrategy(RolloutDefinition definition) => definition.Strategy switch
    {
        Strategy.ByOffice => BranchesBeforeCorporate(definition),
        Strategy.ByProjectStart => [.. ProjectsOutOfOrder(definition), .. AfterItsProject(definition), .. ProjectsLeftOut(definition)],
        _ => [],
    };

    private static IEnumerable<LaunchWarning> BranchesBeforeCorporate(RolloutDefinition definition)
    {
        var lastCorporate = definition.Cohorts.Where(cohort => cohort.IsCorporate).MaxBy(cohort => cohort.GoLive);
        return lastCorporate is null
            ? []
            : definition
                .Cohorts.Where(cohort => !cohort.IsCorporate && cohort.GoLive < lastCorporate.GoLive)
                .Select(cohort => new LaunchWarning(
                    cohort.Name,
                    RuleTexts.IsABranchAndStartsBefore.With(lastCorporate.Name)
                )
                {
                    Id = cohort.Id,
                    Remedy = (RuleTexts.ChangeTheDate, LaunchRules.CohortsStep),
                });
    }

    private static IEnumerable<LaunchWarning> ProjectsOutOfOrder(RolloutDefinition definition)
    {
        var starts = definition.Projects.Listed
            .Where(project => project.Start is not null)
            .GroupBy(project => project.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Min(project => project.Start!.Value), StringComparer.OrdinalIgnoreCase);
        var known = definition.Cohorts.Where(cohort => starts.ContainsKey(cohort.Name)).OrderBy(cohort => cohort.GoLive).ToList();
        return known
            .Where(
                (cohort, index) =>
                    known.Skip(index + 1).Any(later => later.GoLive > cohort.GoLive && starts[later.Name] < starts[cohort.Name])
            )
            .Select(cohort => new LaunchWarning(
                cohort.Name,
                RuleTexts.GoesLiveBeforeAProjectThat
            )
            {
                Id = cohort.Id,
                Remedy = (RuleTexts.ChangeTheDate, LaunchRules.CohortsStep),
            });
    }

    private static IEnumerable<LaunchWarning> AfterItsProject(RolloutDefinition definition) =>
        from cohort in definition.Cohorts
        let start = definition.Projects.AllNew
            ? null
            : definition.Projects.Listed.FirstOrDefault(project => TypedText.Same(project.Name, cohort.Name))?.Start
        where start < cohort.GoLive
        select new LaunchWarning(cohort.Name, RuleTexts.GoesLiveOnAfterItsProject.With(cohort.GoLive, start))
        {
            Id = cohort.Id,
            Remedy = (RuleTexts.ChangeTheDate, LaunchRules.CohortsStep),
        };

    private static IEnumerable<LaunchWarning> ProjectsLeftOut(RolloutDefinition definition) =>
        WithoutCohort(definition).Select(
            project =>
                new LaunchWarning(project.Name,
                    RuleTexts.IsAProjectWithoutACohort)
                { Remedy = (RuleTexts.AddACohort, LaunchRules.CohortsStep) });
}
