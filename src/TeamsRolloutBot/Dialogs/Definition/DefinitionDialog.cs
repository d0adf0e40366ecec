using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// The definition dialog: eleven steps, each a card that can be left and resumed. Accepted input is
/// stored at once, so that a draft survives anything; other input is kept beside it.
/// </summary>
internal sealed class DefinitionDialog(
    AccessControl access, UserRepository users, Lifecycle lifecycle, DraftEditor editor, StepScreens screens, StepAnswers answers,
    TypedAnswers typed, StartPolicy policy)
    : IDialog
{
    public const string NewVerb = CardVerbs.RolloutNew;
    private const string SubmitVerb = CardVerbs.DefineNext;
    private const string BackVerb = CardVerbs.DefineBack;
    private const string SkipVerb = CardVerbs.DefineSkip;

    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.NewRollout), CommandTexts.NewRolloutDoes, NewAsync) { Topic = HelpTopic.Define },
        new(nameof(CommandTexts.New), null, NewAsync) { Takes = argument => argument.Length == 0 },
        new(nameof(CommandTexts.Continue), CommandTexts.ContinueDoes, ContinueDraftAsync) { Topic = HelpTopic.Define },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(NewVerb, (turn, ct) => NewAsync(turn, string.Empty, ct)),
        new(SubmitVerb, SubmitAsync),
        new(BackVerb, (turn, ct) => MoveAsync(turn, -1, ct)),
        new(SkipVerb, (turn, ct) => MoveAsync(turn, 1, ct)),
        new(ReviewStep.OpenVerb, OpenAsync),
        new(ReviewStep.SaveVerb, SaveAsync),
        new(CardVerbs.DefineCancel, CancelAsync),
        new(CohortsStep.EditVerb, EditCohortAsync),
        new(ReviewStep.StepsVerb, ChooseStepAsync),
        new(ReviewStep.RowsVerb, RowsAsync),
        new(ReviewStep.UnknownVerb, UnknownAsync),
    ];

    /// <summary>Treats typed text as the answer to the open step.</summary>
    public async Task<Reply?> ContinueAsync(Turn turn, CancellationToken ct)
    {
        if (
            await users.FindDialogAsync(turn.Caller.TenantId, turn.Caller.Person.Id, turn.Caller.Address.ConversationId, ct)
                is not { Name: StepScreens.DialogName, Rollout: { } id } open
            || await DraftAsync(turn, id, ct) is not { } draft
        )
        {
            return null;
        }

        if (turn.FileName is null && NamedToContinue(turn.Text) is { } name
            && await FindDraftAsync(turn, name, ct) is { Draft: { } other })
        {
            // Naming another draft is not an answer to this one's step.
            return await screens.OpenAsync(turn, other, other.Step, ct);
        }

        if (PastedDefinition.IsIn(turn.Text))
        {
            // A definition is imported whichever step is open.
            return null;
        }

        return turn.FileName is not null ? await typed.AnswerAsync(turn, draft, open, ct) : TypedAnswers.LeavesBy(turn.Text) switch
        {
            "cancel" => CancelCard(draft),
            "save" => await LeaveAsync(turn, draft, ct),
            _ => await typed.AnswerAsync(turn, draft, open, ct),
        };
    }

    private async Task<Reply> NewAsync(Turn turn, string name, CancellationToken ct)
    {
        if (policy.Refuse(turn.Caller) is { } refusal)
        {
            return Reply.With(MessageCard.Refusal(DefinitionTexts.NewRollout, refusal.Reason));
        }

        if (!turn.Action.IsConfirmed()
            && await NewestDraftAsync(turn, ct) is { } draft
            && draft.Id != turn.NewRollout)
        {
            return Reply.With(DraftCards.Unfinished(draft));
        }

        if (await access.RefuseDraftAsync(turn.Caller, ct) is { } tooMany)
        {
            return Reply.With(MessageCard.Refusal(DefinitionTexts.NewRollout, tooMany.Reason));
        }

        var playbook = ShippedPlaybooks.Default;
        var trimmed = SingleLine.Trim(name);
        var title = trimmed.Length is > 0 and <= Limits.RolloutName && SingleLine.Problem(trimmed) is null ? trimmed : string.Empty;
        var stored = await lifecycle.StartAsync(
            turn.NewRollout, turn.Caller.TenantId, turn.Caller.Person, RolloutDefinition.Start(title, playbook, turn.Caller.Zone), ct);
        return await screens.OpenAsync(turn, stored, 1, ct);
    }

    private async Task<Reply> ContinueDraftAsync(Turn turn, string name, CancellationToken ct)
    {
        var (draft, reply) = await FindDraftAsync(turn, name, ct);
        return draft is null ? reply! : await screens.OpenAsync(turn, draft, draft.Step, ct);
    }

    /// <summary>Opens the review of the named draft, or of the newest.</summary>
    public async Task<Reply> ReviewAsync(Turn turn, string name, CancellationToken ct)
    {
        var (draft, reply) = await FindDraftAsync(turn, name, ct);
        return draft is null ? reply! : await screens.OpenAsync(turn, draft, ReviewStep.Number, ct);
    }

    // continue Mountain region
    private static string? NamedToContinue(string text) =>
        TypedWords.Of(nameof(CommandTexts.Continue)).OrderByDescending(words => words.Length)
            .Where(words => text.StartsWith($"{words} ", StringComparison.OrdinalIgnoreCase))
            .Select(words => text[words.Length..].Trim())
            .FirstOrDefault();

    // Without a name, the newest draft; if several match, the person is asked.
    private async Task<(StoredRollout? Draft, Reply? Reply)> FindDraftAsync(Turn turn, string name, CancellationToken ct)
    {
        var drafts = (await access.AllAsync(turn.Caller, ct)).Where(a => a.IsOwner && a.Rollout.Rollout.State == RolloutState.Draft)
            .Select(a => a.Rollout).ToList();
        var matches = name.Length == 0 ? drafts.Take(1).ToList() : drafts.FindAll(draft => TypedText.Same(draft.Definition.Name, name));
        matches = matches.Count > 0 ? matches : drafts.FindAll(draft => TypedText.Contains(draft.Definition.Name, name));
        return matches switch
        {
            [var draft] => (draft, null),
            [] when drafts.Count == 0 =>
                (
                    null,
                    Reply.With(
                        MessageCard.Information(DefinitionTexts.NoHalfFinishedRollout, DefinitionTexts.ThereIsNothingToGoOn))),
            [] =>
                (
                    null,
                    Reply.With(
                        MessageCard.Information(
                            DefinitionTexts.NoDraftOfThatName,
                            DefinitionTexts.YouHaveNoHalfFinishedRollout.With(Wording.Shorten(name, 80))))),
            _ =>
                (
                    null,
                    Reply.With(
                        RolloutsCard.Draw(
                            [
                                .. matches.Select(
                                    draft => (draft.Id, draft.Definition.Name, DefinitionTexts.DraftLeftAtStepOf11.With(draft.Step)))
                            ],
                            ReviewStep.OpenVerb))),
        };
    }

    private async Task<StoredRollout?> NewestDraftAsync(Turn turn, CancellationToken ct) =>
        (await access.AllAsync(turn.Caller, ct)).FirstOrDefault(a => a.IsOwner && a.Rollout.Rollout.State == RolloutState.Draft)?.Rollout;

    private async Task<Reply> SubmitAsync(Turn turn, CancellationToken ct)
    {
        if (await DraftOfCardAsync(turn, ct) is not { } draft)
        {
            return DraftCards.Gone();
        }

        return StepOfCard(turn) is { } step
            ? await answers.PressAsync(turn, draft, step, EditedCohort(turn, draft), ct)
            : await screens.OpenAsync(turn, draft, draft.Step, ct);
    }

    /// <summary>Leaves a step through one of its buttons and keeps its input.</summary>
    private async Task<StoredRollout?> LeaveStepAsync(Turn turn, CancellationToken ct)
    {
        if (await DraftOfCardAsync(turn, ct) is not { } draft)
        {
            return null;
        }

        if (StepOfCard(turn) is { } step)
        {
            var handedOut = HandedOut.Missing(turn.Action!);
            var view = await screens.ViewAsync(turn, draft, step.Number, EditedOnCard(turn, draft), ct);
            await screens.KeepInputAsync(
                view with { HandedOut = handedOut }, step, StepInput.Of(turn.Action!.Data, step, handedOut), ct);
        }

        return draft;
    }

    private static IDefinitionStep? StepOfCard(Turn turn) =>
        StepTarget.Parse(turn.Action)?.Number is { } number and >= 1 && number <= StepScreens.Steps.Count
            ? StepScreens.Steps[number - 1]
            : null;

    private async Task<Reply> MoveAsync(Turn turn, int by, CancellationToken ct)
    {
        if (await LeaveStepAsync(turn, ct) is not { } draft)
        {
            return DraftCards.Gone();
        }

        return await screens.OpenAsync(
            turn, draft, draft.LeadsToReview ? ReviewStep.Number : (StepTarget.Parse(turn.Action)?.Number ?? draft.Step) + by, ct);
    }

    private async Task<Reply> OpenAsync(Turn turn, CancellationToken ct) =>
        await DraftOfCardAsync(turn, ct) is { } draft
            ? await screens.OpenAsync(turn, draft, StepTarget.Parse(turn.Action)?.Number ?? draft.Step, ct)
            : DraftCards.Gone();

    private async Task<Reply> EditCohortAsync(Turn turn, CancellationToken ct)
    {
        if (await LeaveStepAsync(turn, ct) is not { } draft)
        {
            return DraftCards.Gone();
        }

        // Paging through the list keeps the input.
        var page = turn.Action!.GetInt32(CohortsStep.PageField);
        return await screens.ShowAsync(
            turn,
            draft,
            CohortsStep.Position,
            view => view with
            {
                Editing = page is null ? EditedCohort(turn, draft) : EditedOnCard(turn, draft),
                Typed = page is null ? null : StepInput.FromData(turn.Action.Data),
            },
            ct,
            isOpened: false);
    }

    private async Task<Reply> ChooseStepAsync(Turn turn, CancellationToken ct) =>
        await DraftOfCardAsync(turn, ct) is { } draft ? Reply.With(DraftCards.Steps(draft, StepScreens.Steps)) : DraftCards.Gone();

    private async Task<Reply> RowsAsync(Turn turn, CancellationToken ct) =>
        await DraftOfCardAsync(turn, ct) is { } draft
            ? Reply.With(
                ReviewStep.RowsCard(await screens.ViewAsync(turn, draft, ReviewStep.Number, null, ct), Pages.Of(turn.Action))
            )
            : DraftCards.Gone();

    private async Task<Reply> UnknownAsync(Turn turn, CancellationToken ct)
    {
        if (await DraftOfCardAsync(turn, ct) is not { } draft)
        {
            return DraftCards.Gone();
        }

        var from = CohortOf(turn) is { } id && draft.Definition.FindCohort(id) is not null ? id : (CohortId?)null;
        var after = Pages.After(turn.Action) is { } address && EmailAddress.IsValid(address) ? address : null;
        return Reply.With(UnknownPeopleCard.Draw(draft, await editor.UnknownAsync(draft, from, from is null ? null : after, ct)));
    }

    private async Task<Reply> SaveAsync(Turn turn, CancellationToken ct) =>
        await LeaveStepAsync(turn, ct) is { } draft ? await LeaveAsync(turn, draft, ct) : DraftCards.Gone();

    private async Task<Reply> LeaveAsync(Turn turn, StoredRollout draft, CancellationToken ct)
    {
        await users.SaveDialogAsync(turn.Caller.TenantId, turn.Caller.Person.Id, turn.Caller.Address.ConversationId, null, ct);
        return Reply.With(DraftCards.Saved(draft));
    }

    private async Task<Reply> CancelAsync(Turn turn, CancellationToken ct)
    {
        if (await LeaveStepAsync(turn, ct) is not { } draft)
        {
            return DraftCards.Gone();
        }

        if (!turn.Action.IsConfirmed())
        {
            return CancelCard(draft);
        }

        await users.SaveDialogAsync(turn.Caller.TenantId, turn.Caller.Person.Id, turn.Caller.Address.ConversationId, null, ct);
        await lifecycle.DiscardAsync(draft, ct);
        return Reply.With(
            MessageCard.Information(DefinitionTexts.DraftDeleted, DefinitionTexts.NothingWasSentToAnybodyStart));
    }

    private static Reply CancelCard(StoredRollout draft) => Reply.With(DraftCards.ConfirmCancel(draft));

    private Task<StoredRollout?> DraftOfCardAsync(Turn turn, CancellationToken ct) =>
        DraftAsync(turn, ActionTarget.Parse(turn.Action)?.Rollout, ct);

    // Only the owner may see or change a draft.
    private async Task<StoredRollout?> DraftAsync(Turn turn, RolloutId? id, CancellationToken ct) =>
        await access.ForAsync(turn.Caller, id, ct) is { IsOwner: true, Rollout: { Rollout.State: RolloutState.Draft } draft }
            ? draft
            : null;

    private static CohortId? EditedCohort(Turn turn, StoredRollout draft) =>
        CohortOf(turn) is { } id && draft.Definition.FindCohort(id) is not null ? id : null;

    // A cohort's button in the list says which cohort it opens; the card may show another one's
    // fields.
    private static CohortId? EditedOnCard(Turn turn, StoredRollout draft) =>
        StepTarget.Parse(turn.Action)?.Edited is { } id && draft.Definition.FindCohort(id) is not null ? id
        : turn.Action?.Verb == CohortsStep.EditVerb ? null : EditedCohort(turn, draft);

    private static CohortId? CohortOf(Turn turn) => ActionTarget.Parse(turn.Action)?.Cohort;
}
