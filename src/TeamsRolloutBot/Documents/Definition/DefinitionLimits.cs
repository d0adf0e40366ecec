using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Finds values in a definition file that are too many, too long or not a link. The limits are the
/// same as for typed input.
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
            (ReadingTexts.PlaybookJobTitlesCharactersOfTheLongest, Longest(playbook.JobTitles.Select(title => title.Title)), Limits.Title),
            (ReadingTexts.PlaybookCharactersOfAllTitlesAnd, TrainingText(playbook), Limits.TrainingText),
            (
                ReadingTexts.BestPracticesCharactersTogether,
                practices.Sum(practice => Length(practice.Title) + Length(practice.Url) + Length(practice.Text)), Limits.BestPracticesText),
            ("playbook.agenda", playbook.Agenda.Count, Limits.AgendaTopics),
            (
                ReadingTexts.PlaybookAgendaCharactersOfTheLongest,
                Longest(playbook.Agenda.Select(topic => topic.Content)),
                Limits.AgendaContent
            ),
            ("playbook.tasks", playbook.Tasks.Count, Limits.PlaybookTasks),
            ("playbook.managerTasks", playbook.ManagerTasks.Count, Limits.ManagerTasks),
            ("playbook.roleRules", playbook.RoleRules.Count, Limits.Roles),
            ("playbook.setup", playbook.Setup.Count, Limits.SetupItems),
            ("playbook.bestPractices", playbook.BestPractices.Count, Limits.BestPractices),
            (ReadingTexts.PlaybookCharactersOfTheLongestDetail, Longest(Details(playbook)), Limits.Detail),
            (ReadingTexts.PlaybookCharactersOfTheLongestAdvice, Longest(playbook.RoleRules.Select(rule => rule.Advice)), Limits.Advice),
            (ReadingTexts.PlaybookVersionCharacters, Length(playbook.Version), Limits.PlaybookVersion),
            (ReadingTexts.PlaybookNameCharacters, Length(playbook.Name), Limits.PlaybookName),
            (ReadingTexts.PlaybookProductCharacters, Length(playbook.Product), Limits.Product),
            (ReadingTexts.PlaybookSwitchingAdviceCharacters, Length(playbook.SwitchingAdvice), Limits.SwitchingAdvice),
            (
                ReadingTexts.BestPracticesCharactersOfTheLongest, Longest(practices.Select(practice => practice.Text)),
                Limits.BestPracticeText),
            (ReadingTexts.PlaybookNewHiresCharacters, Length(playbook.NewHires), Limits.NewHires),
            (ReadingTexts.ProjectsLongestNumber, Longest(projects.Select(project => project.Number)), Limits.ProjectNumber),
            (ReadingTexts.ProjectsVendorContactCharacters, Length(file.Projects?.VendorContact), Limits.PersonName),
            (ReadingTexts.ProjectsListedCharactersTogether, ProjectLines.LengthOf(projects), Limits.ProjectsText),
        ];
        return sizes.Where(size => size.Count > size.Most)
            .Select(size => ReadingTexts.AreTooManyAtMost.With(size.Place, size.Count, size.Most));
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
                    ReadingTexts.IsNotALinkItMust.With(Wording.Shorten(url!, 80), Limits.Url));

    private static IEnumerable<string> NoTitles(DefinitionFile file, Playbook playbook) =>
        Titles(playbook).Select(line => line.Title)
            .Concat((file.BestPractices ?? []).Select(practice => practice.Title))
            .Concat((file.Projects?.Listed ?? []).Select(project => project.Name))
            .Where(title => title is null or { Length: 0 or > Limits.Title })
            .Select(title => ReadingTexts.ATitleHas1ToCharacters.With(Limits.Title, Wording.Shorten(title ?? string.Empty, 40)));

    private static IEnumerable<(string Place, string? Title)> Titles(Playbook playbook) =>
    [
        .. playbook.Certifications.Select(certification => (ReadingTexts.PlaybookCertificationsATitle, certification.Title)),
        .. playbook.Webinars.Select(webinar => (ReadingTexts.PlaybookWebinarsATitle, webinar.Title)),
        .. playbook.Agenda.Select(topic => (ReadingTexts.PlaybookAgendaATitle, topic.Title)),
        .. playbook.Resources.Select(resource => (ReadingTexts.PlaybookResourcesATitle, resource.Title)),
        .. playbook.Roles.Select(role => (ReadingTexts.PlaybookRolesATitle, role.Title)),
        .. playbook.Tasks.Select(task => (ReadingTexts.PlaybookTasksATitle, task.Title)),
        .. playbook.ManagerTasks.Select(task => (ReadingTexts.PlaybookManagerTasksATitle, task.Title)),
        .. playbook.Setup.Select(item => (ReadingTexts.PlaybookSetupATitle, item.Title)),
        .. playbook.BestPractices.Select(practice => (ReadingTexts.PlaybookBestPracticesATitle, practice.Title)),
    ];

    private static IEnumerable<string> NotOfOneLine(DefinitionFile file, Playbook playbook)
    {
        IEnumerable<(string Place, string? Text)> lines =
        [
            ("playbook.name", playbook.Name),
            ("playbook.product", playbook.Product),
            ("playbook.email.subject", playbook.Email?.Subject),
            ("message.subject", file.Message?.Subject),
            .. (file.Message?.Translations ?? new Dictionary<string, EmailTemplate>())
                .Select(each => ($"message.translations.{each.Key}.subject", (string?)each.Value.Subject)),
            ("projects.vendorContact", file.Projects?.VendorContact),
            .. Titles(playbook),
            .. Details(playbook).Select(detail => (ReadingTexts.PlaybookADetail, detail)),
            .. playbook.RoleRules.Select(rule => (ReadingTexts.PlaybookRoleRulesAnAdvice, rule.Advice)),
            .. (file.BestPractices ?? []).Select(practice => (ReadingTexts.BestPracticesATitle, practice.Title)),
            .. (file.Projects?.Listed ?? []).Select(project => (ReadingTexts.ProjectsListedANameOrNumber, project.Name + project.Number)),
            .. (file.Cohorts ?? []).SelectMany(cohort => cohort.Sessions ?? [])
                .Select(session => (ReadingTexts.CohortsSessionsATrainersName, session.Trainer?.Name)),
            .. (file.Cohorts ?? []).SelectMany(cohort => cohort.Sessions ?? []).SelectMany(
                session => new[]
                {
                    (ReadingTexts.CohortsSessionsATitle, session.Title), (ReadingTexts.CohortsSessionsAPlace, session.Place)
                }),
        ];
        return lines.Where(line => SingleLine.Problem(line.Text) is not null)
            .Select(line => ReadingTexts.This.With(line.Place, SingleLine.Problem(line.Text)));
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
                id => ReadingTexts.AnIdInThePlaybookHas.With(Wording.Shorten(id ?? string.Empty, 40)));

    private static IEnumerable<string> Minutes(Playbook playbook) =>
        playbook.Certifications.Index().Select(entry => (Place: $"playbook.certifications[{entry.Index}]", entry.Item.Minutes))
            .Concat(playbook.Webinars.Index().Select(entry => (Place: $"playbook.webinars[{entry.Index}]", entry.Item.Minutes)))
            .Concat(playbook.Tasks.Index().Select(entry => (Place: $"playbook.tasks[{entry.Index}]", entry.Item.Minutes)))
            .Where(entry => entry.Minutes is < 0 or > Limits.TrainingMinutes)
            .Select(entry => ReadingTexts.MinutesIsNotANumberOf.With(entry.Place, entry.Minutes, Limits.TrainingMinutes));

    // Years far out of range would overflow the calendar arithmetic.
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
                    ReadingTexts.YearCantBeUsed.With(entry.Place, entry.Date!.Value.Year, DateReader.FirstYear, DateReader.LastYear));

    private static IEnumerable<string> NoWeekdays(DefinitionFile file) =>
        (file.Timing?.DaysOff ?? []).Index()
            .Where(entry => entry.Item is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday)
            .Select(
                entry =>
                    ReadingTexts.TimingDaysOffIsNotADay.With(entry.Index, entry.Item));

    private static IEnumerable<string> Sessions(DefinitionFile file)
    {
        foreach (var (index, cohort) in (file.Cohorts ?? []).Index())
        {
            var sessions = cohort.Sessions ?? [];
            var place = $"cohorts[{index}].sessions";
            if (sessions.Count > Limits.SessionsPerCohort)
            {
                yield return ReadingTexts.AreTooManyAtMost.With(place, sessions.Count, Limits.SessionsPerCohort);
            }

            foreach (
                var twice in sessions.Where(session => session.Id.Length > 0).GroupBy(session => session.Id, StringComparer.Ordinal)
                    .Where(group => group.Count() > 1))
            {
                yield return ReadingTexts.TheIdIsThereMoreThan.With(place, Wording.Shorten(twice.Key, 40));
            }

            foreach (var (number, session) in sessions.Index())
            {
                if (session.Minutes is < TrainingPlan.ShortestMinutes or > TrainingPlan.LongestMinutes)
                {
                    yield return ReadingTexts.MinutesASessionTakesToMinutes.With(
                        place, number, TrainingPlan.ShortestMinutes, TrainingPlan.LongestMinutes, session.Minutes);
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
                        yield return ReadingTexts.CharactersAtMostFit.With(place, number, what, text.Length, most);
                    }
                }

                // The id is part of keys and calendar entries.
                if (session.Id.Length > 40 || !session.Id.All(char.IsAsciiLetterOrDigit))
                {
                    yield return ReadingTexts.IdLettersAndDigitsAtMost.With(place, number);
                }

                if (session.Trainer?.Email is { } email && !EmailAddress.IsValid(email))
                {
                    yield return ReadingTexts.TrainerEmailIsNotAnE.With(place, number, Wording.Shorten(email, 60));
                }

                if (Length(session.Trainer?.Name) > Limits.PersonName)
                {
                    yield return ReadingTexts.TrainerNameAtMostCharacters.With(place, number, Limits.PersonName);
                }
            }
        }
    }

    private static IEnumerable<string> NoDays(SubcontractorLane? lane) =>
        lane is { InvitationDays: < Limits.InvitationDaysLeast or > Limits.InvitationDaysMost }
        ? [ReadingTexts.PlaybookSubcontractorsInvitationDays.With(
            lane.InvitationDays, Limits.InvitationDaysLeast, Limits.InvitationDaysMost)]
        : [];

    private static IEnumerable<string> Message(string place, EmailTemplate? message) =>
        Length(message?.Body) > Limits.EmailBody || Length(message?.Subject) > Limits.EmailSubject
            ? [ReadingTexts.TheSubjectHasAtMostCharacters.With(place, Limits.EmailSubject, Limits.EmailBody)]
            : (message?.Translations ?? new Dictionary<string, EmailTemplate>()).SelectMany(each =>
                Language.Of(each.Key)?.Code != each.Key || each.Value.Translations is not null
                    ? [ReadingTexts.TranslationsTextsAreByLanguage.With(place, each.Key, Languages)]
                    : Message($"{place}.translations.{each.Key}", each.Value));

    private static string Languages => string.Join(", ", Language.All);

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
