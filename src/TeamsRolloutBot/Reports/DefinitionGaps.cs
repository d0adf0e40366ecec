using TeamsRolloutBot.Domain.Playbooks;

namespace TeamsRolloutBot.Reports;

/// <summary>
/// Places of a definition file that hold <c>null</c> where something has to be. The format of JSON
/// admits it everywhere, the rest of the program nowhere: what is read is looked over for it first.
/// </summary>
internal static class DefinitionGaps
{
    public static IEnumerable<string> Check(DefinitionFile file) =>
        In("bestPractices", file.BestPractices ?? [])
            .Concat(file.Projects is { } projects ? In("projects.listed", projects.Listed) : [])
            .Concat(file.Playbook is { } playbook ? Playbook(playbook) : [])
            .Concat(file.Message is { } message ? Message("message", message) : [])
            .Concat(In("cohorts", file.Cohorts ?? []))
            .Concat(
                (file.Cohorts ?? []).Index().Where(cohort => cohort.Item is not null)
                    .SelectMany(cohort => Cohort($"cohorts[{cohort.Index}]", cohort.Item)));

    private static IEnumerable<string> Playbook(Playbook playbook) =>
        Missing("playbook.name", playbook.Name)
            .Concat(Missing("playbook.product", playbook.Product))
            .Concat(In("playbook.roles", playbook.Roles))
            .Concat(In("playbook.certifications", playbook.Certifications))
            .Concat(InEach("playbook.certifications", "roles", playbook.Certifications, certification => certification.Roles))
            .Concat(In("playbook.webinars", playbook.Webinars))
            .Concat(In("playbook.resources", playbook.Resources))
            .Concat(In("playbook.agenda", playbook.Agenda))
            .Concat(In("playbook.jobTitles", playbook.JobTitles))
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
        Missing($"{place}.subject", message.Subject).Concat(Missing($"{place}.body", message.Body));

    private static IEnumerable<string> InEach<TOuter, TInner>(
        string place, string field, IReadOnlyList<TOuter>? list, Func<TOuter, IReadOnlyList<TInner>?> inner) =>
        (list ?? []).Index().Where(entry => entry.Item is not null)
            .SelectMany(entry => In($"{place}[{entry.Index}].{field}", inner(entry.Item)));

    private static IEnumerable<string> In<T>(string place, IReadOnlyList<T>? list) =>
        list is null
            ? [$"{place}: is empty; write [] where there are none."]
            : list.Index().Where(entry => entry.Item is null).Select(entry => Empty($"{place}[{entry.Index}]"));

    private static IEnumerable<string> Missing(string place, string? text) =>
        text is null ? [$"{place}: is empty; write a text in quotes."] : [];

    private static string Empty(string place) => $"{place}: is empty; fill it in or take it out.";
}
