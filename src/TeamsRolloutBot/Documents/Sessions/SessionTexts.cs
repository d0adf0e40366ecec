using System.Text;
using System.Text.Encodings.Web;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Documents;

/// <summary>The calendar texts of a training session.</summary>
internal static class SessionTexts
{
    public static string Subject(RolloutDefinition definition, Cohort cohort) =>
        MemberTexts.Training2.With(definition.Playbook.Product, cohort.Name);

    /// <summary>The session's title.</summary>
    public static string Title(RolloutDefinition definition, Cohort cohort, TrainingSession session) =>
        session.Title ?? Subject(definition, cohort);

    /// <summary>The agenda topics the session covers.</summary>
    public static IReadOnlyList<AgendaTopic> Topics(RolloutDefinition definition, TrainingSession session) =>
        [.. definition.Playbook.Agenda.Where(topic => session.Topics.Count == 0 || session.Topics.Contains(topic.Id))];

    public static string Plain(RolloutDefinition definition, Cohort cohort, TrainingSession session)
    {
        var text = new StringBuilder(MemberTexts.TrainingForGoLive.With(cohort.Name, Dates.Full(cohort.GoLive)));
        if (session.Place is { } place)
        {
            text.Append(MemberTexts.Where2).Append(place).Append("\n\n");
        }

        text.Append(MemberTexts.Agenda);
        foreach (var topic in Topics(definition, session))
        {
            text.Append("- ").Append(PlaybookContent.Of(topic.Title)).Append(": ").Append(PlaybookContent.Of(topic.Content)).Append('\n');
        }

        return text.Append(MemberTexts.PleaseFinishYourChecklistBeforeIt).ToString();
    }

    public static string Html(RolloutDefinition definition, Cohort cohort, TrainingSession session, string? joinUrl)
    {
        var where = session.Place is { } place ? $"<p>{MemberTexts.Where2}{Escape(place)}</p>" : string.Empty;
        var html = new StringBuilder(
            MemberTexts.PTrainingForGoLiveP.With(Escape(cohort.Name), Escape(Dates.Full(cohort.GoLive)), where));
        foreach (var topic in Topics(definition, session))
        {
            html.Append($"<li><b>{Escape(PlaybookContent.Of(topic.Title))}</b><br>{Escape(PlaybookContent.Of(topic.Content))}</li>");
        }

        html.Append(MemberTexts.OlPPleaseFinishYourChecklist);
        if (joinUrl is not null)
        {
            html.Append(MemberTexts.PAHrefJoinTheMicrosoft.With(Escape(joinUrl)));
        }

        return html.ToString();
    }

    private static string Escape(string text) => HtmlEncoder.Default.Encode(text);
}
