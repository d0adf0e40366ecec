using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Moves a go-live date: pick or type it, preview the changes, confirm.</summary>
internal sealed class MoveDialog(
    AccessControl access, CohortChoice choice, Lifecycle lifecycle, CohortRepository cohorts, IClock clock) : IDialog
{
    // The default extension if the button does not say how many days.
    private const int DaysExtended = 7;

    public IEnumerable<Command> Commands =>
        [new(nameof(CommandTexts.Move), CommandTexts.MoveDoes, MoveAsync) { Topic = HelpTopic.Change }];

    public IEnumerable<Verb> Verbs =>
        [new(MoveCard.FormVerb, (turn, ct) => FormAsync(turn, string.Empty, ct)), new(MoveCard.MoveVerb, MoveFromCardAsync)];

    /// <summary><c>move COHORT to DATE</c>; without a date, the form to choose it.</summary>
    private async Task<Reply> MoveAsync(Turn turn, string argument, CancellationToken ct)
    {
        if (TypedWords.Divide(argument, nameof(CommandTexts.To)) is not var (cohortName, day))
        {
            return await FormAsync(turn, argument, ct);
        }

        var reading = DateReader.Read(day, Today(turn));
        if (reading.Date is not { } date)
        {
            return Reply.With(
                MessageCard.Refusal(
                    ManagerTexts.NotMoved, ManagerTexts.SayWhichCohortAndToWhich.With(reading.Problem)));
        }

        var wanted = TypedText.Unquoted(cohortName);
        var all = (await access.AllAsync(turn.Caller, ct)).Where(Access.IsOwnedAndOpen)
            .SelectMany(mine => mine.Rollout.Definition.Cohorts.Select(cohort => (Mine: mine, Cohort: cohort)))
            .ToList();

        // An exact name wins: “HQ” is the cohort called HQ, if there is one.
        var matches = all.FindAll(match => TypedText.Same(match.Cohort.Name, wanted));
        matches = matches.Count > 0 || wanted.Length == 0 ? matches : all.FindAll(match => TypedText.Contains(match.Cohort.Name, wanted));
        return matches switch
        {
            [var (mine, cohort)] => await ShowMoveAsync(mine.Rollout, cohort, date, ct),
            [] => Reply.With(
                MessageCard.Refusal(ManagerTexts.NotMoved, ManagerTexts.YouHaveNoLaunchedRolloutWith.With(Wording.Shorten(wanted, 80)))),
            { Count: > Actions.Most } =>
                Reply.With(
                    MessageCard.Refusal(
                        ManagerTexts.NotMoved,
                        ManagerTexts.ThereAreCohortsWithInTheir.With(matches.Count, Wording.Shorten(wanted, 80)))),
            _ => Reply.With(MessageCard.Question(
                ManagerTexts.WhichCohortDoYouMean,
                ManagerTexts.ItIsToGoLiveOn.With(Dates.InWords(date)),
                [.. matches.Select(match => Actions.Execute(
                    Wording.Shorten(
                        matches.DistinctBy(each => each.Mine.Rollout.Id).Count() > 1
                            ? $"{match.Cohort.Name}, {match.Mine.Rollout.Definition.Name}"
                            : match.Cohort.Name,
                        60),
                    MoveCard.MoveVerb,
                    new ActionTarget(match.Mine.Rollout.Id, match.Cohort.Id).ToData().With(MoveCard.Date, Dates.Iso(date))))])),
        };
    }

    private async Task<Reply> FormAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, cohort, reply) = await choice.FindAsync(turn, name, MoveCard.FormVerb, Access.IsOwnedAndOpen, (_, _) => true, ct);
        return mine is null ? reply! : Form(mine.Rollout, cohort, null);
    }

    private static Reply Form(StoredRollout rollout, Cohort? cohort, string? error) =>
        Reply.With(MoveCard.DrawForm(rollout.Id, rollout.Definition, cohort ?? CohortOrder.ByGoLive(rollout.Definition)[0], error));

    private async Task<Reply> MoveFromCardAsync(Turn turn, CancellationToken ct)
    {
        if (await access.ForAsync(turn, ct) is not { } mine
            || CohortPicker.Read(turn.Action) is not { } id
            || !mine.MayRun(id)
            || mine.Rollout.Definition.FindCohort(id) is not { } cohort
            || mine.Rollout.Rollout.State is RolloutState.Closed or RolloutState.Draft)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NotMoved, ManagerTexts.ThisCohortIsNotYoursTo));
        }

        var days = turn.Action!.GetInt32(MoveCard.Days) ?? DaysExtended;
        var typed = turn.Action.GetString(MoveCard.Date);
        var reading = typed is null ? default : DateReader.Read(typed, Today(turn));
        var isForm = turn.Action.GetBoolean(MoveCard.IsForm) == true;
        LocalDate? date = typed is not null ? reading.Date
            : isForm ? null
            : days is >= -Limits.DaysMoved and <= Limits.DaysMoved ? cohort.GoLive.PlusDays(days)
            : null;
        if (date is not { } goLive)
        {
            return isForm
                ? Form(mine.Rollout, cohort, typed is { Length: > 0 } ? reading.Problem ?? DateReader.Hint
                    : ManagerTexts.ChooseTheNewGoLiveDate)
                : Reply.With(MessageCard.Refusal(ManagerTexts.NotMoved, DateReader.Hint));
        }

        if (!turn.Action.IsConfirmed())
        {
            var shown = await ShowMoveAsync(mine.Rollout, cohort, goLive, ct);
            return isForm ? shown : Reply.Below(shown.Card!);
        }

        var (rollout, refusal) = await lifecycle.MoveAsync(mine.Rollout.Id, id, goLive, turn.Caller.Person.Id, ct);
        return Reply.With(refusal is null && rollout is not null
            ? MessageCard.Done(
                ManagerTexts.GoesLiveOn.With(cohort.Name, Dates.Day(goLive)),
                ManagerTexts.WhatWasSentStaysSentThe,
                [
                    .. mine.IsOwner ? [UndoDialog.Button(rollout)] : Array.Empty<AdaptiveCards.AdaptiveAction>(),
                    Actions.Execute(ManagerTexts.Status, CardVerbs.StatusShow, new ActionTarget(rollout.Id).ToData())
                ])
            : MessageCard.Refusal(ManagerTexts.NotMoved, refusal?.Reason ?? ManagerTexts.TheRolloutIsGone));
    }

    private async Task<Reply> ShowMoveAsync(StoredRollout rollout, Cohort cohort, LocalDate goLive, CancellationToken ct)
    {
        if (Rollout.RefuseMove(cohort, goLive) is { } refusal)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NotMoved, refusal.Reason));
        }

        var counts = await cohorts.GetCountsAsync(new CohortKey(rollout.Id, cohort.Id), ct);
        var timing = rollout.Definition.Timing;
        var changes = MovePreview.Of(timing, cohort, goLive, clock.GetCurrentInstant());
        var starts = new TouchpointDates(timing, timing.Calendar, goLive).GoLive;
        return Reply.With(MoveCard.Draw(new MoveModel(rollout.Id, cohort, goLive, changes, counts.Members, starts)));
    }

    private LocalDate Today(Turn turn) => clock.GetCurrentInstant().InZone(turn.Caller.Zone).Date;
}
