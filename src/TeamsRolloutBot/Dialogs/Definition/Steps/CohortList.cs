using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>The cohorts of step 8, one page at a time, each with a button to open it.</summary>
internal static class CohortList
{
    private const int PageSize = 8;

    public static IEnumerable<AdaptiveElement> Draw(StepView view)
    {
        var cohorts = CohortOrder.ByGoLive(view.Definition);
        var page = int.TryParse(view.Typed?.Text(CohortsStep.PageField), out var typed)
            ? Math.Clamp(typed, 0, Math.Max(0, (cohorts.Count - 1) / PageSize))
            : 0;
        foreach (var cohort in cohorts.Skip(page * PageSize).Take(PageSize))
        {
            var people = DefinitionTexts.Members.With(view.MemberCounts.GetValueOrDefault(cohort.Id));
            yield return CardKit.ActionRow(
                "✓",
                [
                    CardKit.Block(CardText.Escape(cohort.Name), weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None),
                    CardKit.Subtle(
                        $"{Dates.Full(cohort.GoLive)} · {people} · "
                            + $"{cohort.ImplementationManager?.Name ?? DefinitionTexts.NoImplementationManager}"),
                ],
                Actions.Execute(DefinitionTexts.Change, CohortsStep.EditVerb, ListData(view, cohort.Id),
                    about: cohort.Name));
        }

        if (cohorts.Count > PageSize)
        {
            var pages = Wording.Pages(cohorts.Count, PageSize);
            var isLast = page + 1 == pages;
            yield return new AdaptiveActionSet
            {
                Actions =
                [
                    Actions.Execute(
                        isLast ? Pages.First : Pages.NextOf(page, pages),
                        CohortsStep.EditVerb,
                        ListData(view).With(CohortsStep.PageField, isLast ? 0 : page + 1)),
                ],
            };
        }
    }

    private static JsonObject ListData(StepView view, CohortId? opens = null) =>
        StepData.For(view, StepData.Target(view, CohortsStep.Position) with { Cohort = opens, Edited = view.Editing });
}
