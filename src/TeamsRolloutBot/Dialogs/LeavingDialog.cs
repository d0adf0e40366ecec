using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Takes members out of a launched rollout, or lets them start afresh; both are asked about first.
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
        var (rollout, member, reply) = await finder.FindAsync(turn, "remove", typed, "Nobody was removed", ct);
        return member is null ? reply! : Reply.With(AskToRemove(rollout!, member));
    }

    private async Task<Reply> RemoveAsync(Turn turn, CancellationToken ct)
    {
        var (rollout, member, reply) = await FindAsync(turn, ct);
        if (member is null)
        {
            return reply!;
        }

        if (turn.Action?.GetBoolean(ActionData.Confirm) != true)
        {
            return Reply.Below(AskToRemove(rollout!, member));
        }

        await membership.RemoveAsync(rollout!, member.Cohort.Id, member.Person.Id, turn.Caller.Person.Id, ct);
        return Reply.With(MessageCard.Done($"{Name(member)} was removed", "Nothing more is sent to them.", UndoDialog.Button(rollout!)));
    }

    private async Task<Reply> AfreshAsync(Turn turn, string typed, CancellationToken ct)
    {
        var (rollout, member, reply) = await finder.FindAsync(turn, "start afresh", typed, "Nothing was changed", ct);
        return member is null ? reply! : Reply.With(AskToStartAfresh(rollout!, member));
    }

    private async Task<Reply> AfreshAsync(Turn turn, CancellationToken ct)
    {
        var (rollout, member, reply) = await FindAsync(turn, ct);
        if (member is null)
        {
            return reply!;
        }

        if (turn.Action?.GetBoolean(ActionData.Confirm) != true)
        {
            return Reply.Below(AskToStartAfresh(rollout!, member));
        }

        await freshStart.StartAfreshAsync(rollout!, member.Cohort.Id, member.Person.Id, turn.Caller.Person.Id, ct);
        return await reader.ReadAsync(rollout!, member.Cohort, member.Person.Id, ct) is { } model
            ? Reply.With(PersonCard.Draw(
                model with { IsOwner = true, MayNudge = rollout!.Rollout.IsActive },
                "They start afresh. What is due again comes at their next send time."))
            : MemberFinder.Gone();
    }

    private static AdaptiveCard AskToRemove(StoredRollout rollout, FoundMember member) => MessageCard.Question(
        $"Remove {Name(member)} from {member.Cohort.Name}?",
        "Nothing more is sent to them, and what they did so far is not counted. Added again, they go on where they were.",
        Actions.Execute("Remove", RemoveVerb, Data(rollout, member).With(ActionData.Confirm, true)),
        Actions.Execute("Keep", CardVerbs.StatusShow, Data(rollout)));

    private static AdaptiveCard AskToStartAfresh(StoredRollout rollout, FoundMember member) => MessageCard.Question(
        $"Let {Name(member)} start afresh in {member.Cohort.Name}?",
        "Their ticks and answers are deleted, and what is due again is sent to them from their next send time on. This can’t be undone.",
        Actions.Execute("Start afresh", PersonCard.AfreshVerb, Data(rollout, member).With(ActionData.Confirm, true)),
        Actions.Execute("Keep", PeopleCard.ShowVerb, Data(rollout, member)));

    private async Task<(StoredRollout? Rollout, FoundMember? Member, Reply? Reply)> FindAsync(Turn turn, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, string.Empty, PeopleCard.ListVerb, Access.IsOwnedAndOpen, ct);
        if (mine is null)
        {
            return (null, null, reply);
        }

        return CohortId.Parse(turn.Action?.GetString(ActionData.Cohort)) is { } id
            && mine.Rollout.Definition.FindCohort(id) is { } cohort
            && PersonId.Parse(turn.Action?.GetString(ActionData.Person)) is { } person
            && await cohorts.FindParticipantAsync(new CohortKey(mine.Rollout.Id, id), person, ct) is { IsMember: true } participant
            ? (mine.Rollout, new FoundMember(cohort, participant.Person), null)
            : (mine.Rollout, null, MemberFinder.Gone());
    }

    private static string Name(FoundMember member) => Wording.Shorten(member.Person.Name, 80);

    private static JsonObject Data(StoredRollout rollout) => new() { [ActionData.Rollout] = rollout.Id.Value };

    private static JsonObject Data(StoredRollout rollout, FoundMember member) =>
        Data(rollout).With(ActionData.Cohort, member.Cohort.Id.Value).With(ActionData.Person, member.Person.Id.Value);
}
