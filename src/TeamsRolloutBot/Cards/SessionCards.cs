using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>A cohort's training sessions.</summary>
internal sealed record SessionsModel(RolloutId RolloutId, RolloutDefinition Definition, Cohort Cohort, Instant Now)
{
    public IReadOnlyList<TrainingSession> Sessions => TrainingPlan.Sessions(Cohort);

    public JsonObject Data => new ActionTarget(RolloutId, Cohort.Id).ToData();

    public JsonObject DataOf(TrainingSession session) => new SessionTarget(RolloutId, Cohort.Id, session.Id).ToData();

    public string Line => MemberTexts.GoLiveTimesIn.With(Cohort.Name, Dates.Day(Cohort.GoLive), Cohort.Zone.Id);
}

/// <summary>The sessions of a cohort and the actions for each.</summary>
internal static class SessionsCard
{
    private const int MostShown = 12;

    public static AdaptiveCard Draw(SessionsModel model, string? notice = null)
    {
        var sessions = model.Sessions;
        var body = new List<AdaptiveElement>();
        if (notice is not null)
        {
            body.Add(CardKit.Notice(AdaptiveContainerStyle.Good, CardText.Escape(notice)));
        }

        if (sessions.Count == 0)
        {
            body.Add(CardKit.Text(MemberTexts.NoSessionIsPlannedYetPlan));
        }

        body.AddRange(sessions.Take(MostShown).Select(session => Row(model, session)));
        if (sessions.Count > MostShown)
        {
            body.Add(CardKit.Subtle(MemberTexts.AndMoreTheCalendarFileHas.With(sessions.Count - MostShown)));
        }

        List<AdaptiveAction> actions = [Actions.Execute(MemberTexts.PlanASession, CardVerbs.SessionForm, model.Data, ActionStyle.Positive)];
        if (sessions.Count > 0)
        {
            actions.Add(Actions.Execute(MemberTexts.CalendarFile, CardVerbs.SessionFile, model.Data));
        }

        actions.Add(Actions.Execute(MemberTexts.MyListAgendaTopics, CardVerbs.ChecklistMine));
        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Warning, MemberTexts.Phase2Of3Train, MemberTexts.TrainingSessions, model.Line), body,
                actions);
    }

    private static string? Short(string? text) => text is null ? null : Wording.Shorten(text, 60);

    private static string Joined(params string?[] parts) => string.Join(" · ", parts.OfType<string>());

    private static AdaptiveColumnSet Row(SessionsModel model, TrainingSession session)
    {
        var isOver = session.In(model.Cohort.Zone).Start <= model.Now;
        return CardKit.ActionRow(
            isOver ? "✓" : "○",
            [
                CardKit.Block(
                    CardText.Escape(Joined(Dates.Moment(session.Start), Dates.Length(session.Minutes), Short(session.Title))),
                    weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None),
                CardKit.Subtle(
                    Wording.Shorten(
                        Joined(
                            TrainingPlan.TrainerOf(model.Cohort, session)?.Name ?? MemberTexts.NoTrainerYet, Short(session.Place),
                            SessionLine.Topics(model.Definition, session)),
                        160)),
            ],
            isOver
                ? Actions.WithoutInputs(
                    MemberTexts.WhoWasThereNotes, CardVerbs.SessionPeople, model.DataOf(session), about: Dates.Moment(session.Start))
                : Actions.WithoutInputs(MemberTexts.Change, CardVerbs.SessionForm, model.DataOf(session),
                      about: Dates.Moment(session.Start)));
    }
}

/// <summary>The sessions of a cohort, each with its own calendar file.</summary>
internal static class SessionFilesCard
{
    /// <summary>The data field that asks for all sessions in one file.</summary>
    public const string All = "all";

    public static AdaptiveCard Draw(SessionsModel model) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Warning, MemberTexts.Phase2Of3Train,
            MemberTexts.TrainingSessionsForYourCalendar.With(model.Sessions.Count), model.Line),
        [
            CardKit.Text(
                MemberTexts.ASessionsFileOpensInOutlook),
            .. model.Sessions.Select(session => CardKit.ActionRow(
                null,
                [
                    CardKit.Block(
                        CardText.Escape(Dates.Moment(session.Start)), weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None)
                ],
                Actions.Execute(
                    MemberTexts.CalendarFile, CardVerbs.SessionFile, model.DataOf(session), about: Dates.Moment(session.Start)))),
            CardKit.Small(MemberTexts.TheFileWithAllOfThem),
        ],
        [Actions.Execute(MemberTexts.AllInOneFile, CardVerbs.SessionFile, model.Data.With(All, true))]);
}

/// <summary>Describes a session briefly.</summary>
internal static class SessionLine
{
    public static string Topics(RolloutDefinition definition, TrainingSession session)
    {
        var topics = SessionTexts.Topics(definition, session);
        return session.Topics.Count == 0 || topics.Count == definition.Playbook.Agenda.Count
            ? MemberTexts.TheWholeAgenda
            : string.Join(", ", topics.Select(topic => PlaybookContent.Of(topic.Title)));
    }
}

/// <summary>Reports what happened to sessions in people's calendars.</summary>
internal static class SessionsPlacedCard
{
    /// <param name="model">The sessions.</param>
    /// <param name="invited">How many people are invited; null if the bot cannot write to
    /// calendars.</param>
    public static AdaptiveCard Draw(SessionsModel model, int? invited)
    {
        var ahead = model.Sessions.Where(session => session.In(model.Cohort.Zone).End > model.Now).ToList();
        var line = (invited, ahead.Count) switch
        {
            (null, _) => MemberTexts.TheBotMayNotWriteCalendars,
            (_, 0) => MemberTexts.WhatWasPlannedIsOutOf,
            ({ } count, _) => MemberTexts.PeopleAreInvitedWithATeams.With(count),
        };
        return CardKit.Card(
            CardKit.Header(
                invited is null ? AdaptiveContainerStyle.Warning : AdaptiveContainerStyle.Good, MemberTexts.Phase2Of3Train,
                invited is null ? MemberTexts.YourTrainingSessions : MemberTexts.CalendarsAreUpToDate, line),
            ahead.Take(12).Select(session => CardKit.Row(
                $"{Dates.Moment(session.Start)} · {Dates.Length(session.Minutes)}", Wording.Shorten(
                    SessionLine.Topics(model.Definition, session), 160))),
            [
                .. invited is null && ahead.Count > 0
                    ? [Actions.Execute(MemberTexts.CalendarFile, CardVerbs.SessionFile, model.Data)]
                    : Array.Empty<AdaptiveAction>(),
                Actions.Execute(MemberTexts.AllSessions, CardVerbs.SessionList, model.Data),
            ]);
    }
}

/// <summary>Proposes session times that fit.</summary>
internal static class SessionTimesCard
{
    /// <param name="model">The cohort.</param>
    /// <param name="times">The proposed times.</param>
    /// <param name="typed">The form's current input.</param>
    /// <param name="asked">How many calendars were checked.</param>
    public static AdaptiveCard Draw(SessionsModel model, IReadOnlyList<ProposedTime> times, JsonObject typed, int asked) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Warning, MemberTexts.Phase2Of3Train,
            times.Count == 0 ? MemberTexts.NoTimeFitsEverybodyWhoIs : MemberTexts.TimesThatFit, model.Line),
        [
            CardKit.Small(times.Count == 0
                ? MemberTexts.ChooseAnotherTrainerAShorterSession
                : MemberTexts.FreeForTheTrainerAndThe.With(asked)),
            .. times.Select(time => CardKit.ActionRow(
                null,
                [
                    CardKit.Block(Dates.Moment(time.Start), weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None),
                    CardKit.Subtle(
                        time.Missing == 0 ? MemberTexts.EverybodyIsFree : MemberTexts.PeopleAreBusy.With(time.Missing)),
                ],
                Actions.WithoutInputs(
                    MemberTexts.TakeIt,
                    CardVerbs.SessionForm,
                    typed.With("date", Dates.Iso(time.Start.Date)).With("time", TimeReader.Write(time.Start.TimeOfDay)),
                    about: Dates.Moment(time.Start)))),
        ],
        [Actions.Execute(MemberTexts.Back, CardVerbs.SessionForm, typed)]);
}

/// <summary>A training session of a cohort.</summary>
internal sealed record SessionTarget(RolloutId Rollout, CohortId Cohort, string Id)
{
    private const string IdName = "session";

    public static SessionTarget? Parse(PressedAction? press) =>
        ActionTarget.Parse(press) is { Cohort: { } cohort } target && press!.GetString(IdName) is { } id
            ? new SessionTarget(target.Rollout, cohort, id)
            : null;

    public JsonObject ToData() => new ActionTarget(Rollout, Cohort).ToData().With(IdName, Id);
}
