using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Moves a go-live date: chosen on a card or typed, shown as a difference, and then moved.
/// </summary>
internal sealed partial class MoveDialog(
    AccessControl access, CohortChoice choice, Lifecycle lifecycle, CohortRepository cohorts, IClock clock) : IDialog
{
    // By how much a cohort's manager extends where the button does not say.
    private const int DaysExtended = 7;

    public IEnumerable<Command> Commands =>
        [new(nameof(CommandTexts.Move), CommandTexts.MoveDoes, MoveAsync) { Topic = HelpTopic.Change }];

    public IEnumerable<Verb> Verbs =>
        [new(MoveCard.FormVerb, (turn, ct) => FormAsync(turn, string.Empty, ct)), new(MoveCard.MoveVerb, MoveFromCardAsync)];

    /// <summary>
    /// <c>move COHORT to DATE</c>; without a date the card on which it is chosen.
    /// </summary>
    private async Task<Reply> MoveAsync(Turn turn, string argument, CancellationToken ct)
    {
        if (To().Match(argument) is not { Success: true } to)
        {
            return await FormAsync(turn, argument, ct);
        }

        var reading = DateReader.Read(argument[(to.Index + to.Length)..], Today(turn));
        if (reading.Date is not { } date)
        {
            return Reply.With(
                MessageCard.Refusal(
                    ManagerTexts.NotMoved, ManagerTexts.SayWhichCohortAndToWhich.With(reading.Problem)));
        }

        var wanted = TypedText.Unquoted(argument[..to.Index]);
        var all = (await access.AllAsync(turn.Caller, ct)).Where(Access.IsOwnedAndOpen)
            .SelectMany(mine => mine.Rollout.Definition.Cohorts.Select(cohort => (Mine: mine, Cohort: cohort)))
            .ToList();

        // “HQ” is the cohort of that name, else those in whose name it is.
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
                    Data(match.Mine.Rollout).With(ActionData.Cohort, match.Cohort.Id.Value).With(ActionData.Date, Dates.Iso(date))))])),
        };
    }

    private async Task<Reply> FormAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, cohort, reply) = await choice.FindAsync(turn, name, MoveCard.FormVerb, Access.IsOwnedAndOpen, (_, _) => true, ct);
        return mine is null ? reply! : Form(mine.Rollout, cohort, null);
    }

    private static Reply Form(StoredRollout rollout, Cohort? cohort, string? error) =>
        Reply.With(MoveCard.DrawForm(rollout.Id.Value, rollout.Definition, cohort ?? CohortOrder.ByGoLive(rollout.Definition)[0], error));

    private async Task<Reply> MoveFromCardAsync(Turn turn, CancellationToken ct)
    {
        if (await access.ForAsync(turn.Caller, RolloutId.Parse(turn.Action?.GetString(ActionData.Rollout)), ct) is not { } mine
            || CohortPicker.Read(field => turn.Action?.GetString(field)) is not { } id
            || !(mine.IsOwner || mine.Leads(id))
            || mine.Rollout.Definition.FindCohort(id) is not { } cohort
            || mine.Rollout.Rollout.State is RolloutState.Closed or RolloutState.Draft)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NotMoved, ManagerTexts.ThisCohortIsNotYoursTo));
        }

        var days = turn.Action!.GetInt32("days") ?? DaysExtended;
        var typed = turn.Action.GetString(ActionData.Date);
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

        if (turn.Action.GetBoolean(ActionData.Confirm) != true)
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
                    Actions.Execute(ManagerTexts.Status, CardVerbs.StatusShow, Data(rollout))
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
        return Reply.With(MoveCard.Draw(new MoveModel(rollout.Id.Value, cohort, goLive, changes, counts.Members, starts)));
    }

    private LocalDate Today(Turn turn) => clock.GetCurrentInstant().InZone(turn.Caller.Zone).Date;

    private static JsonObject Data(StoredRollout rollout) => new() { [ActionData.Rollout] = rollout.Id.Value };

    // “move Boulder to Monday”, “mover Boulder al 12/4”, “déplacer Boulder au 12 avril”; the last
    // one counts, since a cohort may be called “Road to Boulder”.
    [GeneratedRegex(" (to|al|au) ", RegexOptions.IgnoreCase | RegexOptions.RightToLeft)]
    private static partial Regex To();
}
