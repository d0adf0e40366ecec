namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>The people of a rollout in numbers.</summary>
public sealed record PeopleCounts
{
    /// <summary>Team members.</summary>
    public required int Members { get; init; }

    /// <summary>Members with at least one task done.</summary>
    public required int Started { get; init; }

    /// <summary>Members whose checklist was delivered to a chat.</summary>
    public required int Reached { get; init; }

    /// <summary>Members with every task done.</summary>
    public required int Ready { get; init; }

    /// <summary>Members who attended a training session.</summary>
    public required int Trained { get; init; }

    /// <summary>Members whose latest answer is yes.</summary>
    public required int UsageYes { get; init; }

    /// <summary>Members whose latest answer is partly.</summary>
    public required int UsagePartly { get; init; }

    /// <summary>Members whose latest answer is no.</summary>
    public required int UsageNo { get; init; }

    /// <summary>Members at risk.</summary>
    public required int AtRisk { get; init; }

    /// <summary>People whose messages wait for them to get the app.</summary>
    public required int WithoutApp { get; init; }

    /// <summary>Members who have not answered yet.</summary>
    public int Silent => Members - UsageYes - UsagePartly - UsageNo;

    /// <summary>Members who have not done any task.</summary>
    public int NeverStarted => Members - Started;

    /// <summary>Counts each person once, however many cohorts they are in.</summary>
    public static PeopleCounts Of(IReadOnlyCollection<PersonStanding> people) => new()
    {
        Members = people.Count(person => person.IsMember),
        Started = people.Count(person => person.HasStarted),
        Reached = people.Count(person => person.IsReached),
        Ready = people.Count(person => person is { IsMember: true, HasOpenTasks: false }),
        Trained = people.Count(person => person.IsTrained),
        UsageYes = people.Count(person => person.LastAnswer?.Usage == Usage.Yes),
        UsagePartly = people.Count(person => person.LastAnswer?.Usage == Usage.Partly),
        UsageNo = people.Count(person => person.LastAnswer?.Usage == Usage.No),
        AtRisk = people.Count(person => person.IsAtRisk),
        WithoutApp = people.Count(person => person.HasNoApp),
    };

    /// <summary>Sums the cohorts' counts; somebody in two cohorts counts twice.</summary>
    /// <param name="cohorts">Each cohort's counts and number of trained members.</param>
    public static PeopleCounts Sum(IReadOnlyCollection<(CohortCounts Counts, int Trained)> cohorts) => new()
    {
        Members = cohorts.Sum(cohort => cohort.Counts.Members),
        Started = cohorts.Sum(cohort => cohort.Counts.Started),
        Reached = cohorts.Sum(cohort => cohort.Counts.Reached ?? 0),
        Ready = cohorts.Sum(cohort => cohort.Counts.Ready),
        Trained = cohorts.Sum(cohort => cohort.Trained),
        UsageYes = cohorts.Sum(cohort => cohort.Counts.UsageYes),
        UsagePartly = cohorts.Sum(cohort => cohort.Counts.UsagePartly),
        UsageNo = cohorts.Sum(cohort => cohort.Counts.UsageNo),
        AtRisk = cohorts.Sum(cohort => cohort.Counts.AtRisk),
        WithoutApp = cohorts.Sum(cohort => cohort.Counts.Obstacles.WaitingPeople),
    };
}
