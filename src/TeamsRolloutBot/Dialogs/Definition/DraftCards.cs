using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>The definition dialog's cards that are not steps.</summary>
internal static class DraftCards
{
    public static AdaptiveCard Unfinished(StoredRollout draft) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Accent, "Half-finished definition", NameOf(draft),
            $"You left off at step {draft.Step} of 11. Nothing has been sent."),
        [],
        [
            Actions.Execute("Continue where you left off", ReviewStep.OpenVerb, Data(draft), ActionStyle.Positive),
            Actions.Execute("Start a new one", DefinitionDialog.NewVerb, new JsonObject { [ActionData.Confirm] = true }),
        ]);

    public static AdaptiveCard Saved(StoredRollout draft) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Accent, "Saved for later", NameOf(draft),
            $"You left off at step {draft.Step} of 11. Nothing has been sent."),
        [CardKit.Small("Everything you entered is kept. Type “continue” any time.")],
        [Actions.Execute("Continue where you left off", ReviewStep.OpenVerb, Data(draft), ActionStyle.Positive)]);

    public static AdaptiveCard ConfirmCancel(StoredRollout draft, string verb) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Attention, "Delete this draft?", NameOf(draft),
            "What you entered so far is deleted with it. Nothing has been sent to anybody."),
        [],
        [
            Actions.Execute("Keep it and go on", ReviewStep.OpenVerb, Data(draft), ActionStyle.Positive),
            Actions.Execute("Save for later", ReviewStep.SaveVerb, Data(draft)),
            Actions.Execute("Delete the draft", verb, Data(draft).With(ActionData.Confirm, true)),
        ]);

    public static AdaptiveCard Steps(StoredRollout draft, IReadOnlyList<IDefinitionStep> steps) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Accent, "Review · nothing has been sent", "Which step do you want to change?"),
        steps.Select(step => CardKit.ActionRow(
            null,
            [CardKit.Text($"{step.Number}. {step.Title}")],
            Actions.Execute("Open", ReviewStep.OpenVerb, Data(draft).With(StepData.Step, step.Number), about: step.Title))),
        [Actions.Execute("Back to the review", ReviewStep.OpenVerb, Data(draft).With(StepData.Step, ReviewStep.Number))]);

    /// <summary>
    /// The answer to a button of a draft that is launched, deleted, or somebody else's: to the
    /// presser these look the same.
    /// </summary>
    public static Reply Gone() => Reply.With(MessageCard.Refusal(
        "This card is out of date",
        "Its draft was launched or deleted meanwhile, or it belongs to somebody else. Nothing was changed. Type “status” to see your "
            + "rollouts, or “new rollout” to start one."));

    /// <summary>How much of a pasted list was taken in, in Markdown.</summary>
    public static string BadRowsNotice(StepOutcome outcome) =>
        $"**{(Saved(outcome) == 0 ? "Nobody is added" : $"{Wording.Count(Saved(outcome), "member is", "members are")} saved")}; "
            + $"{Wording.Count(outcome.BadRows.Count, "row needs", "rows need")} another "
            + $"look.**{(outcome.Columns.Length > 0 ? $"\n\n{outcome.Columns}" : string.Empty)}";

    private static int Saved(StepOutcome outcome) => outcome.NewMembers.Count + outcome.Others.Sum(cohort => cohort.Members.Count);

    private static JsonObject Data(StoredRollout draft) => new()
    {
        [StepData.Rollout] = draft.Id.Value,
        [StepData.Revision] = draft.DefinitionRevision,
    };

    private static string NameOf(StoredRollout draft) => Wording.DraftName(draft.Definition.Name);
}
