using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Warnings before launch, each with a button that leads to the fix.</summary>
internal static class ReviewWarnings
{
    private const int MostShown = 5;
    private const int MostNamed = 4;

    public static IEnumerable<AdaptiveElement> Draw(StepView view)
    {
        if (LaunchRules.FirstObstacle(view.Definition) is var (obstacle, step))
        {
            var text = CardKit.Block(DefinitionTexts.BeforeYouCanLaunch + CardText.Escape(obstacle.Reason), size: AdaptiveTextSize.Small);
            yield return new AdaptiveContainer
            {
                Items = [CardKit.WideRow([text], Actions.Execute(
                    DefinitionTexts.OpenStep.With(step), ReviewStep.OpenVerb, Data(view, step), ActionStyle.Positive))],
                Style = AdaptiveContainerStyle.Attention,
                Spacing = AdaptiveSpacing.Medium,
            };
        }

        // Groups warnings shared by several cohorts: 80 without a manager would hide everything
        // else.
        var warnings = Of(view).GroupBy(warning => (warning.Text, warning.Remedy)).Select(same => same.ToList()).ToList();
        if (warnings.Count == 0)
        {
            yield break;
        }

        List<AdaptiveElement> rows = [.. warnings.Take(MostShown).Select(same => Row(view, same[0], [.. same.Skip(1)]))];
        if (warnings.Count > MostShown)
        {
            rows.Add(CardKit.Small(DefinitionTexts.AndMore.With(warnings.Count - MostShown)));
        }

        yield return new AdaptiveContainer { Items = rows, Style = AdaptiveContainerStyle.Warning, Spacing = AdaptiveSpacing.Medium };
    }

    private static AdaptiveContainer Row(StepView view, LaunchWarning warning, IReadOnlyList<LaunchWarning> others)
    {
        var said = $"**{CardText.Escape(warning.Cohort)}** {CardText.Escape(warning.Text)}";
        var text = CardKit.Block(others.Count == 0 ? said : $"{said} {AlsoOf(others)}", size: AdaptiveTextSize.Small);
        return warning.Remedy is var (title, step)
            ? CardKit.WideRow([text], Button(view, warning, title, step))
            : CardKit.WideRow([text]);
    }

    private static string AlsoOf(IReadOnlyList<LaunchWarning> others)
    {
        var names = string.Join(", ", others.Take(MostNamed).Select(warning => CardText.Escape(Wording.Shorten(warning.Cohort, 40))));
        return others.Count > MostNamed
            ? DefinitionTexts.TheSameGoesForAndMore.With(names, others.Count - MostNamed)
            : DefinitionTexts.TheSameGoesFor.With(names);
    }

    private static AdaptiveExecuteAction Button(StepView view, LaunchWarning warning, string title, int step) => step switch
    {
        ReviewStep.Number => Actions.Execute(title, DoublesCard.ListVerb, Data(view, step), about: warning.Cohort),
        CohortsStep.Position when warning.Id is { } cohort =>
            Actions.Execute(title, CohortsStep.EditVerb, StepData.For(view with { Editing = cohort }, step), about: warning.Cohort),
        _ => Actions.Execute(title, ReviewStep.OpenVerb, Data(view, step), about: warning.Cohort),
    };

    private static JsonObject Data(StepView view, int step) => StepData.For(view with { Editing = null }, step);

    private static IEnumerable<LaunchWarning> Of(StepView view) =>
        Unsaved(view)
            .Concat(Rows(view))
            .Concat(Resolutions(view))
            .Concat(Doubles(view))
            .Concat(LaunchRules.Warnings(view.Definition, view.MemberCounts, view.Now))
            .Concat(RoleCheck.Warnings(view.Definition.Playbook, view.Roles));

    private static IEnumerable<LaunchWarning> Unsaved(StepView view)
    {
        foreach (var number in view.Unsaved)
        {
            yield return new LaunchWarning(
                DefinitionTexts.Step.With(number, StepScreens.Steps[number - 1].Title),
                DefinitionTexts.HasSomethingThatWasTypedAnd)
            { Remedy = (DefinitionTexts.Open, number) };
        }

        if (view.Attached is { } list)
        {
            yield return new LaunchWarning(
                list.Name,
                DefinitionTexts.PeopleWasSentInTheChat.With(list.People)
            )
            {
                Remedy = (DefinitionTexts.Open, CohortsStep.Position),
            };
        }
    }

    private static IEnumerable<LaunchWarning> Rows(StepView view) =>
        view.Definition.Cohorts
            .Where(cohort => view.RowsLeft.ContainsKey(cohort.Id))
            .Select(cohort => new LaunchWarning(
                cohort.Name,
                view.RowsLeft[cohort.Id] == 1
                    ? DefinitionTexts.HasARowOfItsList
                    : DefinitionTexts.HasRowsOfItsListThat.With(view.RowsLeft[cohort.Id]))
            {
                Id = cohort.Id,
                Remedy = (DefinitionTexts.RowsToCorrect, CohortsStep.Position),
            });

    private static IEnumerable<LaunchWarning> Doubles(StepView view)
    {
        if (view.Doubles is [var first, ..])
        {
            var named =
                $"{Wording.Shorten(first.Person.Name, 60)} "
                    + $"({string.Join(", ", first.In.Take(3).Select(each => Wording.Shorten(each.Cohort.Name, 40)))})";
            yield return new LaunchWarning(
                DefinitionTexts.People.With(view.Doubles.Count),
                DefinitionTexts.InSeveralCohorts.With(view.Doubles.Count, named,
                    (view.Doubles.Count > 1 ? DefinitionTexts.AndOthers : string.Empty)))
            {
                Remedy = (DefinitionTexts.Choose, ReviewStep.Number),
            };
        }
    }

    private static IEnumerable<LaunchWarning> Resolutions(StepView view)
    {
        foreach (var cohort in view.Definition.Cohorts)
        {
            var (state, unknown) = view.Resolutions.GetValueOrDefault(cohort.Id, (new ResolutionState(), []));
            if (state.IsRunning)
            {
                yield return new LaunchWarning(
                    cohort.Name,
                    DefinitionTexts.IsBeingLookedUpInThe.With(state.Done, state.Total));
            }

            if (unknown.Count > 0)
            {
                var named = string.Join(", ", unknown.Take(ReviewStep.UnknownNamed).Select(address => Wording.Shorten(address, 60)));
                yield return new LaunchWarning(
                    cohort.Name,
                    DefinitionTexts.HasPeopleTheDirectoryDoesNot.With(named,
                        (unknown.Count > ReviewStep.UnknownNamed ? DefinitionTexts.AndMore2 : string.Empty)));
            }
        }
    }
}
