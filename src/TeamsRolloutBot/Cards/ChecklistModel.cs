using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>What a member's or an implementation manager's checklist shows.</summary>
internal sealed record ChecklistModel
{
    public required RolloutId RolloutId { get; init; }

    public required RolloutDefinition Definition { get; init; }

    public required Cohort Cohort { get; init; }

    public required Participant Participant { get; init; }

    /// <summary>The person's other cohorts this card also covers.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>Those other cohorts in full, for cards that show more than their names.</summary>
    public IReadOnlyList<Cohort> AlsoIn { get; init; } = [];

    /// <summary>The cohorts this card covers: <c>Denver and London</c>.</summary>
    public string CohortNames => Wording.Names([Cohort.Name, .. Also]);

    /// <summary>Today in the person's time zone.</summary>
    public required LocalDate Today { get; init; }

    /// <summary>The person's own time zone.</summary>
    public required DateTimeZone Zone { get; init; }

    public required TouchpointDates Dates { get; init; }

    /// <summary>The sessions that the person can still attend, or the last one.</summary>
    public required IReadOnlyList<TrainingSession> Sessions { get; init; }

    /// <summary>People who may have ticked tasks off for this person.</summary>
    private IEnumerable<Person> Markers { get; init; } = [];

    /// <summary>Which page of a long list, from 0.</summary>
    public int Page { get; init; }

    /// <summary>When the person starts or started: <c>you start on Monday, March 15</c>.</summary>
    public string Starts => Today < Dates.GoLive ? MemberTexts.YouStartOn.With(Time.Dates.Day(Dates.GoLive))
        : Today == Dates.GoLive ? MemberTexts.YouStartToday
        : MemberTexts.InUseSince.With(Time.Dates.Day(Dates.GoLive));

    /// <summary>
    /// Who ticked a task off for the person: empty if no longer known, null if they did it
    /// themselves.
    /// </summary>
    public string? MarkedBy(ChecklistTask task) => Participant.Progress.MarkedBy.TryGetValue(task.Id, out var by)
        ? Markers.FirstOrDefault(person => person.Id == by)?.Name ?? string.Empty
        : null;

    public static ChecklistModel Of(StoredRollout rollout, Cohort cohort, Participant participant, Instant now, int page = 0)
    {
        var zone = participant.Zone ?? cohort.Zone;
        return new ChecklistModel
        {
            RolloutId = rollout.Id,
            Definition = rollout.Definition,
            Cohort = cohort,
            Participant = participant,
            Today = now.InZone(zone).Date,
            Zone = zone,
            Dates = new TouchpointDates(rollout.Definition.Timing, rollout.Definition.Timing.Calendar, cohort.GoLive),
            Sessions = TrainingPlan.Upcoming(cohort, now),
            Page = page,
            Markers = rollout.Definition.Cohorts.Select(each => each.ImplementationManager).OfType<Person>().Prepend(rollout.Rollout.Owner),
        };
    }
}
