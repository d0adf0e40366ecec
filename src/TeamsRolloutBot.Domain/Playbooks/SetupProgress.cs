namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>How far the company is with its one-time setup.</summary>
/// <param name="Done">How many items are done.</param>
/// <param name="Total">How many there are.</param>
public sealed record SetupProgress(int Done, int Total)
{
    /// <summary>Counts a playbook's items; ticks for items it does not have are ignored.</summary>
    public static SetupProgress Of(Playbook playbook, IReadOnlySet<string> ticked)
    {
        ArgumentNullException.ThrowIfNull(playbook);
        ArgumentNullException.ThrowIfNull(ticked);
        return new SetupProgress(playbook.Setup.Count(item => ticked.Contains(item.Id)), playbook.Setup.Count);
    }

    public override string ToString() => RuleTexts.CompanySetupOf.With(Done, Total);
}
