namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>A course, webinar or resource that nobody has checked.</summary>
/// <param name="Key">Tells it from the others of its playbook.</param>
/// <param name="Title">As shown.</param>
/// <param name="Url">Where it leads; may be empty.</param>
public sealed record UncheckedItem(string Key, string Title, string Url);

/// <summary>
/// What of a playbook's courses, webinars and resources nobody has checked, and checking it.
/// </summary>
public static class UncheckedContent
{
    public static IReadOnlyList<UncheckedItem> Of(Playbook playbook)
    {
        ArgumentNullException.ThrowIfNull(playbook);
        return
        [
            .. playbook
                .Certifications.Where(course => !course.IsChecked)
                .Select(course => new UncheckedItem(KeyOf(course), course.Title, course.Url)),
            .. playbook
                .Webinars.Where(webinar => !webinar.IsChecked)
                .Select(webinar => new UncheckedItem(KeyOf(webinar), webinar.Title, webinar.Url)),
            .. playbook
                .Resources.Where(resource => !resource.IsChecked)
                .Select(resource => new UncheckedItem(KeyOf(resource), resource.Title, resource.Url)),
        ];
    }

    /// <summary>
    /// The playbook with what was checked marked so; a key there is not changes nothing.
    /// </summary>
    public static Playbook Check(Playbook playbook, IReadOnlySet<string> keys)
    {
        ArgumentNullException.ThrowIfNull(playbook);
        return playbook with
        {
            Certifications =
            [
                .. playbook.Certifications.Select(course => course with { IsChecked = course.IsChecked || keys.Contains(KeyOf(course)) }),
            ],
            Webinars =
            [
                .. playbook.Webinars.Select(webinar => webinar with { IsChecked = webinar.IsChecked || keys.Contains(KeyOf(webinar)) }),
            ],
            Resources =
            [
                .. playbook.Resources.Select(resource =>
                    resource with
                    {
                        IsChecked = resource.IsChecked || keys.Contains(KeyOf(resource)),
                    }
                ),
            ],
        };
    }

    private static string KeyOf(Certification course) => $"cert.{course.Id}";

    private static string KeyOf(Webinar webinar) => $"webinar.{webinar.Id}";

    // A resource has no id; a comma would end its key in what a client sends.
    private static string KeyOf(Resource resource) => $"resource.{resource.Title.Replace(',', ' ')}";
}
