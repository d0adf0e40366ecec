namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>What prevents a launch, and what the manager should know beforehand.</summary>
public static class LaunchRules
{
    /// <summary>The definition step for editing cohorts.</summary>
    public const int CohortsStep = 8;

    /// <summary>
    /// Recommended minimum of working days between launch and a cohort's first reminder.
    /// </summary>
    public const int LeadWorkingDays = 10;

    /// <summary>The first missing item; null if the rollout can be launched.</summary>
    public static Refusal? Obstacle(RolloutDefinition definition) => FirstObstacle(definition)?.Refusal;

    /// <summary>
    /// The first missing item and the definition step where it is added; null if the rollout can be
    /// launched.
    /// </summary>
    public static (Refusal Refusal, int Step)? FirstObstacle(RolloutDefinition definition)
    {
        if (definition.Committee.Count == 0)
        {
            return (new Refusal(RuleTexts.NameAtLeastOneCommitteeMember), 2);
        }

        if (definition.Cohorts.Count == 0)
        {
            return (new Refusal(RuleTexts.AddAtLeastOneCohortStep), CohortsStep);
        }

        if (definition.Approach == Approach.InstantOn && definition.Cohorts.Count > 1)
        {
            return (
                new Refusal(
                    RuleTexts.InstantOnMeansExactlyOneCohort.With(definition.Cohorts.Count)),
                6);
        }

        if (definition.Projects.NeedsVendorConfirmation)
        {
            return (
                new Refusal(
                    RuleTexts.AProjectIsAlreadyUnderWay),
                5);
        }

        return definition.Timing.Validate() is [var error, ..] ? (new Refusal(RuleTexts.Step10.With(error.Message)), 10) : null;
    }

    /// <summary>
    /// Warnings to show before launch, one sentence each, starting with the cohort's name.
    /// </summary>
    /// <param name="definition">The definition.</param>
    /// <param name="memberCounts">How many members each cohort has.</param>
    /// <param name="launch">The assumed launch time.</param>
    public static IReadOnlyList<LaunchWarning> Warnings(
        RolloutDefinition definition, IReadOnlyDictionary<CohortId, int> memberCounts, Instant launch)
    {
        var warnings = new List<LaunchWarning>();
        var calendar = definition.Timing.Calendar;
        foreach (var cohort in definition.Cohorts)
        {
            var today = launch.InZone(cohort.Zone).Date;
            var dates = new TouchpointDates(definition.Timing, calendar, cohort.GoLive);
            if (cohort.GoLive < today)
            {
                Warn(
                    cohort,
                    RuleTexts.WentLiveOnWhichHasPassed.With(cohort.GoLive),
                    RuleTexts.ChangeTheDate);
            }
            else if (dates.Checklist < today)
            {
                Warn(
                    cohort,
                    RuleTexts.ShouldHaveGotItsChecklistsOn.With(dates.Checklist),
                    RuleTexts.ChangeTheDate);
            }
            else if (calendar.CountWorkingDays(today, dates.Reminder) is var lead && lead < LeadWorkingDays)
            {
                Warn(cohort, RuleTexts.HasBeforeTheFirstReminderThe.With(Days(lead), LeadWorkingDays), RuleTexts.ChangeTheDate);
            }

            if (!calendar.IsWorkingDay(cohort.GoLive))
            {
                Warn(
                    cohort, RuleTexts.GoesLiveOnADayOff.With(cohort.GoLive, dates.GoLive),
                    RuleTexts.ChangeTheDate);
            }

            if (memberCounts.GetValueOrDefault(cohort.Id) == 0)
            {
                Warn(cohort, RuleTexts.HasNoTeamMembersYet, RuleTexts.AddPeople);
            }

            if (cohort.ImplementationManager is null)
            {
                Warn(cohort, RuleTexts.HasNoImplementationManagerYetIts, RuleTexts.NameSomebody);
            }
        }

        warnings.AddRange(CohortOrder.AgainstStrategy(definition));
        return warnings;

        void Warn(Cohort cohort, string text, string remedy) =>
            warnings.Add(new LaunchWarning(cohort.Name, text) { Id = cohort.Id, Remedy = (remedy, CohortsStep) });
        static string Days(int count) => count == 1 ? RuleTexts.Text1WorkingDay : RuleTexts.WorkingDays.With(count);
    }
}

/// <summary>A warning before launch.</summary>
/// <param name="Cohort">The cohort's name, which starts the sentence.</param>
/// <param name="Text">The rest of the sentence.</param>
public sealed record LaunchWarning(string Cohort, string Text)
{
    /// <summary>The cohort, if the warning is about one.</summary>
    public CohortId? Id { get; init; }

    /// <summary>A short remedy and its step; null if no action is needed.</summary>
    public (string Title, int Step)? Remedy { get; init; }
}
