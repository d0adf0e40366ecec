using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>One training session, as shown to a person in its cohort.</summary>
/// <param name="RolloutId">For the buttons.</param>
/// <param name="Definition">The rollout.</param>
/// <param name="Cohort">The cohort.</param>
/// <param name="Session">The session.</param>
/// <param name="Zone">The reader's time zone.</param>
/// <param name="Now">The present.</param>
internal sealed record SessionModel(
    RolloutId RolloutId, RolloutDefinition Definition, Cohort Cohort, TrainingSession Session, DateTimeZone Zone, Instant Now)
{
    private Instant Start => Session.In(Cohort.Zone).Start;

    /// <summary>The title of the trainer's reminder.</summary>
    public string YourSessionIs => MemberTexts.YourSessionIs.With(Day);

    /// <summary>The title of a member's reminder.</summary>
    public string YourTrainingIs => MemberTexts.YourTrainingIs.With(Day);

    public JsonObject Data => new ActionTarget(RolloutId, Cohort.Id).ToData();

    public string When => $"{Dates.Moment(Start, Zone)} · {Dates.Length(Session.Minutes)}";

    private string Day => Dates.OnDay(Start.InZone(Zone).Date, Now.InZone(Zone).Date);
}

/// <summary>
/// Messages about one session: a reminder the day before, an offer of another date, and its notes.
/// </summary>
internal static class SessionNoteCards
{
    public const string FormVerb = "session.notes";
    public const string SendVerb = "session.sendNotes";
    public const string OfferVerb = "session.offer";
    public const string Notes = "notes";
    public const string Recording = "recording";

    /// <summary>Reminds a member.</summary>
    public static AdaptiveCard Soon(SessionModel model) => ForMember(model, model.YourTrainingIs, null);

    public static AdaptiveCard Offer(SessionModel model) =>
        ForMember(model, MemberTexts.ThereIsAnotherTrainingSession, MemberTexts.YouWereNotAtTheLast);

    /// <summary>Tells the trainer that the participants have been reminded.</summary>
    public static AdaptiveCard Reminded(SessionModel model, int people) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Warning, MemberTexts.Phase2Of3Train, model.YourSessionIs,
                $"{model.Cohort.Name} · {model.When}"),
        [CardKit.Text(MemberTexts.PeopleGetAReminderRightNow.With(people)), .. Details(model)],
        [Actions.Execute(MemberTexts.AllSessions, CardVerbs.SessionList, model.Data)]);

    /// <summary>The session's notes, for everybody who was invited.</summary>
    public static AdaptiveCard Noted(SessionModel model)
    {
        List<AdaptiveElement> body = model.Session.Notes is { } notes ? [CardKit.Lines(notes)] : [];
        List<AdaptiveAction> actions = SafeLink.TryCreate(model.Session.Recording, out var link)
            ? [Actions.OpenUrl(MemberTexts.RecordingOpensInBrowser, link)]
            : [];
        actions.Add(Actions.Execute(MemberTexts.AskAQuestion, CardVerbs.QuestionForm, model.Data));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Good, MemberTexts.Phase2Of3Train, MemberTexts.NotesOfTheTraining,
                $"{model.Cohort.Name} · {SessionTexts.Title(model.Definition, model.Cohort, model.Session)} · {model.When}"),
            body,
            actions);
    }

    /// <summary>The form in which the trainer writes the session's notes.</summary>
    public static AdaptiveCard Form(SessionModel model, string? notes, string? recording, string? error)
    {
        var data = new SessionTarget(model.RolloutId, model.Cohort.Id, model.Session.Id).ToData();
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Warning, MemberTexts.Phase2Of3Train, MemberTexts.NotesAndRecording,
                    $"{model.Cohort.Name} · {model.When}"),
            [
                .. error is null ? [] : new AdaptiveElement[] { CardKit.Error(error) },
                Inputs.Text(
                    Notes, MemberTexts.NotesWhatEverybodyShouldKnowAfterwards, isMultiline: true, maxLength: Limits.SessionNotes,
                    value: notes ?? model.Session.Notes),
                Inputs.Text(
                    Recording, MemberTexts.LinkToTheRecording, maxLength: Limits.Url, placeholder: "https://…",
                    value: recording ?? model.Session.Recording),
            ],
            [
                Actions.Execute(MemberTexts.SendToEverybodyWhoWasInvited, SendVerb, data, ActionStyle.Positive),
                Actions.WithoutInputs(MemberTexts.AllSessions, CardVerbs.SessionList, model.Data),
            ]);
    }

    private static AdaptiveCard ForMember(SessionModel model, string title, string? text) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Warning, MemberTexts.Phase2Of3Train, title, $"{model.Cohort.Name} · {model.When}"),
        [.. text is null ? [] : new AdaptiveElement[] { CardKit.Text(text) }, .. Details(model)],
        [
            .. SafeLink.TryCreate(model.Session.Place, out var link)
                ? [Actions.OpenUrl(MemberTexts.JoinOpensInBrowser, link)]
                : Array.Empty<AdaptiveAction>(),
            Actions.Execute(MemberTexts.CalendarFile, CardVerbs.SessionFile, model.Data),
            Actions.Execute(MemberTexts.MyChecklist, CardVerbs.ChecklistMine, model.Data),
        ]);

    private static IEnumerable<AdaptiveElement> Details(SessionModel model)
    {
        yield return CardKit.Row(
            SessionTexts.Title(model.Definition, model.Cohort, model.Session),
            Wording.Shorten(SessionLine.Topics(model.Definition, model.Session), 300));
        if (model.Session.Place is { } place)
        {
            yield return CardKit.Row(MemberTexts.Where, Wording.Shorten(place, 200));
        }

        if (TrainingPlan.TrainerOf(model.Cohort, model.Session) is { } trainer)
        {
            yield return CardKit.Row(MemberTexts.With, trainer.Name);
        }
    }
}
