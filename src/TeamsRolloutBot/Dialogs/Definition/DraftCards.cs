using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>The definition dialog's cards other than steps.</summary>
internal static class DraftCards
{
    public static AdaptiveCard Unfinished(StoredRollout draft) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Accent, DefinitionTexts.HalfFinishedDefinition, NameOf(draft),
            DefinitionTexts.YouLeftOffAtStepOf.With(draft.Step)),
        [],
        [
            Actions.Execute(DefinitionTexts.ContinueWhereYouLeftOff, ReviewStep.OpenVerb, Data(draft), ActionStyle.Positive),
            Actions.Execute(DefinitionTexts.StartANewOne, DefinitionDialog.NewVerb, new JsonObject().Confirmed()),
        ]);

    public static AdaptiveCard Saved(StoredRollout draft) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Accent, DefinitionTexts.SavedForLater, NameOf(draft),
            DefinitionTexts.YouLeftOffAtStepOf.With(draft.Step)),
        [CardKit.Small(DefinitionTexts.EverythingYouEnteredIsKeptType)],
        [Actions.Execute(DefinitionTexts.ContinueWhereYouLeftOff, ReviewStep.OpenVerb, Data(draft), ActionStyle.Positive)]);

    public static AdaptiveCard ConfirmCancel(StoredRollout draft) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Attention, DefinitionTexts.DeleteThisDraft, NameOf(draft),
            DefinitionTexts.WhatYouEnteredSoFarIs),
        [],
        [
            Actions.Execute(DefinitionTexts.KeepItAndGoOn, ReviewStep.OpenVerb, Data(draft), ActionStyle.Positive),
            Actions.Execute(DefinitionTexts.SaveForLater, ReviewStep.SaveVerb, Data(draft)),
            Actions.Execute(DefinitionTexts.DeleteTheDraft, CardVerbs.DefineCancel, Data(draft).Confirmed()),
        ]);

    public static AdaptiveCard Steps(StoredRollout draft, IReadOnlyList<IDefinitionStep> steps) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Accent, DefinitionTexts.ReviewNothingHasBeenSent, DefinitionTexts.WhichStepDoYouWantTo),
        steps.Select(step => CardKit.ActionRow(
            null,
            [CardKit.Text($"{step.Number}. {step.Title}")],
            Actions.Execute(DefinitionTexts.Open, ReviewStep.OpenVerb, Data(draft, step.Number), about: step.Title))),
        [Actions.Execute(DefinitionTexts.BackToTheReview, ReviewStep.OpenVerb, Data(draft, ReviewStep.Number))]);

    /// <summary>
    /// The reply to a button of a draft that was launched, deleted or is not theirs; all look the
    /// same to them.
    /// </summary>
    public static Reply Gone() => Reply.With(MessageCard.Refusal(
        DefinitionTexts.ThisCardIsOutOfDate,
        DefinitionTexts.ItsDraftWasLaunchedOrDeleted));

    /// <summary>Summarises how much of a pasted list was accepted, in Markdown.</summary>
    public static string BadRowsNotice(StepOutcome outcome) =>
        DefinitionTexts.RowsNeedAnotherLook3.With((Saved(outcome) == 0 ? DefinitionTexts.NobodyIsAdded
            : DefinitionTexts.MembersAreSaved.With(Saved(outcome))), outcome.BadRows.Count,
            (outcome.Remarks.Length > 0 ? $"\n\n{outcome.Remarks}" : string.Empty));

    private static int Saved(StepOutcome outcome) => outcome.NewMembers.Count + outcome.Others.Sum(cohort => cohort.Members.Count);

    private static JsonObject Data(StoredRollout draft, int? step = null) =>
        new StepTarget(draft.Id, step, draft.DefinitionRevision).ToData();

    private static string NameOf(StoredRollout draft) => Wording.DraftName(draft.Definition.Name);
}
