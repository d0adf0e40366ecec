using TeamsRolloutBot.Cards;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// The company's one-time setup: visible to everybody who sees the rollout, ticked by its owner.
/// </summary>
internal sealed class SetupDialog(RolloutChoice choice, RolloutRepository rollouts) : IDialog
{
    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.Setup), CommandTexts.SetupDoes, ShowAsync) { Topic = HelpTopic.Follow },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(SetupCard.ShowVerb, (turn, ct) => ShowAsync(turn, string.Empty, ct)),
        new(SetupCard.SetVerb, SetAsync),
    ];

    private async Task<Reply> ShowAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, name, SetupCard.ShowVerb, access => access.MaySee, ct);
        return mine is null ? reply! : Show(turn, mine.Rollout, mine);
    }

    private async Task<Reply> SetAsync(Turn turn, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(
            turn,
            string.Empty,
            SetupCard.ShowVerb,
            access => access is { IsOwner: true, Rollout.Rollout.State: not RolloutState.Closed },
            ct
        );
        if (mine is null)
        {
            return reply!;
        }

        var item = turn.Action?.GetString(SetupCard.Item);
        if (mine.Rollout.Definition.Playbook.Setup.All(known => known.Id != item)
            || turn.Action?.GetBoolean(SetupCard.IsDone) is not { } isDone)
        {
            return Show(turn, mine.Rollout, mine);
        }

        var after = await rollouts.ChangeAsync(mine.Rollout.Id, before => before.WithSetup(item!, isDone), ct);
        return Show(turn, after ?? mine.Rollout, mine);
    }

    private static Reply Show(Turn turn, StoredRollout rollout, Access mine) =>
        Reply.With(
            rollout.Definition.Playbook.Setup.Count == 0
                ? MessageCard.Information(
                    ManagerTexts.NothingToSetUp,
                    ManagerTexts.ThePlaybookOfListsNothingThat.With(rollout.Definition.Name)
                )
                : SetupCard.Draw(
                    rollout,
                    mine.IsOwner && rollout.Rollout.State != RolloutState.Closed,
                    Pages.Of(turn.Action)
                )
        );
}
