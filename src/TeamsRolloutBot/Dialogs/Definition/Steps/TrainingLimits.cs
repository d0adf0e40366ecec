namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>
/// Limits on a playbook's lists. All of them share one card, so their combined size is limited too.
/// </summary>
internal static class TrainingLimits
{
    public static void Check(Playbook playbook, List<FieldError> errors)
    {
        AtMost(playbook.Roles.Count, Limits.Roles, "roles", DefinitionTexts.TooManyRoles, errors);
        AtMost(playbook.Certifications.Count, Limits.Certifications, "certifications", DefinitionTexts.TooManyCertifications, errors);
        AtMost(playbook.Webinars.Count, Limits.Webinars, "webinarList", DefinitionTexts.TooManyWebinars, errors);
        AtMost(playbook.Resources.Count, Limits.Resources, "resources", DefinitionTexts.TooManyResources, errors);
        AtMost(playbook.Agenda.Count, Limits.AgendaTopics, "agenda", DefinitionTexts.AgendaTopics, errors);
        AtMost(playbook.Roles.Sum(role => role.Title.Length), Limits.RolesText, "roles", DefinitionTexts.CharactersOfRoles, errors);
        AtMost(
            playbook.Agenda.Sum(topic => topic.Title.Length + topic.Content.Length), Limits.AgendaText, "agenda",
                DefinitionTexts.CharactersOfAgenda,
            errors);
        errors.AddRange(playbook.Certifications
            .Where(certification => certification.Roles.Any(id => playbook.FindRole(id) is null))
            .Select(
                certification =>
                    new FieldError(
                        "roles",
                        DefinitionTexts.TheCertificationIsForARole.With(certification.Title))));
        var length = playbook.Certifications.Sum(c => c.Title.Length + c.Url.Length + (c.Roles.Count * 20))
            + playbook.Webinars.Sum(w => w.Title.Length + w.Url.Length)
            + playbook.Resources.Sum(r => r.Title.Length + r.Url.Length);
        if (length > Limits.TrainingText)
        {
            errors.Add(
                new FieldError(
                    "certifications",
                    DefinitionTexts.CertificationsWebinarsAndResourcesHave.With(length, Limits.TrainingText)));
        }
    }

    private static void AtMost(int count, int most, string field, string what, List<FieldError> errors)
    {
        if (count > most)
        {
            errors.Add(new FieldError(field, DefinitionTexts.AreTooManyAtMost.With(count, what, most)));
        }
    }
}
