namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>
/// How subcontractors, who are outside the company's tenant, are brought to the product.
/// </summary>
/// <param name="InvitationDays">How many days an invitation stays valid.</param>
/// <param name="Email">The company's e-mail to them, with the fields <c>{company}</c>,
/// <c>{owner}</c>, <c>{days}</c> and <c>{guide}</c>.</param>
public sealed record SubcontractorLane(int InvitationDays, EmailTemplate Email)
{
    /// <summary>The subcontractor's instructions; null if there is no address.</summary>
    public string? Url { get; init; }
}
