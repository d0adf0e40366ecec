namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>A course, webinar or resource that nobody has checked.</summary>
/// <param name="Key">Unique within the playbook.</param>
/// <param name="Title">As shown.</param>
/// <param name="Url">The link; may be empty.</param>
public sealed record UncheckedItem(string Key, string Title, string Url);

/// <summary>
/// Lists and marks the courses, webinars and resources of a playbook that nobody has checked.
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

    /// <summary>Marks items as checked; unknown keys are ignored.</summary>
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

    // Resources have no id. Clients send comma-separated keys, so a key can't contain a comma.
    private static string KeyOf(Resource resource) => $"resource.{resource.Title.Replace(',', ' ')}";
}
