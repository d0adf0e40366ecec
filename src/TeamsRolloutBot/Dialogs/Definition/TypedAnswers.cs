using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>Handles text and files sent while a step is open.</summary>
internal sealed class TypedAnswers(StepScreens screens, StepAnswers answers, AttachedLists attached, ReturnedRows rows)
{
    /// <summary>
    /// The navigation a typed word asks for: <c>back</c>, <c>next</c>, <c>without</c>, <c>save</c>
    /// or <c>cancel</c>; null if the text is an answer.
    /// </summary>
    public static string? LeavesBy(string text)
    {
        var typed = TypedText.Fold(text).TrimEnd('.', '!');
        return TypedWords.Is(typed, nameof(CommandTexts.StepBack)) ? "back"
            : TypedWords.Is(typed, nameof(CommandTexts.StepNext)) ? "next"
            : TypedWords.Is(typed, nameof(CommandTexts.StepWithout)) ? "without"
            : TypedWords.Is(typed, nameof(CommandTexts.StepCancel)) ? "cancel"
            : TypedWords.Is(typed, nameof(CommandTexts.StepSave)) ? "save"
            : null;
    }

    /// <summary>Answers a typed line or a file.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="open">Where the owner is in the dialog.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null if it is not an answer to a step.</returns>
    public async Task<Reply?> AnswerAsync(Turn turn, StoredRollout draft, DialogState open, CancellationToken ct)
    {
        switch (turn.FileName is null ? LeavesBy(turn.Text) : null)
        {
            case "back":
                return await screens.OpenAsync(turn, draft, draft.LeadsToReview ? ReviewStep.Number : draft.Step - 1, ct);
            case "next":
                return await NextAsync(turn, draft, ct);
            case "without" when draft.Step == CohortsStep.Position:
                await rows.DropAsync(draft.Id, CohortId.Parse(open.Detail), ct);
                return await NextAsync(turn, draft, ct);
        }

        if (draft.Step > StepScreens.Steps.Count)
        {
            return null;
        }

        var step = StepScreens.Steps[draft.Step - 1];
        if (turn.FileName is not null && !step.TakesFiles)
        {
            return Reply.Say(
                DefinitionTexts.StepTakesNoFileListsCan.With(step.Number,
                    string.Join(", ", StepScreens.Steps.Where(each => each.TakesFiles)
                    .Select(each => DefinitionTexts.Step2.With(each.Number)))));
        }

        var view = await screens.ViewAsync(turn, draft, step.Number, null, ct);
        if (step.Number == CohortsStep.Position && await AttachAsync(turn, view, ct) is { } reply)
        {
            return reply;
        }

        if (step.FromText(turn.Text, view) is { } input)
        {
            return await answers.SubmitAsync(turn, view, step, input, "next", ct);
        }

        view = await screens.WithRowsAsync(view, step.Number, isOpened: true, ct);
        return await screens.DrawAsync(
            step, view with { Notice = DefinitionTexts.ThisStepHasSeveralFieldsPlease.With(view.Notice).TrimEnd() }, ct);
    }

    /// <summary>Moves on unless a pending list or rows would be left behind.</summary>
    private async Task<Reply> NextAsync(Turn turn, StoredRollout draft, CancellationToken ct)
    {
        if (draft.Step == CohortsStep.Position)
        {
            if (await attached.FindAsync(draft.Id, ct) is { } list)
            {
                return await StayAsync(
                    DefinitionTexts.IsNotTakenInYetSave.With(CardText.Escape(list.Name)));
            }

            if ((await rows.CountAsync(draft.Id, ct)).Values.Sum() is > 0 and var left)
            {
                return await StayAsync(
                    DefinitionTexts.RowsCantBeUsedAsCorrect.With(left, (left == 1 ? DefinitionTexts.ItIs : DefinitionTexts.TheyAre)));
            }
        }

        return await screens.OpenAsync(
            turn, draft, draft.LeadsToReview && draft.Step <= StepScreens.Steps.Count ? ReviewStep.Number : draft.Step + 1, ct);

        async Task<Reply> StayAsync(string notice) =>
            await screens.ShowAsync(turn, draft, draft.Step, view => view with { Notice = notice }, ct);
    }

    /// <summary>
    /// At step 8, attaches typed or sent people to the cohort being defined; null if there are
    /// none.
    /// </summary>
    private async Task<Reply?> AttachAsync(Turn turn, StepView view, CancellationToken ct)
    {
        var people = PeopleTable.Read(turn.Text, MemberList.WordsOf(view.Definition.Playbook)).Rows
            .Where(row => row.Address is not null).ToList();
        if (people.Count == 0)
        {
            return turn.FileName is null ? null : Reply.Say(DefinitionTexts.ThereIsNobodyWithAnE);
        }

        var list = new AttachedList(turn.FileName ?? DefinitionTexts.TheListYouTyped, people.Count, turn.Text);
        await attached.KeepAsync(view.Draft.Id, list, ct);
        view = await screens.WithRowsAsync(view, CohortsStep.Position, isOpened: true, ct);
        var said = people.Exists(person => person.Cohort.Length > 0)
            ? DefinitionTexts.PeopleOfTheListJoinItsCohorts.With(people.Count)
            : DefinitionTexts.PeopleOfTheListJoinThe.With(people.Count);
        return await screens.DrawAsync(
            StepScreens.Steps[CohortsStep.Position - 1], view with
            {
                Notice = view.Notice is null ? said : said + StepCard.Paragraph + view.Notice
            }, ct);
    }
}
