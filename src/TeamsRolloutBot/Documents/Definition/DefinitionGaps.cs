namespace TeamsRolloutBot.Documents;

/// <summary>
/// Finds <c>null</c> where a definition file must have a value. JSON allows it everywhere and the
/// rest of the program nowhere, so it is rejected first.
/// </summary>
internal static class DefinitionGaps
{
    public static IEnumerable<string> Check(DefinitionFile file) =>
        In("bestPractices", file.BestPractices ?? [])
            .Concat(file.Projects is { } projects ? In("projects.listed", projects.Listed) : [])
            .Concat(file.Playbook is { } playbook ? Check(playbook) : [])
            .Concat(file.Message is { } message ? Message("message", message) : [])
            .Concat(In("cohorts", file.Cohorts ?? []))
            .Concat(
                (file.Cohorts ?? []).Index().Where(cohort => cohort.Item is not null)
                    .SelectMany(cohort => Cohort($"cohorts[{cohort.Index}]", cohort.Item)));

    public static IEnumerable<string> Check(Playbook playbook) =>
        Missing("playbook.name", playbook.Name)
            .Concat(Missing("playbook.product", playbook.Product))
            .Concat(In("playbook.roles", playbook.Roles))
            .Concat(In("playbook.certifications", playbook.Certifications))
            .Concat(InEach("playbook.certifications", "roles", playbook.Certifications, certification => certification.Roles))
            .Concat(In("playbook.webinars", playbook.Webinars))
            .Concat(In("playbook.resources", playbook.Resources))
            .Concat(In("playbook.agenda", playbook.Agenda))
            .Concat(In("playbook.jobTitles", playbook.JobTitles))
            .Concat(In("playbook.tasks", playbook.Tasks))
            .Concat(InEach("playbook.tasks", "roles", playbook.Tasks, task => task.Roles))
            .Concat(In("playbook.managerTasks", playbook.ManagerTasks))
            .Concat(In("playbook.roleRules", playbook.RoleRules))
            .Concat(InEach("playbook.roleRules", "excludes", playbook.RoleRules, rule => rule.Excludes))
            .Concat(In("playbook.setup", playbook.Setup))
            .Concat(In("playbook.bestPractices", playbook.BestPractices))
            .Concat(playbook.Subcontractors is { } lane
                ? lane.Email is null ? [Empty("playbook.subcontractors.email")] : Message("playbook.subcontractors.email", lane.Email)
                : [])
            .Concat(playbook.Email is null ? [Empty("playbook.email")] : Message("playbook.email", playbook.Email))
            .Concat(Missing("playbook.newHires", playbook.NewHires))
            .Concat(Missing("playbook.switchingAdvice", playbook.SwitchingAdvice));

    private static IEnumerable<string> Cohort(string place, CohortEntry cohort) =>
        In($"{place}.sessions", cohort.Sessions ?? [])
            .Concat(InEach($"{place}.sessions", "topics", cohort.Sessions ?? [], session => session.Topics))
            .Concat(
                (cohort.Sessions ?? []).Index().Where(session => session.Item is { Id: null })
                    .Select(session => Empty($"{place}.sessions[{session.Index}].id")))
            .Concat(
                (cohort.Sessions ?? []).Index().Where(session => session.Item is { Trainer: { Name: null } })
                    .Select(session => Empty($"{place}.sessions[{session.Index}].trainer.name")))
            .Concat(In($"{place}.members", cohort.Members ?? []));

    private static IEnumerable<string> Message(string place, EmailTemplate message) =>
        Missing($"{place}.subject", message.Subject).Concat(Missing($"{place}.body", message.Body))
            .Concat((message.Translations ?? new Dictionary<string, EmailTemplate>()).SelectMany(each =>
                each.Value is null
                    ? [Empty($"{place}.translations.{each.Key}")]
                    : Message($"{place}.translations.{each.Key}", each.Value with { Translations = null })));

    private static IEnumerable<string> InEach<TOuter, TInner>(
        string place, string field, IReadOnlyList<TOuter>? list, Func<TOuter, IReadOnlyList<TInner>?> inner) =>
        (list ?? []).Index().Where(entry => entry.Item is not null)
            .SelectMany(entry => In($"{place}[{entry.Index}].{field}", inner(entry.Item)));

    private static IEnumerable<string> In<T>(string place, IReadOnlyList<T>? list) =>
        list is null
            ? [ReadingTexts.IsEmptyWriteWhereThereAre.With(place)]
            : list.Index().Where(entry => entry.Item is null).Select(entry => Empty($"{place}[{entry.Index}]"));

    private static IEnumerable<string> Missing(string place, string? text) =>
        text is null ? [ReadingTexts.IsEmptyWriteATextIn.With(place)] : [];

    private static string Empty(string place) => ReadingTexts.IsEmptyFillItInOr.With(place);
}
