using NodaTime;
using TeamsRolloutBot.Domain.Timeline;

namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>
/// What keeps a definition from being launched, and what its manager should know before.
/// </summary>
public static class LaunchRules
{
    /// <summary>The step of the definition in which cohorts are changed.</summary>
    public const int CohortsStep = 8;

    /// <summary>
    /// How many working days a cohort should have between launch and the first reminder.
    /// </summary>
    public const int LeadWorkingDays = 10;

    /// <summary>
    /// The first thing that is missing, or null when the rollout can be launched.
    /// </summary>
    public static Refusal? Obstacle(RolloutDefinition definition) => FirstObstacle(definition)?.Refusal;

    /// <summary>
    /// The first thing that is missing, and the step of the definition where it is added; null when
    /// the rollout can be launched.
    /// </summary>
    public static (Refusal Refusal, int Step)? FirstObstacle(RolloutDefinition definition)
    {
        if (definition.Committee.Count == 0)
        {
            return (new Refusal("Name at least one committee member (step 2) before you launch."), 2);
        }

        if (definition.Cohorts.Count == 0)
        {
            return (new Refusal("Add at least one cohort (step 8) before you launch."), CohortsStep);
        }

        if (definition.Approach == Approach.InstantOn && definition.Cohorts.Count > 1)
        {
            return (
                new Refusal(
                    $"Instant-on means exactly one cohort, and there are {definition.Cohorts.Count}. Remove cohorts (step 8) or choose "
                        + "phased (step 6)."),
                6);
        }

        if (definition.Projects.NeedsVendorConfirmation)
        {
            return (
                new Refusal(
                    "A project is already under way in another system. Confirm in step 5 that you discussed this with the vendor, and "
                        + "say who you spoke to."),
                5);
        }

        return definition.Timing.Validate() is [var error, ..] ? (new Refusal($"{error.Message} (step 10)"), 10) : null;
    }

    /// <summary>
    /// What the manager should know before launching, one sentence each, with the cohort's name in
    /// front.
    /// </summary>
    /// <param name="definition">The definition.</param>
    /// <param name="memberCounts">How many members each cohort has.</param>
    /// <param name="launch">When it would be launched.</param>
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
                    $"went live on {cohort.GoLive:MMM d}, which has passed: its people get the checklist and the go-live card at once.",
                    "Change the date");
            }
            else if (dates.Checklist < today)
            {
                Warn(
                    cohort,
                    $"should have got its checklists on {dates.Checklist:MMM d}: it gets them at launch, with less time to prepare.",
                    "Change the date");
            }
            else if (calendar.CountWorkingDays(today, dates.Reminder) is var lead && lead < LeadWorkingDays)
            {
                Warn(cohort, $"has {Days(lead)} before the first reminder; the playbook asks for {LeadWorkingDays}.", "Change the date");
            }

            if (!calendar.IsWorkingDay(cohort.GoLive))
            {
                Warn(
                    cohort, $"goes live on {cohort.GoLive:dddd, MMM d}, a day off: its cards come on {dates.GoLive:dddd, MMM d}.",
                    "Change the date");
            }

            if (memberCounts.GetValueOrDefault(cohort.Id) == 0)
            {
                Warn(cohort, "has no team members yet.", "Add people");
            }

            if (cohort.ImplementationManager is null)
            {
                Warn(cohort, "has no implementation manager yet: its questions go to the committee.", "Name somebody");
            }
        }

        warnings.AddRange(CohortOrder.AgainstStrategy(definition));
        return warnings;

        void Warn(Cohort cohort, string text, string remedy) =>
            warnings.Add(new LaunchWarning(cohort.Name, text) { Id = cohort.Id, Remedy = (remedy, CohortsStep) });
        static string Days(int count) => count == 1 ? "1 working day" : $"{count} working days";
    }
}

/// <summary>Something to know before launching.</summary>
/// <param name="Cohort">The cohort's name, which the sentence goes on from.</param>
/// <param name="Text">The rest of the sentence.</param>
public sealed record LaunchWarning(string Cohort, string Text)
{
    /// <summary>The cohort, where it is about one.</summary>
    public CohortId? Id { get; init; }

    /// <summary>
    /// What to do about it, in two words, and in which step; null where nothing has to be done.
    /// </summary>
    public (string Title, int Step)? Remedy { get; init; }
}
