using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Removes members from a launched rollout or resets their progress, after confirmation.
/// </summary>
internal sealed class LeavingDialog(
    RolloutChoice choice, MemberFinder finder, CohortRepository cohorts, PersonReader reader, Membership membership,
    FreshStart freshStart) : IDialog
{
    private const string RemoveVerb = CardVerbs.PeopleRemove;

    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.Remove), CommandTexts.RemoveDoes, RemoveAsync) { Topic = HelpTopic.Change },
        new(nameof(CommandTexts.StartAfresh), CommandTexts.StartAfreshDoes, AfreshAsync) { Topic = HelpTopic.Change },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(RemoveVerb, RemoveAsync),
        new(PersonCard.AfreshVerb, AfreshAsync),
    ];

    private async Task<Reply> RemoveAsync(Turn turn, string typed, CancellationToken ct)
    {
        var (rollout, member, reply) = await finder.FindAsync(
            turn, TypedWords.In(nameof(CommandTexts.Remove), Language.Current)[0], typed, ManagerTexts.NobodyWasRemoved, ct);
        return member is null ? reply! : Reply.With(AskToRemove(rollout!, member));
    }

    private async Task<Reply> RemoveAsync(Turn turn, CancellationToken ct)
    {
        var (rollout, member, reply) = await FindAsync(turn, ct);
        if (member is null)
        {
            return reply!;
        }

        if (!turn.Action.IsConfirmed())
        {
            return Reply.Below(AskToRemove(rollout!, member));
        }

        await membership.RemoveAsync(rollout!, member.Cohort.Id, member.Person.Id, turn.Caller.Person.Id, ct);
        return Reply.With(MessageCard.Done(ManagerTexts.WasRemoved.With(Name(member)), ManagerTexts.NothingMoreIsSentToThem,
            UndoDialog.Button(rollout!)));
    }

    private async Task<Reply> AfreshAsync(Turn turn, string typed, CancellationToken ct)
    {
        var (rollout, member, reply) = await finder.FindAsync(
            turn, TypedWords.In(nameof(CommandTexts.StartAfresh), Language.Current)[0], typed, ManagerTexts.NothingWasChanged, ct);
        return member is null ? reply! : Reply.With(AskToStartAfresh(rollout!, member));
    }

    private async Task<Reply> AfreshAsync(Turn turn, CancellationToken ct)
    {
        var (rollout, member, reply) = await FindAsync(turn, ct);
        if (member is null)
        {
            return reply!;
        }

        if (!turn.Action.IsConfirmed())
        {
            return Reply.Below(AskToStartAfresh(rollout!, member));
        }

        await freshStart.StartAfreshAsync(rollout!, member.Cohort.Id, member.Person.Id, turn.Caller.Person.Id, ct);
        return await reader.ReadAsync(rollout!, member.Cohort, member.Person.Id, ct) is { } model
            ? Reply.With(PersonCard.Draw(
                model with { IsOwner = true, MayNudge = rollout!.Rollout.IsActive },
                ManagerTexts.TheyStartAfreshWhatIsDue))
            : MemberFinder.Gone();
    }

    private static AdaptiveCard AskToRemove(StoredRollout rollout, FoundMember member) => MessageCard.Question(
        ManagerTexts.RemoveFrom.With(Name(member), member.Cohort.Name),
        ManagerTexts.NothingMoreIsSentToThem2,
        Actions.Execute(ManagerTexts.Remove, RemoveVerb, Data(rollout, member).Confirmed()),
        Actions.Execute(ManagerTexts.Keep, CardVerbs.StatusShow, new ActionTarget(rollout.Id).ToData()));

    private static AdaptiveCard AskToStartAfresh(StoredRollout rollout, FoundMember member) => MessageCard.Question(
        ManagerTexts.LetStartAfreshIn.With(Name(member), member.Cohort.Name),
        ManagerTexts.TheirTicksAndAnswersAreDeleted,
        Actions.Execute(ManagerTexts.StartAfresh, PersonCard.AfreshVerb, Data(rollout, member).Confirmed()),
        Actions.Execute(ManagerTexts.Keep, PeopleCard.ShowVerb, Data(rollout, member)));

    private async Task<(StoredRollout? Rollout, FoundMember? Member, Reply? Reply)> FindAsync(Turn turn, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, string.Empty, PeopleCard.ListVerb, Access.IsOwnedAndOpen, ct);
        if (mine is null)
        {
            return (null, null, reply);
        }

        return ActionTarget.Parse(turn.Action) is { Cohort: { } id, Person: { } person }
            && mine.Rollout.Definition.FindCohort(id) is { } cohort
            && await cohorts.FindParticipantAsync(new CohortKey(mine.Rollout.Id, id), person, ct) is { IsMember: true } participant
            ? (mine.Rollout, new FoundMember(cohort, participant.Person), null)
            : (mine.Rollout, null, MemberFinder.Gone());
    }

    private static string Name(FoundMember member) => Wording.Shorten(member.Person.Name, 80);

    private static JsonObject Data(StoredRollout rollout, FoundMember member) =>
        new ActionTarget(rollout.Id, member.Cohort.Id, member.Person.Id).ToData();
}
