using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>What was defined, a line for each step, with the button that changes it.</summary>
internal static class ReviewLines
{
    private const int Longest = 100;

    public static IEnumerable<AdaptiveElement> Draw(StepView view)
    {
        yield return CardKit.Title("What you defined");
        foreach (var (step, title, text) in Of(view))
        {
            yield return CardKit.ActionRow(
                null,
                [
                    CardKit.Block(title, weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None),
                    CardKit.Subtle(Wording.Shorten(text, Longest)),
                ],
                Actions.Execute("Change", ReviewStep.OpenVerb, StepData.For(view, step), about: title));
        }
    }

    public static string NameOf(Strategy strategy) => strategy switch
    {
        Strategy.ByBusinessUnit => "By business unit",
        Strategy.ByProjectStart => "By project start",
        _ => "By office, corporate first",
    };

    private static IEnumerable<(int Step, string Title, string Text)> Of(StepView view)
    {
        var definition = view.Definition;
        var playbook = definition.Playbook;
        var timing = definition.Timing;
        yield return (1, "Name", $"{definition.Name} · {playbook.Name} · your time zone {ZoneTitles.Of(definition.Zone.Id)}");
        yield return (
            2, "Committee",
            definition.Committee.Count == 0 ? "Nobody yet" : string.Join(", ", definition.Committee.Select(person => person.Name)));
        yield return (
            3,
            "Training",
            $"{Wording.Count(playbook.Certifications.Count, "certification", "certifications")}, "
                + $"{Wording.Count(playbook.Webinars.Count(webinar => webinar.Required), "required webinar", "required webinars")}. "
                + $"{playbook.NewHires}");
        yield return (
            4, "Best practices",
            definition.BestPractices.Count == 0
                ? "None yet"
                : string.Join(", ", definition.BestPractices.Select(practice => practice.Title)));
        yield return (5, "Projects", Projects(definition.Projects));
        yield return (
            6, "Approach", definition.Approach == Approach.Phased ? "Phased: cohort after cohort" : "Instant-on: everybody on one day");
        yield return (7, "Strategy", NameOf(definition.Strategy));
        yield return (
            8,
            "Cohorts",
            $"{Wording.Count(definition.Cohorts.Count, "cohort", "cohorts")}, "
                + $"{Wording.Count(view.MemberCounts.Values.Sum(), "person", "people")}: "
                + string.Join(", ", CohortOrder.ByGoLive(definition).Take(20).Select(cohort => cohort.Name)));
        yield return (9, "Welcome e-mail", definition.Message.Subject);
        yield return (
            10,
            "Timing",
            $"{Wording.Count(timing.CheckInCount, "check-in", "check-ins")}, every {Wording.Count(timing.CadenceDays, "day", "days")}; "
                + $"messages at {TimeReader.Write(timing.SendTime)}; "
                + Wording.Count(timing.Holidays.Count, "holiday", "holidays"));
    }

    private static string Projects(ProjectScope projects)
    {
        if (projects.AllNew)
        {
            return "All new projects";
        }

        var listed =
            $"{Wording.Count(projects.Listed.Count, "project", "projects")}: "
                + $"{string.Join(", ", projects.Listed.Take(20).Select(project => project.Name))}";
        return projects.VendorContact is { } contact ? $"Discussed with {contact}, the vendor’s contact. {listed}" : listed;
    }
}
