using AdaptiveCards;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>Somebody on the list of who was in a session.</summary>
internal sealed record AttendanceLine(PersonId Id, string Name, bool WasThere);

/// <summary>A page of who was in a session.</summary>
/// <param name="RolloutId">For the buttons.</param>
/// <param name="Cohort">The cohort.</param>
/// <param name="Session">The session.</param>
/// <param name="People">Who is on the page.</param>
/// <param name="Attended">How many were there.</param>
/// <param name="Members">Of how many.</param>
internal sealed record AttendanceModel(
    RolloutId RolloutId, Cohort Cohort, TrainingSession Session, IReadOnlyList<AttendanceLine> People, int Attended, int Members)
{
    /// <summary>The place in the list after which the page begins; null: the first page.</summary>
    public string? After { get; init; }

    /// <summary>Where the next page goes on; null: this is the last.</summary>
    public string? Next { get; init; }

    /// <summary>The meeting's own report says so.</summary>
    public bool IsFromReport { get; init; }
}

/// <summary>Who was in a session, to look over or to tick.</summary>
internal static class AttendanceCard
{
    public const int PageSize = 10;
    public const string Next = "next";
    public const string Person = "person";
    public const string Attended = "attended";
    public const string EverybodyVerb = "session.everybody";

    /// <summary>Who is on the page, so that a tick leaves them where they are.</summary>
    public const string Shown = "shown";

    public static AdaptiveCard Draw(AttendanceModel model)
    {
        var card = Draw(model, keepsPeople: true);

        // Ten ids made of the longest addresses, in each of ten buttons, don't fit: then a tick
        // moves the page up by one.
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
