using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>
/// What to know before launching, each with the button that leads to where it is changed.
/// </summary>
internal static class ReviewWarnings
{
    private const int MostShown = 5;

    public static IEnumerable<AdaptiveElement> Draw(StepView view)
    {
        if (LaunchRules.FirstObstacle(view.Definition) is var (obstacle, step))
        {
            var text = CardKit.Block("**Before you can launch:** " + CardText.Escape(obstacle.Reason), size: AdaptiveTextSize.Small);
            yield return new AdaptiveContainer
            {
                Items = [CardKit.WideRow([text], Actions.Execute(
                    $"Open step {step}", ReviewStep.OpenVerb, Data(view, step), ActionStyle.Positive))],
                Style = AdaptiveContainerStyle.Attention,
                Spacing = AdaptiveSpacing.Medium,
            };
        }

        var warnings = Of(view).ToList();
        if (warnings.Count == 0)
        {
            yield break;
        }

        List<AdaptiveElement> rows = [.. warnings.Take(MostShown).Select(warning => Row(view, warning))];
        if (warnings.Count > MostShown)
        {
            rows.Add(CardKit.Small($"and {warnings.Count - MostShown} more."));
        }

        yield return new AdaptiveContainer { Items = rows, Style = AdaptiveContainerStyle.Warning, Spacing = AdaptiveSpacing.Medium };
    }

    private static AdaptiveContainer Row(StepView view, LaunchWarning warning)
    {
        var text = CardKit.Block($"**{CardText.Escape(warning.Cohort)}** {CardText.Escape(warning.Text)}", size: AdaptiveTextSize.Small);
        return warning.Remedy is var (title, step)
            ? CardKit.WideRow([text], Button(view, warning, title, step))
            : CardKit.WideRow([text]);
    }

    private static AdaptiveExecuteAction Button(StepView view, LaunchWarning warning, string title, int step) => step switch
    {
        ReviewStep.Number => Actions.Execute(title, DoublesCard.ListVerb, Data(view, step), about: warning.Cohort),
        CohortsStep.Position when warning.Id is { } cohort =>
            Actions.Execute(title, CohortsStep.EditVerb, Data(view, step).With(StepData.Cohort, cohort.Value), about: warning.Cohort),
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
                $"Step {number}, {StepScreens.Steps[number - 1].Title},",
                "has something that was typed and is not saved yet.")
            { Remedy = ("Open", number) };
        }

        if (view.Attached is { } list)
        {
            yield return new LaunchWarning(
                list.Name,
                $"({Wording.Count(list.People, "person", "people")}) was sent in the chat and not taken in."
            )
            {
                Remedy = ("Open", CohortsStep.Position),
            };
        }
    }

    private static IEnumerable<LaunchWarning> Rows(StepView view) =>
        view.Definition.Cohorts
            .Where(cohort => view.RowsLeft.ContainsKey(cohort.Id))
            .Select(cohort => new LaunchWarning(
                cohort.Name,
                view.RowsLeft[cohort.Id] == 1
                    ? "has a row of its list that needs another look; it was not taken in."
                    : $"has {view.RowsLeft[cohort.Id]:N0} rows of its list that need another look; they were not taken in.")
            {
                Id = cohort.Id,
                Remedy = ("Rows to correct", CohortsStep.Position),
            });

    private static IEnumerable<LaunchWarning> Doubles(StepView view)
    {
        if (view.Doubles is [var first, ..])
        {
            var named =
                $"{Wording.Shorten(first.Person.Name, 60)} "
                    + $"({string.Join(", ", first.In.Take(3).Select(each => Wording.Shorten(each.Cohort.Name, 40)))})";
            yield return new LaunchWarning(
                Wording.Count(view.Doubles.Count, "person", "people"),
                $"{(view.Doubles.Count == 1 ? "is" : "are")} in several cohorts: "
                    + $"{named}{(view.Doubles.Count > 1 ? " and others" : string.Empty)}.")
            {
                Remedy = ("Choose", ReviewStep.Number),
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
                    $"is being looked up in the directory: {state.Done:N0} of {Wording.Count(state.Total, "person", "people")} so far.");
            }

            if (unknown.Count > 0)
            {
                var named = string.Join(", ", unknown.Take(ReviewStep.UnknownNamed).Select(address => Wording.Shorten(address, 60)));
                yield return new LaunchWarning(
                    cohort.Name,
                    "has people the directory does not know: "
                        + $"{named}{(unknown.Count > ReviewStep.UnknownNamed ? " and more" : string.Empty)}.");
            }
        }
    }
}
