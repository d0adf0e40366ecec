namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>
/// How subcontractors, who are in no tenant of the company, are brought to the product.
/// </summary>
/// <param name="InvitationDays">For how many days an invitation can be accepted.</param>
/// <param name="Email">What the company writes to them; with the fields <c>{company}</c>,
/// <c>{owner}</c> and <c>{days}</c>.</param>
public sealed record SubcontractorLane(int InvitationDays, EmailTemplate Email)
{
    /// <summary>Where the subcontractor reads what to do; null where there is no address.</summary>
    public string? Url { get; init; }
}
