using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Dialogs;

/// <summary>The menu of a running rollout, and a cohort's readiness.</summary>
internal sealed class ManageDialog(RolloutChoice choice, CohortChoice cohorts, ReadinessReader readiness, IClock clock) : IDialog
{
    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.Manage), CommandTexts.ManageDoes, ShowAsync) { Topic = HelpTopic.Change },
        new(nameof(CommandTexts.Readiness), CommandTexts.ReadinessDoes, ReadinessAsync) { Topic = HelpTopic.Follow, IsForLeads = true },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(ManageCard.ShowVerb, (turn, ct) => ShowAsync(turn, string.Empty, ct)),
        new(ManageCard.PauseFormVerb, PauseFormAsync),
        new(ManageCard.ReadinessVerb, (turn, ct) => ReadinessAsync(turn, string.Empty, ct)),
    ];

    private async Task<Reply> ShowAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, name, ManageCard.ShowVerb, Access.IsOwnedAndOpen, ct);
        return mine is null ? reply! : Reply.With(ManageCard.Draw(mine.Rollout));
    }

    private async Task<Reply> PauseFormAsync(Turn turn, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, string.Empty, ManageCard.ShowVerb, Access.IsOwnedAndOpen, ct);
        return mine is null
            ? reply!
            : Reply.With(ManageCard.DrawPause(mine.Rollout, clock.GetCurrentInstant().InZone(turn.Caller.Zone).Date));
    }

    private async Task<Reply> ReadinessAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, chosen, reply) = await cohorts.FindAsync(
            turn, name, ManageCard.ReadinessVerb, Access.MayFollow, (access, id) => access.MaySeeCohort(id), ct);
        if (mine is null)
        {
            return reply!;
        }

        // If none was named, the next cohort to go live.
        var seen = CohortOrder.ByGoLive(mine.Rollout.Definition).Where(cohort => mine.MaySeeCohort(cohort.Id)).ToList();
        var now = clock.GetCurrentInstant();
        return (chosen ?? seen.Find(cohort => cohort.GoLive > now.InZone(cohort.Zone).Date) ?? seen.FirstOrDefault()) is { } shown
            ? Reply.With(ReadinessCard.Draw(await readiness.ReadAsync(mine.Rollout, shown, ct)))
            : Reply.With(MessageCard.Information(ManagerTexts.NoCohortToShow, ManagerTexts.ThereIsNoCohortHereWhose2));
    }
}
