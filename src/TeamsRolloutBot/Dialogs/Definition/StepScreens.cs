using AdaptiveCards;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// Shows the steps of a definition with all their data, and remembers where the owner is.
/// </summary>
internal sealed class StepScreens(
    RolloutRepository rollouts,
    UserRepository users,
    DraftEditor editor,
    StepViews views,
    DirectorySearch search,
    ReturnedInput returned,
    ReturnedRows rows,
    UnsavedInput unsaved,
    AttachedLists attached,
    SeveralCohorts several,
    ReachReader reach,
    PlaybookShelf shelf)
{
    /// <summary>The name of the dialog state while a definition is open.</summary>
    public const string DialogName = "define";

    public static IReadOnlyList<IDefinitionStep> Steps { get; } =
    [
        new NameStep(), new CommitteeStep(), new TrainingStep(), new BestPracticesStep(), new ProjectsStep(),
        new ApproachStep(), new StrategyStep(), new CohortsStep(), new MessageStep(), new TimingStep(),
    ];

    /// <summary>Opens a step with its kept input and remembers that the person is there.</summary>
    public Task<Reply> OpenAsync(Turn turn, StoredRollout draft, int number, CancellationToken ct) =>
        ShowAsync(turn, draft, number, view => view, ct);

    /// <inheritdoc cref="OpenAsync"/>
    /// <param name="turn">The turn.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="number">The step.</param>
    /// <param name="adjust">Changes what is shown.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="roster">The people the client knows, if already fetched.</param>
    /// <param name="isOpened">False if the dialog merely moves on, so that kept input is not
    /// restored.</param>
    /// <param name="answered">The press that led here.</param>
    public async Task<Reply> ShowAsync(
        Turn turn, StoredRollout draft, int number, Func<StepView, StepView> adjust, CancellationToken ct, IReadOnlyList<Person>? roster =
            null, bool isOpened = true, string? answered = null)
    {
        number = Math.Clamp(number, 1, ReviewStep.Number);
        var isReview = number == ReviewStep.Number;
        if (draft.Step != number || (isReview && !draft.LeadsToReview))
        {
            draft = await rollouts.ChangeAsync(
                draft.Id, stored => stored with { Step = number, LeadsToReview = stored.LeadsToReview || isReview }, ct)
                ?? draft;
        }

        var view = adjust(await ViewAsync(turn, draft, number, null, ct, roster));
        view = isReview ? view : await WithInputAsync(view, number, isOpened, ct);
        var saved = users.SaveDialogAsync(
            turn.Caller.TenantId,
            turn.Caller.Person.Id,
            turn.Caller.Address.ConversationId,
            new DialogState(DialogName, draft.Id, view.Editing?.Value) { Answered = answered },
            ct);
        var reply = isReview ? await ReviewAsync(view, ct) : Reply.With(await DrawCardAsync(Steps[number - 1], view, ct));
        await saved;
        return reply;
    }

    public async Task<Reply> DrawAsync(IDefinitionStep step, StepView view, CancellationToken ct) =>
        Reply.With(await DrawCardAsync(step, await WithListAsync(view, step.Number, ct), ct));

    private Task<AdaptiveCard> DrawCardAsync(IDefinitionStep step, StepView view, CancellationToken ct) =>
        returned.DrawAsync(view, shown => StepCard.Draw(step, shown), ct);

    /// <summary>Adds the returned rows to a step.</summary>
    public async Task<StepView> WithRowsAsync(StepView view, int step, bool isOpened, CancellationToken ct) =>
        step == CohortsStep.Position ? await rows.ShowAsync(view, isOpened, ct) : view;

    /// <summary>Keeps the input of the step whose card was pressed.</summary>
    public async Task KeepInputAsync(StepView view, IDefinitionStep step, StepInput input, CancellationToken ct) =>
        await unsaved.KeepAsync(
            await WithListAsync(await WithRowsAsync(view, step.Number, isOpened: false, ct), step.Number, ct), step, input, ct);

    public async Task<StepView> ViewAsync(
        Turn turn, StoredRollout draft, int step, CohortId? editing, CancellationToken ct, IReadOnlyList<Person>? roster = null)
    {
        var sample = step == MessageStep.Position ? editor.SampleAsync(draft, ct) : null;
        var playbooks = step == NameStep.Position ? shelf.ListAsync(turn.Caller.TenantId, ct) : null;
        var counts = step is CohortsStep.Position or ReviewStep.Number || (playbooks is not null && draft.Definition.Cohorts.Count > 0)
            ? editor.MemberCountsAsync(draft, ct)
            : null;
        var view = (await views.OfAsync(turn, draft, ct, roster)) with { Editing = editing };
        view = playbooks is null ? view : view with { Playbooks = await playbooks };
        return sample is not null ? view with { Sample = await sample }
            : counts is not null ? view with { MemberCounts = await counts }
            : view;
    }

    // Kept input takes precedence over returned rows: it may be those rows, half corrected.
    private async Task<StepView> WithInputAsync(StepView view, int number, bool isOpened, CancellationToken ct)
    {
        // Read in parallel, because the user is waiting.
        var listed = WithListAsync(view, number, ct);
        var givenBack = WithRowsAsync(view, number, isOpened, ct);
        var isFree = view.Typed is null && view.BadRows.Count == 0 && (isOpened || view.Editing is not null);
        var left = isFree ? await unsaved.FindAsync(view, number, isOpened, ct) : null;
        var (attachedList, withRows) = ((await listed).Attached, await givenBack);
        return left is null
            ? withRows with { Attached = attachedList }
            : await ReopenAsync(
                  view with { Attached = attachedList, Editing = left.Cohort, Typed = left.Input }, Steps[number - 1], left.Input, ct);
    }

    /// <summary>Restores a step's kept input and validates it.</summary>
    private async Task<StepView> ReopenAsync(StepView view, IDefinitionStep step, StepInput input, CancellationToken ct)
    {
        view = await search.FindAsync(view, input, step.MemberLists, ct);
        var outcome = step.Submit(view, input, "next");
        return outcome switch
        {
            { Errors.Count: > 0 } => view with { Errors = outcome.Errors },
            { BadRows.Count: > 0 } => view with
            {
                HasRowsToCorrect = true,
                Notice =
                    DefinitionTexts.RowsNeedAnotherLook.With(outcome.BadRows.Count, StepCard.Paragraph,
                        ReturnedInput.ReasonsOf(outcome.BadRows)),
            },
            _ =>
                view with
                {
                    Notice = string.Join(
                        StepCard.Paragraph,
                        new[] { view.Notice, DefinitionTexts.WhatYouTypedHereIsNot }.OfType<string>())
                },
        };
    }

    private async Task<StepView> WithListAsync(StepView view, int step, CancellationToken ct) =>
        step is CohortsStep.Position or ReviewStep.Number ? view with { Attached = await attached.FindAsync(view.Draft.Id, ct) } : view;

    private async Task<Reply> ReviewAsync(StepView view, CancellationToken ct)
    {
        var left = rows.CountAsync(view.Draft.Id, ct);
        var typed = unsaved.StepsAsync(view.Draft.Id, ct);
        var resolutions = editor.ResolutionsAsync(view.Draft, ct);
        var members =
            view.MemberCounts.Values.Sum() <= SeveralCohorts.MostPeople
                ? several.ReadAllAsync(view.Draft, ct)
                : Task.FromResult(RolloutMembers.None);
        var reached = reach.ReadAsync(view.Draft, view.MemberCounts, ct);
        view = await WithListAsync(view, ReviewStep.Number, ct);
        return Reply.With(
            ReviewStep.Card(
                view with
                {
                    Reach = await reached,
                    Resolutions = await resolutions,
                    RowsLeft = await left,
                    Unsaved = await typed,
                    Doubles = (await members).OfSeveral,
                    Roles = (await members).Roles,
                }
            )
        );
    }
}
