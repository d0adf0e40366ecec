namespace TeamsRolloutBot.Domain.Subcontractors;

/// <summary>The display name of a status, as the end of “3 …”.</summary>
public static class SubcontractorStatusNames
{
    public static string Name(this SubcontractorStatus status) => status switch
    {
        SubcontractorStatus.ToInvite => RuleTexts.ToInvite,
        SubcontractorStatus.Invited => RuleTexts.Invited,
        SubcontractorStatus.Accepted => RuleTexts.Accepted,
        SubcontractorStatus.BankInformation => RuleTexts.BankInformationAdded,
        SubcontractorStatus.Reviewed => RuleTexts.Reviewed,
        SubcontractorStatus.Approved => RuleTexts.Approved,
        _ => RuleTexts.FirstBillingDone,
    };
}
