using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Rollouts;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>
/// What a playbook's lists may hold: they stand in one card, so what they hold together is bounded,
/// not only each.
/// </summary>
internal static class TrainingLimits
{
    public static void Check(Playbook playbook, List<FieldError> errors)
    {
        AtMost(playbook.Roles.Count, Limits.Roles, "roles", "roles", errors);
        AtMost(playbook.Certifications.Count, Limits.Certifications, "certifications", "certifications", errors);
        AtMost(playbook.Webinars.Count, Limits.Webinars, "webinarList", "webinars", errors);
        AtMost(playbook.Resources.Count, Limits.Resources, "resources", "resources", errors);
        AtMost(playbook.Agenda.Count, Limits.AgendaTopics, "agenda", "agenda topics", errors);
        AtMost(playbook.Roles.Sum(role => role.Title.Length), Limits.RolesText, "roles", "characters of roles", errors);
        AtMost(
            playbook.Agenda.Sum(topic => topic.Title.Length + topic.Content.Length), Limits.AgendaText, "agenda", "characters of agenda",
            errors);
        errors.AddRange(playbook.Certifications
            .Where(certification => certification.Roles.Any(id => playbook.FindRole(id) is null))
            .Select(
                certification =>
                    new FieldError(
                        "roles",
                        $"The certification “{certification.Title}” is for a role that is not in the list any more. Change the "
                            + "certification, or keep the role.")));
        var length = playbook.Certifications.Sum(c => c.Title.Length + c.Url.Length + (c.Roles.Count * 20))
            + playbook.Webinars.Sum(w => w.Title.Length + w.Url.Length)
            + playbook.Resources.Sum(r => r.Title.Length + r.Url.Length);
        if (length > Limits.TrainingText)
        {
            errors.Add(
                new FieldError(
                    "certifications",
                    $"Certifications, webinars and resources have {length:N0} characters together; at most {Limits.TrainingText:N0} "
                        + "fit. Use shorter titles or links."));
        }
    }

    private static void AtMost(int count, int most, string field, string what, List<FieldError> errors)
    {
        if (count > most)
        {
            errors.Add(new FieldError(field, $"{count:N0} {what} are too many; at most {most:N0}."));
        }
    }
}
