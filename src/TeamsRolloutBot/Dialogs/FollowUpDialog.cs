using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.CheckIns;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Notes what was done about something that stops somebody.</summary>
internal sealed class FollowUpDialog(AccessControl access, CohortRepository cohorts, AnswersReader answers) : IDialog
{
    public IEnumerable<Command> Commands => [];

    public IEnumerable<Verb> Verbs => [new(AnswersCard.FollowUpVerb, NoteAsync)];

    private async Task<Reply> NoteAsync(Turn turn, CancellationToken ct)
    {
        if (await access.ForAsync(turn.Caller, RolloutId.Parse(turn.Action?.GetString(ActionData.Rollout)), ct) is not { } mine
            || CohortId.Parse(turn.Action?.GetString(ActionData.Cohort)) is not { } id
            || !mine.MaySeeCohort(id)
            || mine.Rollout.Definition.FindCohort(id) is not { } cohort
            || !Enum.TryParse<FollowUp>(turn.Action?.GetString(ActionData.Done), out var done) || !Enum.IsDefined(done)
            || turn.Action?.GetString("reason") is not { Length: > 0 } reference)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NothingWasNoted,
                ManagerTexts.TheseAnswersAreNotYoursTo));
        }

        var key = new CohortKey(mine.Rollout.Id, id);
        var reason = (await cohorts.ListBlockersAsync(key, ct))
            .FirstOrDefault(blocker => StoppedBy.ReferenceOf(blocker.Person, blocker.CheckIn) == reference);
        if (reason is not null)
        {
            await cohorts.ChangeAsync(key, mine.Rollout.Definition, work => work.FollowUpAsync(reason.Person, reason.CheckIn, done), ct);
        }

        var seen = CohortOrder.ByGoLive(mine.Rollout.Definition).Where(each => mine.MaySeeCohort(each.Id)).ToList();
        return Reply.With(AnswersCard.Draw(mine.Rollout.Id.Value, await answers.ReadAsync(mine.Rollout, cohort, ct), seen));
    }
}
