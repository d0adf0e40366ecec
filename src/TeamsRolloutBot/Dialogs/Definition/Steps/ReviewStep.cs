using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Storage.Repositories;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 11: the computed timeline, its warnings, and Launch. Nothing is sent before.</summary>
internal static class ReviewStep
{
    public const int Number = 11;
    public const string LaunchVerb = "rollout.launch";
    public const string StepsVerb = "define.steps";
    public const string RowsVerb = "define.rows";
    public const string TestVerb = "define.test";
    public const string OpenVerb = "define.open";
    public const string SaveVerb = "define.save";
    public const string UnknownVerb = "define.unknown";

    /// <summary>The address after which a page of unknown people goes on.</summary>
    public const string After = "after";

    /// <summary>
    /// How many people of a cohort whom the directory does not know the review names; the others have a card of their
    /// own.
    /// </summary>
    public const int UnknownNamed = 3;
    private const int MostWarnings = 8;

    public static AdaptiveCard Card(StepView view)
    {
        var definition = view.Definition;
        var people = view.MemberCounts.Values.Sum();
        var body = new List<AdaptiveElement>();
        if (view.Notice is not null)
        {
            body.Add(CardKit.Notice(AdaptiveContainerStyle.Attention, view.Notice));
        }

        body.AddRange(TimelinePicture.Draw(definition, view.MemberCounts));
        body.AddRange(Warnings(view));
        body.AddRange(ReachCard.InReview(view.Reach, StepData.For(view, Number)));
        body.Add(new AdaptiveFactSet { Facts = [.. Facts(definition)], Spacing = AdaptiveSpacing.Medium });
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent,
                "Review · nothing has been sent",
                definition.Name,
                $"{CardKit.Count(definition.Cohorts.Count, "cohort", "cohorts")} · {CardKit.Count(people, "person", "people")} · {Name(definition.Strategy)}"),
            body,
            [
                Actions.Execute("Launch", LaunchVerb, StepData.For(view, Number), ActionStyle.Positive),
                Actions.Execute("Change a step", StepsVerb, StepData.For(view, Number)),
                Actions.Execute("Who gets what, when", RowsVerb, StepData.For(view, Number).With("page", 0)),
                Actions.Execute("Send me a test", TestVerb, StepData.For(view, Number)),
                Actions.Execute("Save for later", SaveVerb, StepData.For(view, Number)),
                .. view.RowsLeft.Count > 0 ? [Actions.Execute("Rows to mend", OpenVerb, StepData.For(view, CohortsStep.Position))] : Array.Empty<AdaptiveAction>(),
                .. view.Lookups.Values.Any(lookup => lookup.Unknown.Count > 0) ? [Actions.Execute("Not in the directory", UnknownVerb, StepData.For(view, Number))] : Array.Empty<AdaptiveAction>(),
            ]);
    }

    /// <summary>The timeline as rows, a page at a time.</summary>
    public static AdaptiveCard RowsCard(StepView view, int page)
    {
        var rows = TimelineRows.Of(view.Definition, view.MemberCounts);
        var pages = Math.Max(1, (rows.Count + TimelineRows.PageSize - 1) / TimelineRows.PageSize);
        page = Math.Clamp(page, 0, pages - 1);
        List<AdaptiveAction> actions = [Actions.Execute("Back to the review", OpenVerb, StepData.For(view, Number))];
        if (page + 1 < pages)
        {
            actions.Add(Actions.Execute("Next page", RowsVerb, StepData.For(view, Number).With("page", page + 1)));
        }

        if (page > 0)
        {
            actions.Add(Actions.Execute("Previous page", RowsVerb, StepData.For(view, Number).With("page", page - 1)));
        }

        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Accent, "Review · nothing has been sent", "Who gets what, when", $"Page {page + 1} of {pages}"),
            TimelineRows.Draw(rows, view.Definition.Timing, page),
            actions);
    }

    private static IEnumerable<AdaptiveElement> Warnings(StepView view)
    {
        var warnings = RowWarnings(view).Concat(LookupWarnings(view)).Concat(LaunchRules.Warnings(view.Definition, view.MemberCounts, view.Now)).ToList();
        if (LaunchRules.Obstacle(view.Definition) is { } obstacle)
        {
            yield return CardKit.Notice(AdaptiveContainerStyle.Attention, "**Before you can launch:** " + CardText.Escape(obstacle.Reason));
        }

        if (warnings.Count > 0)
        {
            var shown = warnings.Take(MostWarnings).Select(warning => $"**{CardText.Escape(warning.Cohort)}** {CardText.Escape(warning.Text)}");
            yield return CardKit.Notice(
                AdaptiveContainerStyle.Warning,
                warnings.Count > MostWarnings ? shown.Append($"and {warnings.Count - MostWarnings} more.") : shown);
        }
    }

    private static IEnumerable<LaunchWarning> RowWarnings(StepView view) =>
        view.Definition.Cohorts
            .Where(cohort => view.RowsLeft.ContainsKey(cohort.Id))
            .Select(cohort => new LaunchWarning(
                cohort.Name, $"has {CardKit.Count(view.RowsLeft[cohort.Id], "row of its list that needs another look; it was", "rows of its list that need another look; they were")} not taken in."));

    private static IEnumerable<LaunchWarning> LookupWarnings(StepView view)
    {
        foreach (var cohort in view.Definition.Cohorts)
        {
            var (lookup, unknown) = view.Lookups.GetValueOrDefault(cohort.Id, (new Lookup(), []));
            if (lookup.IsRunning)
            {
                yield return new LaunchWarning(cohort.Name, $"is being looked up in the directory: {lookup.Done:N0} of {CardKit.Count(lookup.Total, "person", "people")} so far.");
            }

            if (unknown.Count > 0)
            {
                var named = string.Join(", ", unknown.Take(UnknownNamed).Select(address => CardKit.Shorten(address, 60)));
                yield return new LaunchWarning(cohort.Name, $"has people the directory does not know: {named}{(unknown.Count > UnknownNamed ? " and more" : string.Empty)}.");
            }
        }
    }

    private static IEnumerable<AdaptiveFact> Facts(RolloutDefinition definition)
    {
        yield return new("Committee", CardText.Escape(CardKit.Shorten(string.Join(", ", definition.Committee.Select(person => person.Name)), 300)));
        yield return new("Approach", definition.Approach == Approach.Phased ? "Phased" : "Instant-on");
        yield return new("Projects", definition.Projects.AllNew ? "All new projects" : CardKit.Count(definition.Projects.Listed.Count, "project", "projects"));
        yield return new("Best practices", definition.BestPractices.Count == 0 ? "None yet" : definition.BestPractices.Count.ToString());
        yield return new("Check-ins", $"{definition.Timing.CheckInCount}, every {CardKit.Count(definition.Timing.CadenceDays, "day", "days")}");
    }

    private static string Name(Strategy strategy) => strategy switch
    {
        Strategy.ByBusinessUnit => "by business unit",
        Strategy.ByProjectStart => "by project start",
        _ => "by office, corporate first",
    };
}
