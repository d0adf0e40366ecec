using System.Text.Json.Nodes;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Lists the playbooks and saves a rollout's training as a new one.</summary>
internal sealed class PlaybookShelfDialog(RolloutChoice choice, PlaybookShelf shelf, StartPolicy policy) : IDialog
{
    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.Playbooks), CommandTexts.PlaybooksDoes, (turn, _, ct) => ListAsync(turn, ct)) { Topic = HelpTopic.Define },
        new(nameof(CommandTexts.SaveAsPlaybook), CommandTexts.SaveAsPlaybookDoes, FormAsync) { Topic = HelpTopic.Define },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(PlaybooksCard.ListVerb, ListAsync),
        new(PlaybooksCard.FormVerb, (turn, ct) => FormAsync(turn, string.Empty, ct)),
        new(PlaybooksCard.SaveVerb, SaveAsync),
        new(PlaybooksCard.RemoveVerb, RemoveAsync),
    ];

    private async Task<Reply> ListAsync(Turn turn, CancellationToken ct)
    {
        if (policy.Refuse(turn.Caller) is { } refusal)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.Playbooks, refusal.Reason));
        }

        var saved = await shelf.SavedAsync(turn.Caller.TenantId, ct);
        return Reply.With(
            PlaybooksCard.Draw(
                ShippedPlaybooks.All,
                [.. saved.Select(playbook => new SavedRow(playbook, MayChange(turn, playbook)))],
                Pages.Of(turn.Action)
            )
        );
    }

    private async Task<Reply> FormAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, reply) = await FindAsync(turn, name, ct);
        return mine is null
            ? reply!
            : Reply.With(PlaybooksCard.DrawForm(mine.Rollout, Wording.Shorten(mine.Rollout.Definition.Name, 100), null));
    }

    private async Task<Reply> SaveAsync(Turn turn, CancellationToken ct)
    {
        var (mine, reply) = await FindAsync(turn, string.Empty, ct);
        if (mine is null)
        {
            return reply!;
        }

        var name = SingleLine.Trim(turn.Action?.GetString(PlaybooksCard.Name));
        if (
            await shelf.RefuseAsync(turn.Caller.TenantId, name, [.. turn.Caller.Ids], policy.IsAdministrator(turn.Caller), ct) is
            { } refusal
        )
        {
            return Reply.With(PlaybooksCard.DrawForm(mine.Rollout, name, refusal.Reason));
        }

        try
        {
            await shelf.SaveAsync(mine.Rollout, name, turn.Caller.Person.Id, ct);
        }
        catch (StorageLimitException)
        {
            return Reply.With(
                PlaybooksCard.DrawForm(mine.Rollout, name, ManagerTexts.TheBestPracticesAndTheTraining)
            );
        }

        return Reply.With(
            MessageCard.Done(
                ManagerTexts.SavedAsAPlaybook,
                ManagerTexts.CanBeChosenInTheFirst.With(name),
                Actions.Execute(ManagerTexts.Playbooks, PlaybooksCard.ListVerb)
            )
        );
    }

    private async Task<Reply> RemoveAsync(Turn turn, CancellationToken ct)
    {
        var key = turn.Action?.GetString(PlaybooksCard.Key);
        var saved = await shelf.SavedAsync(turn.Caller.TenantId, ct);
        if (saved.FirstOrDefault(playbook => playbook.Key == key) is not { } chosen || !MayChange(turn, chosen))
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NotRemoved, ManagerTexts.ThePlaybookIsGoneOrA));
        }

        if (!turn.Action.IsConfirmed())
        {
            return Reply.With(
                MessageCard.Question(
                    ManagerTexts.RemoveThePlaybook.With(chosen.Name),
                    ManagerTexts.RolloutsThatBeganWithItKeep,
                    Actions.Execute(
                        ManagerTexts.Remove,
                        PlaybooksCard.RemoveVerb,
                        new JsonObject { [PlaybooksCard.Key] = chosen.Key }.Confirmed(),
                        ActionStyle.Destructive
                    ),
                    Actions.Execute(ManagerTexts.KeepIt, PlaybooksCard.ListVerb)
                )
            );
        }

        await shelf.RemoveAsync(turn.Caller.TenantId, chosen.Key, ct);
        return await ListAsync(turn, ct);
    }

    private Task<(Access? Access, Reply? Reply)> FindAsync(Turn turn, string name, CancellationToken ct) =>
        choice.FindAsync(turn, name, PlaybooksCard.FormVerb, mine => mine.IsOwner && policy.MayStart(turn.Caller), ct);

    private bool MayChange(Turn turn, SavedPlaybook playbook) =>
        policy.IsAdministrator(turn.Caller) || turn.Caller.Ids.Contains(playbook.By);
}
