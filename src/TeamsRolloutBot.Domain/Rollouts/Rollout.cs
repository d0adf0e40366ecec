namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>
/// A rollout and its state. It guards its own transitions: each method returns either the updated
/// rollout or a sentence saying why not.
/// </summary>
public sealed record Rollout
{
    public required RolloutId Id { get; init; }

    /// <summary>The implementation manager who defines and runs it.</summary>
    public required Person Owner { get; init; }

    public required RolloutDefinition Definition { get; init; }

    public RolloutState State { get; init; } = RolloutState.Draft;

    /// <summary>It has been launched, and may have been closed since.</summary>
    public bool IsLaunched => State != RolloutState.Draft;

    /// <summary>Launched and not closed.</summary>
    public bool IsOpen => State is RolloutState.Running or RolloutState.Paused;

    public Instant? LaunchedAt { get; init; }

    /// <summary>Start of the current uninterrupted run: launch or latest resumption.</summary>
    public Instant? ActiveSince { get; init; }

    /// <summary>
    /// When it was closed; null if it is not, or was closed by a release that did not record it.
    /// </summary>
    public Instant? ClosedAt { get; init; }

    /// <summary>If paused, when it resumes by itself; null if somebody must resume it.</summary>
    public Instant? PausedUntil { get; init; }

    /// <summary>
    /// Incremented with each change of definition or state; deliveries planned under an older
    /// revision are checked again.
    /// </summary>
    public int Revision { get; init; }

    public bool IsActive => State == RolloutState.Running;

    /// <summary>Changes the definition. Refused when the rollout is closed.</summary>
    public (Rollout Rollout, Refusal? Refusal) Redefine(RolloutDefinition definition) =>
        State == RolloutState.Closed
            ? Refuse(RuleTexts.ThisRolloutIsClosedAndCant)
            : Accept(this with { Definition = definition });

    /// <summary>
    /// Starts sending. Refused if already launched or if something essential is missing.
    /// </summary>
    public (Rollout Rollout, Refusal? Refusal) Launch(Instant now)
    {
        if (State != RolloutState.Draft)
        {
            return Refuse(
                State == RolloutState.Closed ? RuleTexts.ThisRolloutIsClosed : RuleTexts.ThisRolloutWasLaunchedAlreadyNothing);
        }

        return LaunchRules.Obstacle(Definition) is { } obstacle
            ? (this, obstacle)
            : Accept(this with { State = RolloutState.Running, LaunchedAt = now, ActiveSince = now });
    }

    /// <summary>
    /// Stops sending until <see cref="Resume"/>. If already paused, changes the resume date.
    /// </summary>
    /// <param name="until">When it resumes by itself; null: when somebody resumes it.</param>
    public (Rollout Rollout, Refusal? Refusal) Pause(Instant? until = null) => State switch
    {
        RolloutState.Running => Accept(this with { State = RolloutState.Paused, PausedUntil = until }),
        RolloutState.Paused when until is not null && until != PausedUntil => Accept(this with { PausedUntil = until }),
        RolloutState.Paused => Refuse(RuleTexts.ThisRolloutIsPausedAlreadyResume),
        RolloutState.Draft => Refuse(RuleTexts.ThisRolloutHasNotBeenLaunched),
        _ => Refuse(RuleTexts.ThisRolloutIsClosedNothingIs),
    };

    /// <summary>Resumes sending and catches up on what fell due meanwhile.</summary>
    public (Rollout Rollout, Refusal? Refusal) Resume(Instant now) => State switch
    {
        RolloutState.Paused => Accept(this with { State = RolloutState.Running, ActiveSince = now, PausedUntil = null }),
        RolloutState.Running => Refuse(RuleTexts.ThisRolloutIsRunningThereIs),
        RolloutState.Draft => Refuse(RuleTexts.ThisRolloutHasNotBeenLaunched2),
        _ => Refuse(RuleTexts.ThisRolloutIsClosedDuplicateIt),
    };

    /// <summary>
    /// Moves a cohort's go-live date by at most <see cref="Limits.DaysMoved"/> days.
    /// </summary>
    public (Rollout Rollout, Refusal? Refusal) MoveGoLive(CohortId cohortId, LocalDate goLive) =>
        Definition.FindCohort(cohortId) is not { } cohort ? Refuse(RuleTexts.ThatCohortIsNotPartOf)
        : RefuseMove(cohort, goLive) is { } refusal ? (this, refusal)
        : Redefine(Definition.WithCohort(cohort with { GoLive = goLive }));

    /// <summary>Why a cohort's go-live can't be moved to a date; null when it can.</summary>
    public static Refusal? RefuseMove(Cohort cohort, LocalDate goLive)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return Math.Abs(Period.DaysBetween(cohort.GoLive, goLive)) > Limits.DaysMoved
            ? new Refusal(RuleTexts.ThatIsMoreThanAYear)
            : null;
    }

    /// <summary>
    /// Ends the rollout for good. Nothing more is sent; what was done stays readable.
    /// </summary>
    public (Rollout Rollout, Refusal? Refusal) Close(Instant now) => State switch
    {
        RolloutState.Closed => Refuse(RuleTexts.ThisRolloutIsClosedAlready),
        RolloutState.Draft => Refuse(RuleTexts.ThisRolloutHasNotBeenLaunched3),
        _ => Accept(this with { State = RolloutState.Closed, ClosedAt = now }),
    };

    /// <summary>
    /// Removes a person wherever they are named: committee, cohort leads, trainers, owner.
    /// </summary>
    /// <param name="ids">Their ids and the replacement for each.</param>
    public Rollout Forget(IReadOnlyDictionary<PersonId, PersonId> ids)
    {
        var owner = IsAmong(Owner) ? Person.Forgotten(ids.GetValueOrDefault(Owner.Id, ids.Values.First())) : Owner;
        var isNamed = Definition.Committee.Any(IsAmong)
            || Definition.Cohorts.Any(cohort =>
                (cohort.ImplementationManager is { } lead && IsAmong(lead)) || cohort.Sessions.Any(IsHeldByThem));
        if (!isNamed && ReferenceEquals(owner, Owner))
        {
            return this;
        }

        var definition = !isNamed
            ? Definition
            : Definition with
            {
                Committee = [.. Definition.Committee.Where(person => !IsAmong(person))],
                Cohorts = [.. Definition.Cohorts.Select(cohort => cohort with
                {
                    ImplementationManager = cohort.ImplementationManager is { } lead && IsAmong(lead) ? null : cohort.ImplementationManager,
                    Sessions = [.. cohort.Sessions.Select(Without)],
                })],
            };
        return this with { Owner = owner, Definition = definition, Revision = Revision + 1 };

        bool IsHeldByThem(TrainingSession session) =>
            (session.Trainer is { } trainer && IsAmong(trainer)) || (session.PlannedBy is { } by && ids.ContainsKey(by));

        TrainingSession Without(TrainingSession session) => !IsHeldByThem(session)
            ? session
            : session with
            {
                Trainer = session.Trainer is { } trainer && IsAmong(trainer) ? null : session.Trainer,

                // The meeting stays in the calendar it was placed in.
                PlannedBy = session.PlannedBy is { } by && ids.ContainsKey(by) ? null : session.PlannedBy,
            };

        bool IsAmong(Person person) =>
            ids.ContainsKey(person.Id) || (EmailAddress.IsValid(person.Email) && ids.ContainsKey(PersonId.FromEmail(person.Email!)));
    }

    private static (Rollout, Refusal?) Accept(Rollout next) => (next with { Revision = next.Revision + 1 }, null);

    private (Rollout, Refusal?) Refuse(string reason) => (this, new Refusal(reason));
}
