using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>The form to plan or change a training session.</summary>
internal static class SessionForm
{
    public const string Date = "date";
    public const string Time = "time";
    public const string Minutes = "minutes";
    public const string Topics = "topics";
    public const string Title = "title";
    public const string Place = "place";
    private const int DefaultMinutes = 60;
    private static readonly int[] Lengths = [30, 45, 60, 90, 120, 180, 240];
    private static PeopleField TrainerField => new("trainer", ManagerTexts.TrainerEmptyTheImplementationManager);

    /// <param name="view">The input, its errors and the people the client knows.</param>
    /// <param name="model">The cohort.</param>
    /// <param name="session">The session to change; null for a new one.</param>
    /// <param name="canFindTimes">Free times can be looked up.</param>
    public static AdaptiveCard Draw(StepView view, SessionsModel model, TrainingSession? session, bool canFindTimes)
    {
        var data = session is null ? model.Data : model.DataOf(session);
        List<AdaptiveAction> actions =
        [
            Actions.Execute(session is null ? ManagerTexts.PlanIt : ManagerTexts.Save, CardVerbs.SessionSave, data, ActionStyle.Positive)
        ];
        if (canFindTimes)
        {
            actions.Add(Actions.Execute(ManagerTexts.FindFreeTimes, CardVerbs.SessionTimes, data));
        }

        if (session is not null)
        {
            actions.Add(Actions.WithoutInputs(ManagerTexts.CancelThisSession, CardVerbs.SessionCancel, data));
        }

        actions.Add(Actions.WithoutInputs(ManagerTexts.AllSessions, CardVerbs.SessionList, model.Data));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Warning, ManagerTexts.Phase2Of3Train,
                session is null ? ManagerTexts.PlanATrainingSession : ManagerTexts.ChangeTheTrainingSession, model.Line),
            Fields(view, model, session),
            actions);
    }

    private static List<AdaptiveElement> Fields(StepView view, SessionsModel model, TrainingSession? session)
    {
        var body = new List<AdaptiveElement>();
        body.AddRange(view.ErrorsOf(string.Empty));
        body.AddRange(view.ErrorsOf(Date));
        body.Add(Inputs.Date(Date, ManagerTexts.Date,
            value: view.Value(Date, session is null ? string.Empty : Dates.Iso(session.Start.Date))));
        body.AddRange(view.ErrorsOf(Time));
        body.Add(
            Inputs.Time(
                Time, ManagerTexts.BeginsAtIn.With(model.Cohort.Zone.Id),
                value: view.Value(Time, session is null ? "10:00" : TimeReader.Write(session.Start.TimeOfDay))));
        var minutes = view.Value(Minutes, (session?.Minutes ?? DefaultMinutes).ToString());
        body.Add(Inputs.Choices(
            Minutes,
            ManagerTexts.Length,
            [
                .. Lengths.Append(int.TryParse(minutes, out var own) ? own : DefaultMinutes).Distinct().Order()
                    .Select(length => Inputs.Choice(Dates.Length(length), length.ToString()))
            ],
            style: AdaptiveChoiceInputStyle.Compact,
            value: minutes));
        body.AddRange(view.ErrorsOf(Title));
        body.Add(
            Inputs.Text(
                Title, ManagerTexts.TitleOptional, maxLength: Limits.SessionTitle, placeholder: ManagerTexts.BudgetsAndChangeOrders,
                value: view.Value(Title, session?.Title ?? string.Empty)));
        body.AddRange(view.ErrorsOf(Place));
        body.Add(
            Inputs.Text(
                Place, ManagerTexts.RoomAddressOrMeetingLinkOptional, maxLength: Limits.SessionPlace,
                value: view.Value(Place, session?.Place ?? string.Empty)));
        body.AddRange(TrainerField.Elements(view, session?.Trainer is { } trainer ? [trainer] : [], single: true));
        body.Add(Inputs.Choices(
            Topics,
            ManagerTexts.AgendaTopics,
            [
                .. model.Definition.Playbook.Agenda.Take(Limits.AgendaTopics)
                    .Select(topic => Inputs.Choice(Wording.Shorten(PlaybookContent.Of(topic.Title), 120), topic.Id))
            ],
            isMultiSelect: true,
            style: AdaptiveChoiceInputStyle.Expanded,
            value: view.Value(
                Topics,
                string.Join(
                    ',', session is { Topics.Count: > 0 } ? session.Topics : model.Definition.Playbook.Agenda.Select(topic => topic.Id)))));
        return body;
    }

    /// <summary>Reads the session from the form, or says what is wrong.</summary>
    public static (TrainingSession? Session, IReadOnlyList<FieldError> Errors) Read(
        StepView view, StepInput input, TrainingSession? before, Cohort cohort, RolloutDefinition definition)
    {
        var errors = new List<FieldError>();
        var date = DateReader.Read(input.Text(Date), view.Now.InZone(cohort.Zone).Date);
        if (date.Problem is { } noDate)
        {
            errors.Add(new FieldError(Date, input.Text(Date).Length == 0 ? ManagerTexts.ChooseTheDate : noDate));
        }

        var time = input.Text(Time).Length == 0 ? date.Time : TimeReader.Read(input.Text(Time));
        if (time is null)
        {
            errors.Add(new FieldError(Time, ManagerTexts.ChooseWhenItBeginsLike10));
        }

        var (trainers, trainerErrors) = TrainerField.Read(view, input);
        errors.AddRange(trainerErrors);
        if (trainers.Count > 1)
        {
            errors.Add(new FieldError(TrainerField.ErrorField, ManagerTexts.ASessionHasOneTrainerChoose));
        }

        var title = SingleLine.Trim(input.Text(Title));
        var place = SingleLine.Trim(input.Text(Place));
        errors.AddRange(Check(Title, title, Limits.SessionTitle));
        errors.AddRange(Check(Place, place, Limits.SessionPlace));
        if (errors.Count > 0)
        {
            return (null, errors);
        }

        var chosen = input.Values(Topics).Where(id => definition.Playbook.Agenda.Any(topic => topic.Id == id)).ToList();
        return (
            new TrainingSession(
                date.Date!.Value + time!.Value,
                int.TryParse(input.Text(Minutes), out var minutes) ? minutes : before?.Minutes ?? DefaultMinutes)
            {
                Id = before?.Id ?? string.Empty,
                Title = title.Length == 0 ? null : title,
                Place = place.Length == 0 ? null : place,
                Trainer = trainers is [var trainer] && trainer.Id != cohort.ImplementationManager?.Id ? trainer : null,
                Topics = chosen.Count == definition.Playbook.Agenda.Count ? [] : chosen,
            },
            []);
    }

    private static IEnumerable<FieldError> Check(string field, string text, int most)
    {
        if (text.Length > most)
        {
            yield return new FieldError(field, ManagerTexts.ThisHasCharactersAtMostFit.With(text.Length, most));
        }
        else if (SingleLine.Problem(text) is { } problem && text.Length > 0)
        {
            yield return new FieldError(field, ManagerTexts.This.With(problem));
        }
    }
}
