using AdaptiveCards;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>A person on a session's attendance list.</summary>
internal sealed record AttendanceLine(PersonId Id, string Name, bool WasThere);

/// <summary>A page of a session's attendance list.</summary>
/// <param name="RolloutId">For the buttons.</param>
/// <param name="Cohort">The cohort.</param>
/// <param name="Session">The session.</param>
/// <param name="People">The people on this page.</param>
/// <param name="Attended">How many attended.</param>
/// <param name="Members">How many members the cohort has.</param>
internal sealed record AttendanceModel(
    RolloutId RolloutId, Cohort Cohort, TrainingSession Session, IReadOnlyList<AttendanceLine> People, int Attended, int Members)
{
    /// <summary>The list position after which this page begins; null for the first page.</summary>
    public string? After { get; init; }

    /// <summary>Where the next page begins; null on the last page.</summary>
    public string? Next { get; init; }

    /// <summary>Attendance was read from the meeting's own report.</summary>
    public bool IsFromReport { get; init; }
}

/// <summary>A session's attendance list, to review or tick.</summary>
internal static class AttendanceCard
{
    public const int PageSize = 10;
    public const string Next = "next";
    public const string Person = "person";
    public const string Attended = "attended";
    public const string EverybodyVerb = "session.everybody";

    /// <summary>The ids on this page, so that ticking somebody does not move them off it.</summary>
    public const string Shown = "shown";

    public static AdaptiveCard Draw(AttendanceModel model)
    {
        var card = Draw(model, keepsPeople: true);

        // Ten ids made of the longest addresses, repeated in ten buttons, do not fit. Without them
        // a tick moves the page up by one.
        return CardSize.Measure(card).Fits ? card : Draw(model, keepsPeople: false);
    }

    private static AdaptiveCard Draw(AttendanceModel model, bool keepsPeople)
    {
        var session = new SessionTarget(model.RolloutId, model.Cohort.Id, model.Session.Id).ToData();
        var page = model.After is { } after ? session.GoingOnAfter(after) : session;
        var tick = keepsPeople ? page.With(Shown, string.Join(',', model.People.Select(person => person.Id.Value))) : page;
        tick = keepsPeople && model.Next is { } onward ? tick.With(Next, onward) : tick;
        var body = new List<AdaptiveElement>
        {
            CardKit.Markdown(
                ManagerTexts.OfMembersWereThere.With(model.Attended, model.Members,
                    (model.IsFromReport ? ManagerTexts.AsTheMeetingsReportSays : string.Empty))),
        };
        body.AddRange(model.People.Select(person => CardKit.ActionRow(
            person.WasThere ? "✓" : "○",
            [CardKit.Text(Wording.Shorten(person.Name, 80))],
            Actions.Execute(
                person.WasThere ? ManagerTexts.MarkAbsent : ManagerTexts.MarkPresent,
                CardVerbs.SessionAttended,
                tick.With(Person, person.Id.Value).With(Attended, !person.WasThere),
                about: person.Name))));
        List<AdaptiveAction> actions = [];
        if (model.Attended < model.Members)
        {
            actions.Add(Actions.Execute(ManagerTexts.EverybodyWasThere, EverybodyVerb, session, ActionStyle.Positive));
        }

        if (model.Next is { } next)
        {
            actions.Add(Actions.Execute(Pages.Next, CardVerbs.SessionPeople, session.GoingOnAfter(next)));
        }
        else if (model.After is not null)
        {
            actions.Add(Actions.Execute(Pages.First, CardVerbs.SessionPeople, session));
        }

        actions.Add(Actions.Execute(ManagerTexts.NotesAndRecording, SessionNoteCards.FormVerb, session));
        if (model.Attended < model.Members)
        {
            actions.Add(Actions.Execute(ManagerTexts.OfferTheNextOneToThe, SessionNoteCards.OfferVerb, session));
        }

        actions.Add(Actions.Execute(ManagerTexts.AllSessions, CardVerbs.SessionList, session));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Warning,
                ManagerTexts.Phase2Of3Train,
                ManagerTexts.WhoWasAtTheTraining,
                $"{model.Cohort.Name} · {Dates.Moment(model.Session.Start)}"),
            body,
            actions);
    }
}
