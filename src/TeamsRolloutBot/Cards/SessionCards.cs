using System.Text.Json.Nodes;
using AdaptiveCards;
using NodaTime;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>A cohort's training sessions.</summary>
internal sealed record SessionsModel(string RolloutId, RolloutDefinition Definition, Cohort Cohort, Instant Now)
{
    public IReadOnlyList<TrainingSession> Sessions => TrainingPlan.Sessions(Cohort);

    public JsonObject Data => new() { [ActionData.Rollout] = RolloutId, [ActionData.Cohort] = Cohort.Id.Value };

    public string Line => $"{Cohort.Name} · go-live {Dates.Day(Cohort.GoLive)} · times in {Cohort.Zone.Id}";
}

/// <summary>The sessions of a cohort, and what can be done with each.</summary>
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
            body.Add(CardKit.Text("No session is planned yet. Plan one, or several with a part of the agenda each."));
        }

        body.AddRange(sessions.Take(MostShown).Select(session => Row(model, session)));
        if (sessions.Count > MostShown)
        {
            body.Add(CardKit.Subtle($"and {sessions.Count - MostShown} more; the calendar file has all of them"));
        }

        List<AdaptiveAction> actions = [Actions.Execute("Plan a session", CardVerbs.SessionForm, model.Data, ActionStyle.Positive)];
        if (sessions.Count > 0)
        {
            actions.Add(Actions.Execute("Calendar file", CardVerbs.SessionFile, model.Data));
        }

        actions.Add(Actions.Execute("My list: agenda topics", CardVerbs.ChecklistMine));
        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Warning, "Phase 2 of 3 · Train", "Training sessions", model.Line), body, actions);
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
                            TrainingPlan.TrainerOf(model.Cohort, session)?.Name ?? "no trainer yet", Short(session.Place),
                            SessionLine.Topics(model.Definition, session)),
                        160)),
            ],
            isOver
                ? Actions.Execute(
                      "Who was there, notes", CardVerbs.SessionPeople, model.Data.With(ActionData.Session, session.Id),
                      associatedInputs: AdaptiveAssociatedInputs.None, about: Dates.Moment(session.Start))
                : Actions.Execute(
                      "Change", CardVerbs.SessionForm, model.Data.With(ActionData.Session, session.Id),
                      associatedInputs: AdaptiveAssociatedInputs.None, about: Dates.Moment(session.Start)));
    }
}

/// <summary>The sessions of a cohort, each with a calendar file of its own.</summary>
internal static class SessionFilesCard
{
    /// <summary>The field of the button that asks for all sessions in one file.</summary>
    public const string All = "all";

    public static AdaptiveCard Draw(SessionsModel model) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Warning, "Phase 2 of 3 · Train",
            $"{Wording.Count(model.Sessions.Count, "training session", "training sessions")} for your calendar", model.Line),
        [
            CardKit.Text(
                "A session’s file opens in Outlook, Google Calendar and others; opened again after a change it updates the entry."),
            .. model.Sessions.Select(session => CardKit.ActionRow(
                null,
                [
                    CardKit.Block(
                        CardText.Escape(Dates.Moment(session.Start)), weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None)
                ],
                Actions.Execute(
                    "Calendar file", CardVerbs.SessionFile, model.Data.With(
                        ActionData.Session, session.Id), about: Dates.Moment(session.Start)))),
            CardKit.Small("The file with all of them is for importing: opened, it may become a calendar of its own."),
        ],
        [Actions.Execute("All in one file", CardVerbs.SessionFile, model.Data.With(All, true))]);
}

/// <summary>A session in few words.</summary>
internal static class SessionLine
{
    public static string Topics(RolloutDefinition definition, TrainingSession session)
    {
        var topics = SessionTexts.Topics(definition, session);
        return session.Topics.Count == 0 || topics.Count == definition.Playbook.Agenda.Count
            ? "the whole agenda"
            : string.Join(", ", topics.Select(topic => topic.Title));
    }
}

/// <summary>What became of sessions in people's calendars.</summary>
internal static class SessionsPlacedCard
{
    /// <param name="model">The sessions.</param>
    /// <param name="invited">How many people are invited; null: calendars can't be written.</param>
    public static AdaptiveCard Draw(SessionsModel model, int? invited)
    {
        var sessions = model.Sessions;
        var line = (invited, sessions.Count) switch
        {
            (null, _) => "The bot may not write calendars here: take the file and send it from your own.",
            (_, 0) => "What was planned is out of everybody’s calendar.",
            ({ } count, _) => $"{Wording.Count(count, "person is", "people are")} invited, with a Teams meeting and the agenda.",
        };
        return CardKit.Card(
            CardKit.Header(
                invited is null ? AdaptiveContainerStyle.Warning : AdaptiveContainerStyle.Good, "Phase 2 of 3 · Train",
                invited is null ? "Your training sessions" : "Calendars are up to date", line),
            sessions.Take(12).Select(session => CardKit.Row(
                $"{Dates.Moment(session.Start)} · {Dates.Length(session.Minutes)}", Wording.Shorten(
                    SessionLine.Topics(model.Definition, session), 160))),
            [
                .. invited is null && sessions.Count > 0
                    ? [Actions.Execute("Calendar file", CardVerbs.SessionFile, model.Data)]
                    : Array.Empty<AdaptiveAction>(),
                Actions.Execute("All sessions", CardVerbs.SessionList, model.Data),
            ]);
    }
}

/// <summary>Times that fit.</summary>
internal static class SessionTimesCard
{
    /// <param name="model">The cohort.</param>
    /// <param name="times">The proposals.</param>
    /// <param name="typed">What the form holds so far.</param>
    /// <param name="asked">How many calendars were looked at.</param>
    public static AdaptiveCard Draw(SessionsModel model, IReadOnlyList<ProposedTime> times, JsonObject typed, int asked) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Warning, "Phase 2 of 3 · Train",
            times.Count == 0 ? "No time fits everybody who is needed" : "Times that fit", model.Line),
        [
            CardKit.Small(times.Count == 0
                ? "Choose another trainer, a shorter session, or a time of your own."
                : $"Free for the trainer and the implementation manager; {Wording.Count(asked, "calendar was", "calendars were")} "
                      + "looked at."),
            .. times.Select(time => CardKit.ActionRow(
                null,
                [
                    CardKit.Block(Dates.Moment(time.Start), weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None),
                    CardKit.Subtle(
                        time.Missing == 0 ? "everybody is free" : $"{Wording.Count(time.Missing, "person is", "people are")} busy"),
                ],
                Actions.Execute(
                    "Take it",
                    CardVerbs.SessionForm,
                    typed.With(ActionData.Date, Dates.Iso(time.Start.Date)).With("time", TimeReader.Write(time.Start.TimeOfDay)),
                    associatedInputs: AdaptiveAssociatedInputs.None,
                    about: Dates.Moment(time.Start)))),
        ],
        [Actions.Execute("Back", CardVerbs.SessionForm, typed)]);
}
