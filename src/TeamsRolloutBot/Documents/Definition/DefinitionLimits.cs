using NodaTime;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// What is too much, too long or not a link in a definition file: the same limits as where it is
/// typed.
/// </summary>
internal static class DefinitionLimits
{
    private const int LongestId = 60;

    public static IEnumerable<string> Check(DefinitionFile file, Playbook playbook, int committee) =>
        TooMuch(file, playbook, committee).Concat(NoLinks(file, playbook)).Concat(NoTitles(file, playbook))
            .Concat(NotOfOneLine(file, playbook)).Concat(NoIds(playbook))
            .Concat(Minutes(playbook)).Concat(NoDates(file)).Concat(NoWeekdays(file)).Concat(Sessions(file))
            .Concat(Message("message", file.Message)).Concat(Message("playbook.email", playbook.Email))
            .Concat(Message("playbook.subcontractors.email", playbook.Subcontractors?.Email)).Concat(NoDays(playbook.Subcontractors));

    private static IEnumerable<string> TooMuch(DefinitionFile file, Playbook playbook, int committee)
    {
        var practices = file.BestPractices ?? [];
        var projects = file.Projects?.Listed ?? [];
        (string Place, int Count, int Most)[] sizes =
        [
            ("committee", committee, Limits.Committee),
            ("bestPractices", practices.Count, Limits.BestPractices),
            ("projects.listed", projects.Count, Limits.Projects),
            ("playbook.certifications", playbook.Certifications.Count, Limits.Certifications),
            ("playbook.webinars", playbook.Webinars.Count, Limits.Webinars),
            ("playbook.resources", playbook.Resources.Count, Limits.Resources),
            ("playbook.roles", playbook.Roles.Count, Limits.Roles),
            ("playbook.jobTitles", playbook.JobTitles.Count, Limits.JobTitles),
            ("playbook.jobTitles: characters of the longest title", Longest(playbook.JobTitles.Select(title => title.Title)), Limits.Title),
            ("playbook: characters of all titles and links together", TrainingText(playbook), Limits.TrainingText),
            (
                "bestPractices: characters together",
                practices.Sum(practice => Length(practice.Title) + Length(practice.Url) + Length(practice.Text)), Limits.BestPracticesText),
            ("playbook.agenda", playbook.Agenda.Count, Limits.AgendaTopics),
            (
                "playbook.agenda: characters of the longest content",
                Longest(playbook.Agenda.Select(topic => topic.Content)),
                Limits.AgendaContent
            ),
            ("playbook.tasks", playbook.Tasks.Count, Limits.PlaybookTasks),
            ("playbook.managerTasks", playbook.ManagerTasks.Count, Limits.ManagerTasks),
            ("playbook.roleRules", playbook.RoleRules.Count, Limits.Roles),
            ("playbook.setup", playbook.Setup.Count, Limits.SetupItems),
            ("playbook.bestPractices", playbook.BestPractices.Count, Limits.BestPractices),
            ("playbook: characters of the longest detail", Longest(Details(playbook)), Limits.Detail),
            ("playbook: characters of the longest advice", Longest(playbook.RoleRules.Select(rule => rule.Advice)), Limits.Advice),
            ("playbook.version: characters", Length(playbook.Version), Limits.PlaybookVersion),
            ("playbook.name: characters", Length(playbook.Name), Limits.PlaybookName),
            ("playbook.product: characters", Length(playbook.Product), Limits.Product),
            ("playbook.switchingAdvice: characters", Length(playbook.SwitchingAdvice), Limits.SwitchingAdvice),
            (
                "bestPractices: characters of the longest text", Longest(practices.Select(practice => practice.Text)),
                Limits.BestPracticeText),
            ("playbook.newHires: characters", Length(playbook.NewHires), Limits.NewHires),
            ("projects: longest number", Longest(projects.Select(project => project.Number)), Limits.ProjectNumber),
            ("projects.vendorContact: characters", Length(file.Projects?.VendorContact), Limits.PersonName),
            ("projects.listed: characters together", ProjectLines.LengthOf(projects), Limits.ProjectsText),
        ];
        return sizes.Where(size => size.Count > size.Most).Select(size => $"{size.Place}: {size.Count} are too many; at most {size.Most}.");
    }

    private static IEnumerable<string> NoLinks(DefinitionFile file, Playbook playbook) =>
        playbook.Certifications.Select(certification => certification.Url)
            .Concat(playbook.Webinars.Select(webinar => webinar.Url))
            .Concat(playbook.Resources.Select(resource => resource.Url))
            .Concat([playbook.AccountUrl, playbook.SandboxUrl, playbook.Subcontractors?.Url])
            .Concat(playbook.Tasks.Select(task => task.Url))
            .Concat(playbook.ManagerTasks.Select(task => task.Url))
            .Concat(playbook.Setup.Select(item => item.Url))
            .Concat(playbook.BestPractices.Select(practice => practice.Url))
            .Concat((file.BestPractices ?? []).Select(practice => practice.Url))
            .Where(url => !string.IsNullOrEmpty(url) && (!SafeLink.TryCreate(url, out _) || url.Length > Limits.Url))
            .Select(
                url =>
                    $"“{Wording.Shorten(url!, 80)}” is not a link: it must begin with https:// or http://, without a user name in it, "
                        + $"and have at most {Limits.Url} characters.");

    private static IEnumerable<string> NoTitles(DefinitionFile file, Playbook playbook) =>
        Titles(playbook).Select(line => line.Title)
            .Concat((file.BestPractices ?? []).Select(practice => practice.Title))
            .Concat((file.Projects?.Listed ?? []).Select(project => project.Name))
            .Where(title => title is null or { Length: 0 or > Limits.Title })
            .Select(title => $"A title has 1 to {Limits.Title} characters; “{Wording.Shorten(title ?? string.Empty, 40)}” does not.");

    private static IEnumerable<(string Place, string? Title)> Titles(Playbook playbook) =>
    [
        .. playbook.Certifications.Select(certification => ("playbook.certifications: a title", certification.Title)),
        .. playbook.Webinars.Select(webinar => ("playbook.webinars: a title", webinar.Title)),
        .. playbook.Agenda.Select(topic => ("playbook.agenda: a title", topic.Title)),
        .. playbook.Resources.Select(resource => ("playbook.resources: a title", resource.Title)),
        .. playbook.Roles.Select(role => ("playbook.roles: a title", role.Title)),
        .. playbook.Tasks.Select(task => ("playbook.tasks: a title", task.Title)),
        .. playbook.ManagerTasks.Select(task => ("playbook.managerTasks: a title", task.Title)),
        .. playbook.Setup.Select(item => ("playbook.setup: a title", item.Title)),
        .. playbook.BestPractices.Select(practice => ("playbook.bestPractices: a title", practice.Title)),
    ];

    private static IEnumerable<string> NotOfOneLine(DefinitionFile file, Playbook playbook)
    {
        IEnumerable<(string Place, string? Text)> lines =
        [
            ("playbook.name", playbook.Name),
            ("playbook.product", playbook.Product),
            ("playbook.email.subject", playbook.Email?.Subject),
            ("message.subject", file.Message?.Subject),
            ("projects.vendorContact", file.Projects?.VendorContact),
            .. Titles(playbook),
            .. Details(playbook).Select(detail => ("playbook: a detail", detail)),
            .. playbook.RoleRules.Select(rule => ("playbook.roleRules: an advice", rule.Advice)),
            .. (file.BestPractices ?? []).Select(practice => ("bestPractices: a title", practice.Title)),
            .. (file.Projects?.Listed ?? []).Select(project => ("projects.listed: a name or number", project.Name + project.Number)),
            .. (file.Cohorts ?? []).SelectMany(cohort => cohort.Sessions ?? [])
                .Select(session => ("cohorts.sessions: a trainer's name", session.Trainer?.Name)),
            .. (file.Cohorts ?? []).SelectMany(cohort => cohort.Sessions ?? []).SelectMany(
                session => new[] { ("cohorts.sessions: a title", session.Title), ("cohorts.sessions: a place", session.Place) }),
        ];
        return lines.Where(line => SingleLine.Problem(line.Text) is not null)
            .Select(line => $"{line.Place}: this {SingleLine.Problem(line.Text)}.");
    }

    private static IEnumerable<string> NoIds(Playbook playbook) =>
        playbook.Certifications.Select(certification => certification.Id)
            .Concat(playbook.Webinars.Select(webinar => webinar.Id))
            .Concat(playbook.Agenda.Select(topic => topic.Id))
            .Concat(playbook.Roles.Select(role => role.Id))
            .Concat(playbook.Tasks.Select(task => task.Id))
            .Concat(playbook.ManagerTasks.Select(task => task.Id))
            .Concat(playbook.Setup.Select(item => item.Id))
            .Where(id => id is not { Length: > 0 and <= LongestId } || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            .Select(
                id => $"An id in the playbook has letters, digits and hyphens only; “{Wording.Shorten(id ?? string.Empty, 40)}” does not.");

    private static IEnumerable<string> Minutes(Playbook playbook) =>
        playbook.Certifications.Index().Select(entry => (Place: $"playbook.certifications[{entry.Index}]", entry.Item.Minutes))
            .Concat(playbook.Webinars.Index().Select(entry => (Place: $"playbook.webinars[{entry.Index}]", entry.Item.Minutes)))
            .Concat(playbook.Tasks.Index().Select(entry => (Place: $"playbook.tasks[{entry.Index}]", entry.Item.Minutes)))
            .Where(entry => entry.Minutes is < 0 or > Limits.TrainingMinutes)
            .Select(entry => $"{entry.Place}.minutes: {entry.Minutes} is not a number of minutes (0 to {Limits.TrainingMinutes:N0}).");

    // Of another century the calendar's arithmetic runs out of days.
    private static IEnumerable<string> NoDates(DefinitionFile file) =>
        (file.Cohorts ?? [])
            .Index()
            .Select(entry => (Place: $"cohorts[{entry.Index}].goLive", Date: entry.Item.GoLive))
            .Concat(
                (file.Cohorts ?? []).Index().SelectMany(entry => (entry.Item.Sessions ?? []).Index()
                    .Select(session => (
                        Place: $"cohorts[{entry.Index}].sessions[{session.Index}].start", Date: (LocalDate?)session.Item.Start.Date))))
            .Concat(
                (file.Projects?.Listed ?? []).Index()
                    .Select(entry => (Place: $"projects.listed[{entry.Index}].start", Date: entry.Item.Start)))
            .Concat(
                (file.Timing?.Holidays ?? []).Index()
                    .Select(entry => (Place: $"timing.holidays[{entry.Index}]", Date: (LocalDate?)entry.Item)))
            .Where(entry => entry.Date is { } date && !DateReader.IsInRange(date))
            .Select(
                entry =>
                    $"{entry.Place}: the year {entry.Date!.Value.Year} is out of range; dates from {DateReader.FirstYear} to "
                        + $"{DateReader.LastYear} can be used.");

    private static IEnumerable<string> NoWeekdays(DefinitionFile file) =>
        (file.Timing?.DaysOff ?? []).Index()
            .Where(entry => entry.Item is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday)
            .Select(
                entry =>
                    $"timing.daysOff[{entry.Index}]: “{entry.Item}” is not a day of the week; write days such as [\"Saturday\", "
                        + "\"Sunday\"].");

    private static IEnumerable<string> Sessions(DefinitionFile file)
    {
        foreach (var (index, cohort) in (file.Cohorts ?? []).Index())
        {
            var sessions = cohort.Sessions ?? [];
            var place = $"cohorts[{index}].sessions";
            if (sessions.Count > Limits.SessionsPerCohort)
            {
                yield return $"{place}: {sessions.Count} are too many; at most {Limits.SessionsPerCohort}.";
            }

            foreach (
                var twice in sessions.Where(session => session.Id.Length > 0).GroupBy(session => session.Id, StringComparer.Ordinal)
                    .Where(group => group.Count() > 1))
            {
                yield return $"{place}: the id “{Wording.Shorten(twice.Key, 40)}” is there more than once.";
            }

            foreach (var (number, session) in sessions.Index())
            {
                if (session.Minutes is < TrainingPlan.ShortestMinutes or > TrainingPlan.LongestMinutes)
                {
                    yield return $"{place}[{number}].minutes: a session takes {TrainingPlan.ShortestMinutes} to "
                        + $"{TrainingPlan.LongestMinutes} minutes, not {session.Minutes}.";
                }

                foreach (
                    var (what, text, most) in new[]
                    {
                        ("title", session.Title, Limits.SessionTitle), ("place", session.Place, Limits.SessionPlace),
                        ("notes", session.Notes, Limits.SessionNotes), ("recording", session.Recording, Limits.Url)
                    })
                {
                    if (text?.Length > most)
                    {
                        yield return $"{place}[{number}].{what}: {text.Length:N0} characters; at most {most:N0} fit.";
                    }
                }

                // It is part of keys and of calendar entries.
                if (session.Id.Length > 40 || !session.Id.All(char.IsAsciiLetterOrDigit))
                {
                    yield return $"{place}[{number}].id: letters and digits, at most 40.";
                }

                if (session.Trainer?.Email is { } email && !EmailAddress.IsValid(email))
                {
                    yield return $"{place}[{number}].trainer.email: “{Wording.Shorten(email, 60)}” is not an e-mail address.";
                }

                if (Length(session.Trainer?.Name) > Limits.PersonName)
                {
                    yield return $"{place}[{number}].trainer.name: at most {Limits.PersonName} characters.";
                }
            }
        }
    }

    private static IEnumerable<string> NoDays(SubcontractorLane? lane) =>
        lane is { InvitationDays: < Limits.InvitationDaysLeast or > Limits.InvitationDaysMost }
        ? [$"playbook.subcontractors.invitationDays: {lane.InvitationDays} is not a number of days "
            + $"({Limits.InvitationDaysLeast} to {Limits.InvitationDaysMost})."]
        : [];

    private static IEnumerable<string> Message(string place, EmailTemplate? message) =>
        Length(message?.Body) > Limits.EmailBody || Length(message?.Subject) > Limits.EmailSubject
            ? [$"{place}: the subject has at most {Limits.EmailSubject} characters, the text at most {Limits.EmailBody:N0}."]
            : [];

    private static int TrainingText(Playbook playbook) =>
        playbook.Certifications.Sum(
            certification => Length(certification.Title) + Length(certification.Url) + ((certification.Roles?.Count ?? 0) * 20))
        + playbook.Webinars.Sum(webinar => Length(webinar.Title) + Length(webinar.Url))
        + playbook.Resources.Sum(resource => Length(resource.Title) + Length(resource.Url));

    private static IEnumerable<string?> Details(Playbook playbook) =>
        playbook.Tasks.Select(task => task.Detail).Concat(playbook.Setup.Select(item => item.Detail));

    private static int Longest(IEnumerable<string?> texts) => texts.Select(Length).DefaultIfEmpty().Max();

    private static int Length(string? text) => text?.Length ?? 0;
}
