namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>How far the company has come with what it sets up once.</summary>
/// <param name="Done">How many items are done.</param>
/// <param name="Total">How many there are.</param>
public sealed record SetupProgress(int Done, int Total)
{
    /// <summary>
    /// Counts the items of a playbook; ticks of items it does not have count for nothing.
    /// </summary>
    public static SetupProgress Of(Playbook playbook, IReadOnlySet<string> ticked)
    {
        ArgumentNullException.ThrowIfNull(playbook);
        ArgumentNullException.ThrowIfNull(ticked);
        return new SetupProgress(playbook.Setup.Count(item => ticked.Contains(item.Id)), playbook.Setup.Count);
    }

    public override string ToString() => RuleTexts.CompanySetupOf.With(Done, Total);
}
