namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>What a playbook lacks before a rollout can start from it.</summary>
public static class PlaybookCompleteness
{
    /// <summary>
    /// One sentence for each missing or contradictory item; empty if the playbook is complete.
    /// </summary>
    public static IReadOnlyList<string> Problems(Playbook playbook)
    {
        ArgumentNullException.ThrowIfNull(playbook);
        return
        [
            .. playbook.Roles.Where(role => !HasTasks(playbook, role)).Select(role => $"The role “{role.Title}” has no task."),
            .. Untitled(playbook).Select(what => $"{what} has no title."),
            .. Twice("role", playbook.Roles.Select(role => role.Id)),
            .. Twice("task", playbook.Tasks.Select(task => task.Id)),
            .. Twice("manager task", playbook.ManagerTasks.Select(task => task.Id)),
            .. Twice("certification", playbook.Certifications.Select(course => course.Id)),
            .. Twice("webinar", playbook.Webinars.Select(webinar => webinar.Id)),
            .. Twice("agenda topic", playbook.Agenda.Select(topic => topic.Id)),
            .. Twice("setup item", playbook.Setup.Select(item => item.Id)),
            .. NamedRoles(playbook).Where(named => playbook.FindRole(named.Role) is null)
                .Select(named => $"{named.By} refers to a role “{named.Role}” that does not exist."),
            .. WelcomeEmail
                .UnknownFields(playbook.Email.Subject + playbook.Email.Body)
                .Select(field => $"The e-mail has no field “{field}”."),
            .. playbook.Subcontractors is { Email: var email }
                ? SubcontractorEmail
                    .UnknownFields(email.Subject + email.Body)
                    .Select(field => $"The e-mail to subcontractors has no field “{field}”.")
                : [],
        ];
    }

    private static bool HasTasks(Playbook playbook, Role role) =>
        playbook.Tasks.Any(task => task.Roles.Count == 0 || task.Roles.Contains(role.Id));

    private static IEnumerable<string> Untitled(Playbook playbook) =>
        playbook.Roles.Select(role => ("The role", role.Id, role.Title))
            .Concat(playbook.Tasks.Select(task => ("The task", task.Id, task.Title)))
            .Concat(playbook.ManagerTasks.Select(task => ("The manager’s task", task.Id, task.Title)))
            .Concat(playbook.Certifications.Select(course => ("The certification", course.Id, course.Title)))
            .Concat(playbook.Webinars.Select(webinar => ("The webinar", webinar.Id, webinar.Title)))
            .Concat(playbook.Agenda.Select(topic => ("The agenda topic", topic.Id, topic.Title)))
            .Concat(playbook.Setup.Select(item => ("The setup item", item.Id, item.Title)))
            .Where(each => string.IsNullOrWhiteSpace(each.Title))
            .Select(each => $"{each.Item1} “{each.Id}”");

    private static IEnumerable<string> Twice(string what, IEnumerable<string> ids) =>
        ids.GroupBy(id => id, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() > 1)
            .Select(same => $"The {what} “{same.Key}” exists twice.");

    private static IEnumerable<(string By, string Role)> NamedRoles(Playbook playbook) =>
        playbook
            .Tasks.SelectMany(task => task.Roles.Select(role => ($"The task “{task.Title}”", role)))
            .Concat(
                playbook.Certifications.SelectMany(course => course.Roles.Select(role => ($"The certification “{course.Title}”", role)))
            )
            .Concat(playbook.RoleRules.SelectMany(rule => rule.Excludes.Append(rule.Role).Select(role => ("A role rule", role))))
            .Concat(
                playbook.JobTitles.Where(title => title.Role is not null).Select(title => ($"The job title “{title.Title}”", title.Role!))
            );
}
