namespace TeamsRolloutBot.Domain.Subcontractors;

/// <summary>
/// Where a subcontractor stands on the way to being paid through the product. Stored by name.
/// </summary>
public enum SubcontractorStatus
{
    /// <summary>On the list; nobody has invited them yet.</summary>
    ToInvite,

    /// <summary>The invitation is out, and ends after some days.</summary>
    Invited,

    /// <summary>They have accepted it.</summary>
    Accepted,

    /// <summary>They have added their bank account.</summary>
    BankInformation,

    /// <summary>Somebody has compared what they added.</summary>
    Reviewed,

    /// <summary>They can be paid.</summary>
    Approved,

    /// <summary>Their first billing cycle is through: nothing is left to look after.</summary>
    FirstBilling,
}

/// <summary>
/// A company outside that has to be brought to the product, and who looks after it until its first
/// billing cycle is through.
/// </summary>
public sealed record Subcontractor
{
    /// <summary>
    /// 16 hexadecimal digits, made of the company and the address: the same line twice is one
    /// subcontractor.
    /// </summary>
    public required string Id { get; init; }

    public required string Company { get; init; }

    /// <summary>
    /// The contact's normalised e-mail address; empty where the contact was forgotten.
    /// </summary>
    public required string Email { get; init; }

    /// <summary>Who of the rollout looks after it.</summary>
    public required Person Owner { get; init; }

    public SubcontractorStatus Status { get; init; } = SubcontractorStatus.ToInvite;

    /// <summary>
    /// The day of the newest invitation, in the rollout's zone; null while there was none.
    /// </summary>
    public LocalDate? InvitedOn { get; init; }

    /// <summary>
    /// Moves it to a status. Being invited, also once more, begins a new invitation.
    /// </summary>
    public Subcontractor MoveTo(SubcontractorStatus status, LocalDate today) =>
        this with { Status = status, InvitedOn = status == SubcontractorStatus.Invited ? today : InvitedOn };

    /// <summary>
    /// The last day on which the invitation can be accepted; null where none is out.
    /// </summary>
    public LocalDate? EndsOn(int invitationDays) =>
        Status == SubcontractorStatus.Invited && InvitedOn is { } day ? day.PlusDays(invitationDays) : null;
}
