using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>A line for each step of the definition, with a button to change it.</summary>
internal static class ReviewLines
{
    private const int Longest = 100;

    public static IEnumerable<AdaptiveElement> Draw(StepView view)
    {
        yield return CardKit.Title(DefinitionTexts.WhatYouDefined);
        foreach (var (step, title, text) in Of(view))
        {
            yield return CardKit.ActionRow(
                null,
                [
                    CardKit.Block(title, weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None),
                    CardKit.Subtle(Wording.Shorten(text, Longest)),
                ],
                Actions.Execute(DefinitionTexts.Change, ReviewStep.OpenVerb, StepData.For(view, step), about: title));
        }
    }

    public static string NameOf(Strategy strategy) => strategy switch
    {
        Strategy.ByBusinessUnit => DefinitionTexts.ByBusinessUnit,
        Strategy.ByProjectStart => DefinitionTexts.ByProjectStart,
        _ => DefinitionTexts.ByOfficeCorporateFirst,
    };

    private static IEnumerable<(int Step, string Title, string Text)> Of(StepView view)
    {
        var definition = view.Definition;
        var playbook = definition.Playbook;
        var timing = definition.Timing;
        yield return (1, DefinitionTexts.Name,
            DefinitionTexts.YourTimeZone.With(definition.Name, playbook.Name, ZoneTitles.Of(definition.Zone.Id)));
        yield return (
            2, DefinitionTexts.Committee,
            definition.Committee.Count == 0 ? DefinitionTexts.NobodyYet
                : string.Join(", ", definition.Committee.Select(person => person.Name)));
        yield return (
            3,
            DefinitionTexts.Training,
            DefinitionTexts.CertificationsRequiredWebinars.With(playbook.Certifications.Count,
                playbook.Webinars.Count(webinar => webinar.Required), PlaybookContent.Of(playbook.NewHires)));
        yield return (
            4, DefinitionTexts.BestPractices,
            definition.BestPractices.Count == 0
                ? DefinitionTexts.NoneYet
                : string.Join(", ", definition.BestPractices.Select(practice => practice.Title)));
        yield return (5, DefinitionTexts.Projects, Projects(definition.Projects));
        yield return (
            6, DefinitionTexts.Approach, definition.Approach == Approach.Phased ? DefinitionTexts.PhasedCohortAfterCohort
                : DefinitionTexts.InstantOnEverybodyOnOneDay);
        yield return (7, DefinitionTexts.Strategy, NameOf(definition.Strategy));
        yield return (
            8,
            DefinitionTexts.Cohorts,
            DefinitionTexts.CohortsPeople.With(definition.Cohorts.Count, view.MemberCounts.Values.Sum())
                + string.Join(", ", CohortOrder.ByGoLive(definition).Take(20).Select(cohort => cohort.Name)));
        yield return (9, DefinitionTexts.WelcomeEMail, definition.Message.In(Language.Current).Subject);
        yield return (
            10,
            DefinitionTexts.Timing,
            DefinitionTexts.CheckInsEveryDaysMessagesAt.With(timing.CheckInCount, timing.CadenceDays, TimeReader.Write(timing.SendTime))
                + DefinitionTexts.Holidays.With(timing.Holidays.Count));
    }

    private static string Projects(ProjectScope projects)
    {
        if (projects.AllNew)
        {
            return DefinitionTexts.AllNewProjects;
        }

        var listed =
            DefinitionTexts.Projects2.With(projects.Listed.Count,
                string.Join(", ", projects.Listed.Take(20).Select(project => project.Name)));
        return projects.VendorContact is { } contact ? DefinitionTexts.DiscussedWithTheVendorsContact.With(contact, listed) : listed;
    }
}
