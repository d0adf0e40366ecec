using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Records what was done about a reported blocker.</summary>
internal sealed class FollowUpDialog(AccessControl access, CohortRepository cohorts, AnswersReader answers) : IDialog
{
    public IEnumerable<Command> Commands => [];

    public IEnumerable<Verb> Verbs => [new(AnswersCard.FollowUpVerb, NoteAsync)];

    private async Task<Reply> NoteAsync(Turn turn, CancellationToken ct)
    {
        if (FollowUpAction.Parse(turn.Action) is not { } press
            || await access.ForAsync(turn, ct) is not { } mine
            || !mine.MaySeeCohort(press.Cohort)
            || mine.Rollout.Definition.FindCohort(press.Cohort) is not { } cohort)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NothingWasNoted,
                ManagerTexts.TheseAnswersAreNotYoursTo));
        }

        var key = new CohortKey(mine.Rollout.Id, press.Cohort);
        var reason = (await cohorts.ListBlockersAsync(key, ct))
            .FirstOrDefault(blocker => StoppedBy.ReferenceOf(blocker.Person, blocker.CheckIn) == press.Reason);
        if (reason is not null)
        {
            await cohorts.ChangeAsync(
                key, mine.Rollout.Definition, work => work.FollowUpAsync(reason.Person, reason.CheckIn, press.Done), ct);
        }

        var seen = CohortOrder.ByGoLive(mine.Rollout.Definition).Where(each => mine.MaySeeCohort(each.Id)).ToList();
        return Reply.With(AnswersCard.Draw(mine.Rollout.Id, await answers.ReadAsync(mine.Rollout, cohort, ct), seen));
    }
}
