using System.Collections.Immutable;

namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>
/// A person in a cohort, as a team member, its implementation manager or both, and their progress.
/// </summary>
public sealed record Participant
{
    public required Person Person { get; init; }

    public bool IsMember { get; init; }

    public bool IsImplementationManager { get; init; }

    /// <summary>The id of a role of the playbook; null when not known.</summary>
    public string? Role { get; init; }

    /// <summary>A job title not mapped to a role yet; null if the role is known.</summary>
    public string? JobTitle { get; init; }

    public Audience Audience { get; init; } = Audience.Internal;

    /// <summary>
    /// The audience came from a list, so the directory's guest status does not change it.
    /// </summary>
    public bool IsAudienceStated { get; init; }

    /// <summary>Their own time zone; null if it is the cohort's.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary>The language a list gives for them; null if none does.</summary>
    public Language? Language { get; init; }

    /// <summary>
    /// Also in other cohorts of the rollout, so their messages must be spaced across cohorts.
    /// </summary>
    public bool IsElsewhere { get; init; }

    /// <summary>Joined after launch: the send time from which they are contacted.</summary>
    public Instant? ActiveFrom { get; init; }

    public TaskProgress Progress { get; init; } = TaskProgress.None;

    public ContactHistory History { get; init; } = ContactHistory.Empty;

    /// <summary>
    /// The newest answer to each check-in. What stopped them is stored separately.
    /// </summary>
    public ImmutableSortedDictionary<int, CheckInAnswer> Answers { get; init; } = ImmutableSortedDictionary<int, CheckInAnswer>.Empty;

    /// <summary>Number of their open questions.</summary>
    public int OpenQuestions { get; init; }

    /// <summary>
    /// When a planned message was last sent to them; used to space out a backlog.
    /// </summary>
    public Instant? LastSentAt { get; init; }

    /// <summary>
    /// Removed from a launched rollout. Their progress is kept in case they come back, but is not
    /// counted.
    /// </summary>
    public bool HasLeft { get; init; }

    /// <summary>A member whose data has not been erased.</summary>
    public bool IsPresent => this is { IsMember: true, Person.Id.IsForgotten: false };

    public Recipient Recipient => new(Person.Id, Zone, IsMember, IsImplementationManager);

    /// <summary>
    /// Their checklist tasks: the member's first, then the implementation manager's.
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

    // If a check-in arrived on another cohort's card, that cohort also sends the nudge.
    private bool WasAskedAgain(int checkIn) => History.Find(TouchpointKind.Nudge, checkIn) is { } nudge
        && (nudge.Outcome == ContactOutcome.Sent || nudge.Skip == SkipReason.CheckInNotSent);

    /// <summary>
    /// Needs attention: has received the checklist but has open tasks, missed a message, or is at
    /// risk.
    /// </summary>
    public bool IsBehind(RolloutDefinition definition) =>
        IsMember
        && (HasOpenTasks(definition) || Risk != RiskReason.None || History.Count(ContactOutcome.Failed) > 0);

    /// <summary>A member who has received the checklist and not finished it.</summary>
    public bool HasOpenTasks(RolloutDefinition definition) =>
        IsMember && History.ReachedAt(TouchpointKind.Checklist) is not null && !Progress.AllDone(Checklists.ForMember(definition, Role));

    /// <summary>The newest check-in that reached them; 0 if none did.</summary>
    public int NewestCheckIn => History.NewestReached(TouchpointKind.CheckIn);
}
