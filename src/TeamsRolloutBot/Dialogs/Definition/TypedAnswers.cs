using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Storage.Repositories;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>What somebody types, or sends as a file, while a step is open.</summary>
internal sealed class TypedAnswers(StepScreens screens, StepAnswers answers, AttachedLists attached, ReturnedRows rows)
{
    /// <summary>
    /// How a typed word leaves the step: <c>back</c>, <c>next</c>, <c>without</c>, <c>save</c> or
    /// <c>cancel</c>; null where it is an answer.
    /// </summary>
    public static string? LeavesBy(string text) => TypedText.Fold(text).ToLowerInvariant().TrimEnd('.', '!') switch
    {
        "back" => "back",
        "skip" or "next" => "next",
        "go on without them" or "without them" => "without",
        "cancel" => "cancel",
        "save" or "save for later" or "later" => "save",
        _ => null,
    };

    /// <summary>Answers a line, or a file.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="open">Where its owner is.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null where it is no answer to a step.</returns>
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
                $"Step {step.Number} takes no file. Lists can be attached in "
                    + $"{string.Join(", ", StepScreens.Steps.Where(each => each.TakesFiles).Select(each => $"step {each.Number}"))}.");
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
            step, view with { Notice = $"This step has several fields: please fill in the card. {view.Notice}".TrimEnd() }, ct);
    }

    /// <summary>Goes on, unless people would be left behind.</summary>
    private async Task<Reply> NextAsync(Turn turn, StoredRollout draft, CancellationToken ct)
    {
        if (draft.Step == CohortsStep.Position)
        {
            if (await attached.FindAsync(draft.Id, ct) is { } list)
            {
                return await StayAsync(
                    $"**{CardText.Escape(list.Name)} is not taken in yet.** Save the cohort its people join, or save one with the box "
                        + "not ticked to leave the list out.");
            }

            if ((await rows.CountAsync(draft.Id, ct)).Values.Sum() is > 0 and var left)
            {
                return await StayAsync(
                    $"**{CardKit.Count(left, "row", "rows")} can’t be used as {(left == 1 ? "it is" : "they are")}.** Correct what is "
                        + "in the field, or type “go on without them”.");
            }
        }

        return await screens.OpenAsync(
            turn, draft, draft.LeadsToReview && draft.Step <= StepScreens.Steps.Count ? ReviewStep.Number : draft.Step + 1, ct);

        async Task<Reply> StayAsync(string notice) =>
            await screens.ShowAsync(turn, draft, draft.Step, view => view with { Notice = notice }, ct);
    }

    /// <summary>
    /// People who are typed or sent at step 8 belong to the cohort that is defined there; null
    /// where nobody is.
    /// </summary>
    private async Task<Reply?> AttachAsync(Turn turn, StepView view, CancellationToken ct)
    {
        var people = PeopleTable.Read(turn.Text, MemberList.WordsOf(view.Definition.Playbook)).Rows.Count(row => row.Address is not null);
        if (people == 0)
        {
            return turn.FileName is null ? null : Reply.Say("There is nobody with an e-mail address in this file.");
        }

        await attached.KeepAsync(view.Draft.Id, new AttachedList(turn.FileName ?? "the list you typed", people, turn.Text), ct);
        view = await screens.WithRowsAsync(view, CohortsStep.Position, isOpened: true, ct);
        var said = $"**{CardKit.Count(people, "person", "people")} of the list** join the cohort below once you save it.";
        return await screens.DrawAsync(
            StepScreens.Steps[CohortsStep.Position - 1], view with
            {
                Notice = view.Notice is null ? said : said + StepCard.Paragraph + view.Notice
            }, ct);
    }
}
