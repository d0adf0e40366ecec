using System.Collections.Immutable;

namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>
/// Somebody who takes part in a cohort, as a team member, as its implementation manager or as both,
/// and what they have done.
/// </summary>
public sealed record Participant
{
    public required Person Person { get; init; }

    public bool IsMember { get; init; }

    public bool IsImplementationManager { get; init; }

    /// <summary>The id of a role of the playbook; null when not known.</summary>
    public string? Role { get; init; }

    /// <summary>A job title that is no role yet; null where the role is known.</summary>
    public string? JobTitle { get; init; }

    public Audience Audience { get; init; } = Audience.Internal;

    /// <summary>
    /// A list said the audience: what the directory says of guests does not change it.
    /// </summary>
    public bool IsAudienceStated { get; init; }

    /// <summary>Their own time zone; null when it is the cohort's.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary>The language that a list says they read; null where none does.</summary>
    public Language? Language { get; init; }

    /// <summary>
    /// Is in other cohorts of the rollout as well: what is sent for one keeps its distance from
    /// what is sent for another.
    /// </summary>
    public bool IsElsewhere { get; init; }

    /// <summary>Joined after launch: the send time from which they are contacted.</summary>
    public Instant? ActiveFrom { get; init; }

    public TaskProgress Progress { get; init; } = TaskProgress.None;

    public ContactHistory History { get; init; } = ContactHistory.Empty;

    /// <summary>
    /// The newest answer to each check-in; what stopped them is kept beside it, not here.
    /// </summary>
    public ImmutableSortedDictionary<int, CheckInAnswer> Answers { get; init; } = ImmutableSortedDictionary<int, CheckInAnswer>.Empty;

    /// <summary>How many questions of theirs wait for an answer.</summary>
    public int OpenQuestions { get; init; }

    /// <summary>
    /// When something was last sent to them by plan: two of a backlog keep a distance.
    /// </summary>
    public Instant? LastSentAt { get; init; }

    /// <summary>
    /// Was taken out of a launched rollout: what they did is kept, should they come back, and
    /// counts for nothing.
    /// </summary>
    public bool HasLeft { get; init; }

    public Recipient Recipient => new(Person.Id, Zone, IsMember, IsImplementationManager);

    /// <summary>
    /// The tasks of their checklists: the member's first, then the implementation manager's.
    /// </summary>
    public IReadOnlyList<ChecklistTask> Tasks(RolloutDefinition definition) =>
    [
        .. IsMember ? Checklists.ForMember(definition, Role) : [],
        .. IsImplementationManager ? Checklists.ForImplementationManager(definition) : [],
    ];

    /// <summary>Why the person is at risk, if they are.</summary>
    public RiskReason Risk
    {
        get
        {
            var newest = NewestCheckIn;
            if (newest == 0)
            {
                return RiskReason.None;
            }

            var sent = History.Contacts
                .Where(contact => contact.Key.Kind == TouchpointKind.CheckIn && contact.Value.HasReached)
                .Select(contact => new CheckInRecord(contact.Key.Number, contact.Value.At, Answers.GetValueOrDefault(contact.Key.Number)));
            return AtRisk.Of(sent, checkIn => checkIn.Number < newest || WasAskedAgain(checkIn.Number));
        }
    }

    // The nudge of a check-in that came on another cohort's card is that cohort's.
    private bool WasAskedAgain(int checkIn) => History.Find(TouchpointKind.Nudge, checkIn) is { } nudge
        && (nudge.Outcome == ContactOutcome.Sent || nudge.Skip == SkipReason.CheckInNotSent);

    /// <summary>
    /// Somebody should look after them: the checklist has reached them and has open tasks,
    /// something has not reached them, or they are at risk.
    /// </summary>
    public bool IsBehind(RolloutDefinition definition) =>
        IsMember
        && (HasOpenTasks(definition) || Risk != RiskReason.None || History.Count(ContactOutcome.Failed) > 0);

    /// <summary>A member who has got the checklist and has not finished it.</summary>
    public bool HasOpenTasks(RolloutDefinition definition) =>
        IsMember && History.ReachedAt(TouchpointKind.Checklist) is not null && !Progress.AllDone(Checklists.ForMember(definition, Role));

    /// <summary>The newest check-in that reached them; 0 when none did.</summary>
    public int NewestCheckIn => History.NewestReached(TouchpointKind.CheckIn);
}
