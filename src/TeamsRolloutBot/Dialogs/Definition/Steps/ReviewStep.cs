using AdaptiveCards;
using TeamsRolloutBot.Cards;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 11: the computed timeline, warnings and Launch. Nothing is sent before.</summary>
internal static class ReviewStep
{
    public const int Number = 11;
    public const string LaunchVerb = "rollout.launch";
    public const string StepsVerb = "define.steps";
    public const string RowsVerb = "define.rows";
    public const string TestVerb = "define.test";
    public const string OpenVerb = CardVerbs.DefineOpen;
    public const string SaveVerb = CardVerbs.DefineSave;
    public const string UnknownVerb = "define.unknown";

    /// <summary>
    /// How many people unknown to the directory the review names per cohort; a separate card lists
    /// the rest.
    /// </summary>
    public const int UnknownNamed = 3;

    public static AdaptiveCard Card(StepView view)
    {
        var definition = view.Definition;
        var people = view.MemberCounts.Values.Sum();
        var body = new List<AdaptiveElement>();
        if (view.Notice is not null)
        {
            body.Add(CardKit.Notice(AdaptiveContainerStyle.Emphasis, view.Notice.Split(StepCard.Paragraph)));
        }

        body.AddRange(TimelinePicture.Draw(definition, view.MemberCounts));
        body.AddRange(ReviewWarnings.Draw(view));
        body.AddRange(UncheckedCard.InReview(definition.Playbook, StepData.For(view, Number)));
        body.AddRange(ReachCard.InReview(view.Reach, StepData.For(view, Number)));
        body.AddRange(ReviewLines.Draw(view));

        // If the launch is blocked, the button in the warning is the one to highlight.
        var isBarred = LaunchRules.FirstObstacle(definition) is not null;
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent,
                DefinitionTexts.ReviewNothingHasBeenSent,
                definition.Name,
                DefinitionTexts.CohortsPeople2.With(definition.Cohorts.Count, people, ReviewLines.NameOf(definition.Strategy))),
            body,
            [
                Actions.Execute(DefinitionTexts.Launch, LaunchVerb, StepData.For(view, Number), isBarred ? null : ActionStyle.Positive),
                Actions.Execute(DefinitionTexts.WhoGetsWhatWhen, RowsVerb, StepData.For(view, Number).OnPage(0)),
                Actions.Execute(DefinitionTexts.SendMeATest, TestVerb, StepData.For(view, Number)),
                Actions.Execute(DefinitionTexts.SaveForLater, SaveVerb, StepData.For(view, Number)),
                .. view.Resolutions.Values.Any(resolution => resolution.Unknown.Count > 0)
                    ? [Actions.Execute(DefinitionTexts.NotInTheDirectory, UnknownVerb, StepData.For(view, Number))]
                    : Array.Empty<AdaptiveAction>(),
            ]);
    }

    /// <summary>The timeline as rows, one page at a time.</summary>
    public static AdaptiveCard RowsCard(StepView view, int page)
    {
        var rows = TimelineRows.Of(view.Definition, view.MemberCounts, view.Draft.Rollout.Owner, view.Now);
        var pages = Math.Max(1, (rows.Count + TimelineRows.PageSize - 1) / TimelineRows.PageSize);
        page = Math.Clamp(page, 0, pages - 1);
        List<AdaptiveAction> actions = [Actions.Execute(DefinitionTexts.BackToTheReview, OpenVerb, StepData.For(view, Number))];
        actions.AddRange(Pages.Buttons(RowsVerb, StepData.For(view, Number), page, pages));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, DefinitionTexts.ReviewNothingHasBeenSent, DefinitionTexts.WhoGetsWhatWhen,
                    DefinitionTexts.PageOf.With(page + 1, pages)),
            TimelineRows.Draw(rows, view.Definition.Timing, page),
            actions);
    }
}
