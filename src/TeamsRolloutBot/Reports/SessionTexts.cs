using System.Text;
using System.Text.Encodings.Web;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Training;

namespace TeamsRolloutBot.Reports;

/// <summary>What a training session says about itself in calendars.</summary>
internal static class SessionTexts
{
    public static string Subject(RolloutDefinition definition, Cohort cohort) => $"{definition.Playbook.Product} training · {cohort.Name}";

    /// <summary>What a session is called.</summary>
    public static string Title(RolloutDefinition definition, Cohort cohort, TrainingSession session) =>
        session.Title ?? Subject(definition, cohort);

    /// <summary>The agenda topics a session goes through.</summary>
    public static IReadOnlyList<AgendaTopic> Topics(RolloutDefinition definition, TrainingSession session) =>
        [.. definition.Playbook.Agenda.Where(topic => session.Topics.Count == 0 || session.Topics.Contains(topic.Id))];

    public static string Plain(RolloutDefinition definition, Cohort cohort, TrainingSession session)
    {
        var text = new StringBuilder($"Training for {cohort.Name}, go-live {Cards.Dates.Full(cohort.GoLive)}.\n\n");
        if (session.Place is { } place)
        {
            text.Append("Where: ").Append(place).Append("\n\n");
        }

        text.Append("Agenda\n");
        foreach (var topic in Topics(definition, session))
        {
            text.Append("- ").Append(topic.Title).Append(": ").Append(topic.Content).Append('\n');
        }

        return text.Append("\nPlease finish your checklist before it.").ToString();
    }

    public static string Html(RolloutDefinition definition, Cohort cohort, TrainingSession session, string? joinUrl)
    {
        var where = session.Place is { } place ? $"<p>Where: {Escape(place)}</p>" : string.Empty;
        var html = new StringBuilder(
            $"<p>Training for {Escape(cohort.Name)}, go-live {Escape(Cards.Dates.Full(cohort.GoLive))}.</p>{where}"
                + "<p><b>Agenda</b></p><ol>");
        foreach (var topic in Topics(definition, session))
        {
            html.Append($"<li><b>{Escape(topic.Title)}</b><br>{Escape(topic.Content)}</li>");
        }

        html.Append("</ol><p>Please finish your checklist before it.</p>");
        if (joinUrl is not null)
        {
            html.Append($"<p><a href=\"{Escape(joinUrl)}\">Join the Microsoft Teams meeting</a></p>");
        }

        return html.ToString();
    }

    private static string Escape(string text) => HtmlEncoder.Default.Encode(text);
}
