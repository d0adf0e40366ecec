namespace TeamsRolloutBot.Domain.Subcontractors;

/// <summary>
/// A subcontractor's progress towards being paid through the product. Stored by name.
/// </summary>
public enum SubcontractorStatus
{
    /// <summary>Listed, but not invited yet.</summary>
    ToInvite,

    /// <summary>Invited; the invitation expires after some days.</summary>
    Invited,

    /// <summary>Accepted the invitation.</summary>
    Accepted,

    /// <summary>Added a bank account.</summary>
    BankInformation,

    /// <summary>The added details have been verified.</summary>
    Reviewed,

    /// <summary>Ready to be paid.</summary>
    Approved,

    /// <summary>The first billing cycle is complete; no more follow-up is needed.</summary>
    FirstBilling,
}

/// <summary>
/// An outside company to be brought to the product, and its owner until the first billing cycle is
/// complete.
/// </summary>
public sealed record Subcontractor
{
    /// <summary>
    /// 16 hexadecimal digits derived from company and address, so the same line twice is one
    /// subcontractor.
    /// </summary>
    public required string Id { get; init; }

    public required string Company { get; init; }

    /// <summary>
    /// The contact's normalised e-mail address; empty if the contact was forgotten.
    /// </summary>
    public required string Email { get; init; }

    /// <summary>The person in the rollout who follows up.</summary>
    public required Person Owner { get; init; }

    public SubcontractorStatus Status { get; init; } = SubcontractorStatus.ToInvite;

    /// <summary>
    /// The date of the latest invitation, in the rollout's zone; null if there was none.
    /// </summary>
    public LocalDate? InvitedOn { get; init; }

    /// <summary>Changes the status. Inviting (again) starts a new invitation.</summary>
    public Subcontractor MoveTo(SubcontractorStatus status, LocalDate today) =>
        this with { Status = status, InvitedOn = status == SubcontractorStatus.Invited ? today : InvitedOn };

    /// <summary>The last day the invitation can be accepted; null if none is pending.</summary>
    public LocalDate? EndsOn(int invitationDays) =>
        Status == SubcontractorStatus.Invited && InvitedOn is { } day ? day.PlusDays(invitationDays) : null;
}
