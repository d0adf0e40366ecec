using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>A team member's checklist.</summary>
internal static class ChecklistCard
{
    // The go-live card has all of them.
    private const int MostPractices = 6;

    public static AdaptiveCard Draw(ChecklistModel model) =>
        Draw(model, MemberTexts.Phase1Of3GetReady, MemberTexts.YourChecklist.With(model.Definition.Playbook.Product), null);

    /// <summary>The same checklist under another headline, for reminders.</summary>
    public static AdaptiveCard DrawReminder(ChecklistModel model, string reason) =>
        Draw(model, MemberTexts.Phase1Of3Reminder, MemberTexts.StillOpenOnYourChecklist.With(model.Definition.Playbook.Product), reason);

    private static AdaptiveCard Draw(ChecklistModel model, string where, string title, string? reason)
    {
        var tasks = Checklists.ForMember(model.Definition, model.Participant.Role);
        var done = model.Participant.Progress.CountDone(tasks);
        var body = new List<AdaptiveElement>
        {
            CardKit.Markdown($"{ProgressBar.Line(done, tasks.Count)} · {Remaining(model, done == tasks.Count)}"),
        };
        if (reason is not null)
        {
            body.Insert(0, CardKit.Small(reason));
        }

        body.AddRange(tasks.Skip(model.Page * TaskRows.PageSize).Take(TaskRows.PageSize)
            .Select(task => TaskRows.Draw(model, task, model.Dates.Readiness, isManagers: false)));
        body.Add(CardKit.Small(TrainingLine(model)));
        if (Practices(model) is { Count: > 1 } practices)
        {
            var links = practices.Take(MostPractices).Select(practice => practice.Link.ToMarkdown(practice.Title));
            body.Add(
                CardKit.Block(MemberTexts.BestPracticesEachOpensInThe.With(string.Join(" · ", links)), size: AdaptiveTextSize.Small));
        }

        var card = CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Accent, where, title, $"{model.CohortNames} · {model.Starts}"),
            body,
            Buttons(model, tasks.Count));
        card.Refresh = Actions.Refresh(CardVerbs.ChecklistShow, Data(model));
        return card;
    }

    private static List<(string Title, SafeLink Link)> Practices(ChecklistModel model) =>
        [
            .. model
                .Definition.BestPractices.Select(practice =>
                    SafeLink.TryCreate(practice.Url, out var link) ? (practice.Title, link) : default
                )
                .Where(practice => practice.Item2 is not null),
        ];

    /// <summary>When the training is, in one line.</summary>
    private static string TrainingLine(ChecklistModel model) =>
        model.Sessions.Count > 0
            ? MemberTexts.Training
                + string.Join("; ", model.Sessions.Take(3).Select(session => Moment(model.Cohort, session, model.Zone)))
            : model.Today >= model.Dates.GoLive ? MemberTexts.TrainingAskYourImplementationManager
            : MemberTexts.TheInvitationComesHere.With(TrainingWeek(model));

    /// <summary>When the training is while no session is planned, without a full stop.</summary>
    public static string TrainingWeek(ChecklistModel model) => MemberTexts.TrainingInTheWeekFrom.With(Dates.Day(model.Dates.Invitation));

    private static string Moment(Cohort cohort, TrainingSession session, DateTimeZone zone) =>
        Dates.Moment(cohort.Zone.AtLeniently(session.Start).ToInstant(), zone);

    private static IEnumerable<AdaptiveAction> Buttons(ChecklistModel model, int count)
    {
        yield return Actions.Execute(MemberTexts.AskAQuestion, CardVerbs.QuestionForm, Data(model));
        foreach (var button in Pages.Buttons(CardVerbs.ChecklistShow, Data(model), model.Page, Wording.Pages(count, TaskRows.PageSize)))
        {
            yield return button;
        }

        if (Practices(model) is [var (_, link)])
        {
            yield return Actions.OpenUrl(MemberTexts.BestPracticeOpensInBrowser, link);
        }
    }

    private static string Remaining(ChecklistModel model, bool isAllDone)
    {
        if (isAllDone)
        {
            return MemberTexts.YouAreReady;
        }

        var days = Period.DaysBetween(model.Today, model.Dates.GoLive);
        return days switch
        {
            < 0 => MemberTexts.YourGoLiveWas + Dates.Short(model.Dates.GoLive),
            0 => MemberTexts.YouStartToday,
            1 => MemberTexts.Text1DayLeft,
            _ => MemberTexts.DaysLeft.With(days),
        };
    }

    private static JsonObject Data(ChecklistModel model) =>
        new ActionTarget(model.RolloutId, model.Cohort.Id).ToData();
}
