using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Lists a person's own rollouts and drafts.</summary>
internal sealed class RolloutsDialog(AccessControl access, DefinitionDialog definitions) : IDialog
{
    public IEnumerable<Command> Commands =>
    [
        new(
            nameof(CommandTexts.Rollouts), CommandTexts.RolloutsDoes,
            (turn, _, ct) => ListAsync(turn, onlyDrafts: false, ct)) { Topic = HelpTopic.Follow, Takes = argument => argument.Length == 0 },
        new(
            nameof(CommandTexts.Drafts), CommandTexts.DraftsDoes,
            (turn, _, ct) => ListAsync(turn, onlyDrafts: true, ct)) { Topic = HelpTopic.Define, Takes = argument => argument.Length == 0 },
        new(
            nameof(CommandTexts.Review), CommandTexts.ReviewDoes,
            (turn, name, ct) => definitions.ReviewAsync(turn, name, ct)) { Topic = HelpTopic.Define },
    ];

    public IEnumerable<Verb> Verbs =>
        [new(RolloutsCard.ListVerb, (turn, ct) => ListAsync(turn, turn.Action?.GetBoolean(RolloutsCard.OnlyDrafts) == true, ct))];

    private async Task<Reply> ListAsync(Turn turn, bool onlyDrafts, CancellationToken ct)
    {
        var all = (await access.AllAsync(turn.Caller, ct))
            .Where(mine => mine.IsOwner || (mine.MaySee && mine.Rollout.Rollout.IsLaunched));
        var listed = all
            .Where(mine => !onlyDrafts || mine.Rollout.Rollout.State == RolloutState.Draft)
            .OrderBy(mine => mine.Rollout.Rollout.State == RolloutState.Closed)
            .Select(mine => new ListedRollout(
                mine.Rollout.Id,
                mine.Rollout.Definition.Name,
                State(mine.Rollout),
                mine.Rollout.Rollout.State == RolloutState.Draft
            ));
        return Reply.With(RolloutsCard.List([.. listed], onlyDrafts, Pages.Of(turn.Action)));
    }

    private static string State(State.StoredRollout rollout)
    {
        var cohorts = rollout.Definition.Cohorts;
        var parts = new[]
        {
            RolloutChoice.StateText(rollout.Rollout.State),
            rollout.Rollout.State == RolloutState.Draft ? ManagerTexts.LeftAtStepOf11.With(rollout.Step) : null,
            cohorts.Count == 0 ? ManagerTexts.NoCohortYet : ManagerTexts.Cohorts3.With(cohorts.Count),
            cohorts.Count == 0 ? null
                : cohorts.Min(cohort => cohort.GoLive) is var first
                      && cohorts.Max(cohort => cohort.GoLive) is var last
                      && first == last ? ManagerTexts.GoLive3.With(Dates.Full(first))
                : ManagerTexts.GoLiveTo.With(Dates.Full(cohorts.Min(cohort => cohort.GoLive)),
                    Dates.Full(cohorts.Max(cohort => cohort.GoLive))),
        };
        return string.Join(" · ", parts.Where(part => part is not null));
    }
}
