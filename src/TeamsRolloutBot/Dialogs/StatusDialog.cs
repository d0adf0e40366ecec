using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Dialogs;

/// <summary>A manager's view of progress and answers.</summary>
internal sealed class StatusDialog(
    RolloutChoice choice, CohortChoice cohortChoice, RolloutProgress progress, AnswersReader answers, StartPolicy policy,
    IClock clock) : IDialog
{
    // Above this, people are counted per cohort only: a status is viewed often.
    private const int MostCompared = 1000;

    public IEnumerable<Command> Commands =>
    [
        new(
            nameof(CommandTexts.Status), CommandTexts.StatusDoes,
            (turn, name, ct) => StatusAsync(turn, name, below: false, ct)) { Topic = HelpTopic.Follow },
        new(nameof(CommandTexts.Answers), CommandTexts.AnswersDoes, AnswersAsync) { Topic = HelpTopic.Follow, IsForLeads = true },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(CardVerbs.StatusShow, (turn, ct) => StatusAsync(turn, string.Empty, Pages.Asked(turn.Action) is null, ct)),
        new(CardVerbs.AnswersList, (turn, ct) => AnswersAsync(turn, string.Empty, ct)),
    ];

    private async Task<Reply> StatusAsync(Turn turn, string name, bool below, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(
            turn, name, CardVerbs.StatusShow, a => a.MaySee && a.Rollout.Rollout.IsLaunched, ct);
        if (mine is null)
        {
            return reply!;
        }

        var model = await progress.ReadWithPeopleAsync(mine.Rollout, clock.GetCurrentInstant(), ct, MostCompared);
        var card = StatusCard.Draw(
            model with { IsOwner = mine.IsOwner, Level = policy.IsAdministrator(turn.Caller) ? model.Level : model.Stopped },
            Pages.Of(turn.Action));
        return below && turn.Action is not null && !ActionTarget.IsIn(turn.Action)
            ? Reply.Below(card)
            : Reply.With(card);
    }

    private async Task<Reply> AnswersAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, named, reply) = await cohortChoice.FindAsync(
            turn, name, CardVerbs.AnswersList, Access.MayFollow, (access, id) => access.MaySeeCohort(id), ct);
        if (mine is null)
        {
            return reply!;
        }

        var seen = CohortOrder.ByGoLive(mine.Rollout.Definition).Where(cohort => mine.MaySeeCohort(cohort.Id)).ToList();
        return (named ?? seen.FirstOrDefault()) is not { } shown
            ? Reply.With(MessageCard.Information(ManagerTexts.NoCohortToShow, ManagerTexts.ThereIsNoCohortHereWhose3))
            : Reply.With(AnswersCard.Draw(mine.Rollout.Id, await answers.ReadAsync(mine.Rollout, shown, ct), seen));
    }
}
