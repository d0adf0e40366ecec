using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Asks a launched rollout's owner which roles the unknown job titles of a list mean.
/// </summary>
internal sealed class JobTitleDialog(RolloutChoice choice, JobTitles titles) : IDialog
{
    private const string SetVerb = "roles.set";

    public IEnumerable<Command> Commands => [];

    public IEnumerable<Verb> Verbs => [new(SetVerb, SetAsync)];

    /// <summary>A card with the open questions, if any.</summary>
    public static IReadOnlyList<AdaptiveCard> Ask(StoredRollout rollout)
    {
        var questions = JobTitleQuestions.Elements(rollout.Definition.Playbook).ToList();
        return questions.Count == 0
            ? []
            : [CardKit.Card(
                CardKit.Header(
                    AdaptiveContainerStyle.Accent, ManagerTexts.Roles, rollout.Definition.Name,
                    ManagerTexts.EverybodyIsInWhatTheyHave),
                questions,
                [Actions.Execute(ManagerTexts.Save, SetVerb, new ActionTarget(rollout.Id).ToData(), ActionStyle.Positive)])];
    }

    private async Task<Reply> SetAsync(Turn turn, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(
            turn, string.Empty, SetVerb, access =>
                Access.IsOwnedAndOpen(access), ct);
        if (mine is null)
        {
            return reply!;
        }

        var said = JobTitleQuestions.Read(mine.Rollout.Definition.Playbook, field => turn.Action?.GetString(field) ?? string.Empty);
        var rollout = said.Count == 0 ? mine.Rollout : await titles.SayAsync(mine.Rollout, said, turn.Caller.Person.Id, ct);
        return Ask(rollout) is [var more]
            ? Reply.With(more)
            : Reply.With(
                  MessageCard.Done(
                      ManagerTexts.RolesSaved,
                      said.Count == 0 ? ManagerTexts.ThereWasNothingLeftToChoose
                          : JobTitleQuestions.Said(rollout.Definition.Playbook, said)));
    }
}
