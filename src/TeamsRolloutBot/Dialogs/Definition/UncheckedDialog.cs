using TeamsRolloutBot.Cards;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>Lets a draft's owner confirm its courses, webinars and resources.</summary>
internal sealed class UncheckedDialog(AccessControl access, RolloutRepository rollouts) : IDialog
{
    public IEnumerable<Command> Commands => [];

    public IEnumerable<Verb> Verbs =>
    [
        new(UncheckedCard.ShowVerb, ShowAsync),
        new(UncheckedCard.SaveVerb, SaveAsync),
    ];

    private async Task<Reply> ShowAsync(Turn turn, CancellationToken ct) =>
        await DraftAsync(turn, ct) is { } draft
            ? Reply.With(UncheckedCard.Draw(draft, Pages.Of(turn.Action)))
            : DraftCards.Gone();

    private async Task<Reply> SaveAsync(Turn turn, CancellationToken ct)
    {
        if (await DraftAsync(turn, ct) is not { } draft)
        {
            return DraftCards.Gone();
        }

        var keys = (turn.Action!.GetString(UncheckedCard.Checked) ?? string.Empty)
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToHashSet(StringComparer.Ordinal);
        if (keys.Count > 0)
        {
            draft = await rollouts.ChangeAsync(draft.Id, before => Check(before, keys), ct) ?? draft;
        }

        return Reply.With(UncheckedCard.Draw(draft, 0));
    }

    private static StoredRollout Check(StoredRollout before, HashSet<string> keys) =>
        before.Rollout.Redefine(before.Definition with { Playbook = UncheckedContent.Check(before.Definition.Playbook, keys) })
            is (var after, null)
            ? before with
            {
                Rollout = after,
            }
            : before;

    private async Task<StoredRollout?> DraftAsync(Turn turn, CancellationToken ct) =>
        await access.ForAsync(turn, ct)
            is { IsOwner: true, Rollout: { Rollout.State: RolloutState.Draft } draft }
            ? draft
            : null;
}
