namespace TeamsRolloutBot.Domain.Subcontractors;

/// <summary>What a status is called where people read it, as the end of “3 …”.</summary>
public static class SubcontractorStatusNames
{
    public static string Name(this SubcontractorStatus status) => status switch
    {
        SubcontractorStatus.ToInvite => "to invite",
        SubcontractorStatus.Invited => "invited",
        SubcontractorStatus.Accepted => "accepted",
        SubcontractorStatus.BankInformation => "bank information added",
        SubcontractorStatus.Reviewed => "reviewed",
        SubcontractorStatus.Approved => "approved",
        _ => "first billing done",
    };
}
