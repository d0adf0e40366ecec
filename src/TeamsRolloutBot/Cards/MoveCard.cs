using AdaptiveCards;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <param name="RolloutId">For the buttons.</param>
/// <param name="Cohort">The cohort before the move.</param>
/// <param name="NewGoLive">The new go-live date.</param>
/// <param name="Changes">The touchpoints that move, in order.</param>
/// <param name="Members">How many members are affected.</param>
/// <param name="Starts">The day of the go-live card: the date itself or the next working
/// day.</param>
internal sealed record MoveModel(
    RolloutId RolloutId, Cohort Cohort, LocalDate NewGoLive, IReadOnlyList<MovedTouchpoint> Changes, int Members, LocalDate Starts);

/// <summary>Previews a go-live move as a diff, before it happens.</summary>
internal static class MoveCard
{
    public const string MoveVerb = CardVerbs.CohortMove;
    public const string FormVerb = "cohort.moveForm";

    /// <summary>The new go-live date, from the form or from a button.</summary>
    public const string Date = "date";

    /// <summary>The number of days to move by, if the button says so.</summary>
    public const string Days = "days";

    // The card stays short even with a check-in every week of a year.
    private const int MostCheckIns = 8;

    /// <summary>Set when the form was pressed, which the answer then replaces.</summary>
    public const string IsForm = "form";

    public static AdaptiveCard Draw(MoveModel model)
    {
        var data = new ActionTarget(model.RolloutId, model.Cohort.Id).ToData().With(Date, Dates.Iso(model.NewGoLive)).Confirmed();
        List<AdaptiveElement> body = [];
        if (model.Starts != model.NewGoLive)
        {
            body.Add(
                CardKit.Notice(
                    AdaptiveContainerStyle.Warning,
                    ManagerTexts.IsADayOffTheGo.With(CardText.Escape(Dates.Day(model.NewGoLive)), Dates.Day(model.Starts))
                )
            );
        }

        if (model.Changes.Count == 0)
        {
            body.Add(CardKit.Text(ManagerTexts.NothingIsSentOnAnotherDay));
        }

        body.AddRange(model.Changes.Where(change => change.Number <= MostCheckIns).Select(
            change => CardKit.Row(TouchpointNames.Of(change.Kind, change.Number), Detail(change), Right(change))));
        if (model.Changes.Count(change => change.Number > MostCheckIns) is > 0 and var more)
        {
            body.Add(CardKit.Text(ManagerTexts.MoreCheckInsAfterThat.With(more)));
        }

        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Warning,
                ManagerTexts.NothingHasBeenMovedYet,
                ManagerTexts.MoveTo.With(model.Cohort.Name, Dates.Full(model.NewGoLive)),
                ManagerTexts.ChangesForMembersGoLiveIs.With(model.Members, Dates.Full(model.Cohort.GoLive))
            ),
            body,
            [
                Actions.Execute(ManagerTexts.MoveIt, MoveVerb, data, ActionStyle.Positive),
                Actions.Execute(ManagerTexts.LeaveItAsItIs, CardVerbs.StatusShow, new ActionTarget(model.RolloutId).ToData()),
            ]);
    }

    /// <summary>Asks which cohort to move, and to which date.</summary>
    public static AdaptiveCard DrawForm(RolloutId rolloutId, RolloutDefinition definition, Cohort cohort, string? error)
    {
        List<AdaptiveElement> body = [CohortPicker.Draw(CohortOrder.ByGoLive(definition), cohort.Id)];
        if (error is not null)
        {
            body.Add(CardKit.Error(error));
        }

        body.Add(Inputs.Date(Date, ManagerTexts.NewGoLiveDate, string.Empty));
        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Accent, ManagerTexts.Manage, ManagerTexts.MoveAGoLiveDate,
                ManagerTexts.YouSeeWhatChangesBeforeAnything),
            body,
            [
                Actions.Execute(
                    ManagerTexts.ShowWhatChanges, MoveVerb, new ActionTarget(rolloutId).ToData().With(IsForm, true), ActionStyle.Positive),
                Actions.WithoutInputs(ManagerTexts.Manage, ManageCard.ShowVerb, new ActionTarget(rolloutId).ToData()),
            ]);
    }

    private static string? Detail(MovedTouchpoint change) => change.Effect switch
    {
        MoveEffect.StaysSent => ManagerTexts.WasDueAlready,
        MoveEffect.AtOnce => ManagerTexts.ItsNewDayHasPassed.With(Dates.Short(change.After)),
        _ => null,
    };

    private static string Right(MovedTouchpoint change) => change.Effect switch
    {
        MoveEffect.StaysSent => ManagerTexts.WhatWasSentStaysSent,
        MoveEffect.AtOnce => ManagerTexts.AtOnceWhereItStillHelps,
        _ => $"{Dates.Short(change.Before)} → {Dates.Short(change.After)}",
    };
}
