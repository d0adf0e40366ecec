using System.Text.Json.Nodes;
using AdaptiveCards;
using AdaptiveCards.Teams;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>Where a rollout stands, in numbers and a chart, and what needs its manager.</summary>
internal static class StatusCard
{
    private const int PageSize = 8;

    private const string LevelId = "level";

    public static AdaptiveCard Draw(RolloutProgressModel model, int page) =>
        Draw(model, page, model.Level is { } level ? Level(level) : []);

    private static AdaptiveCard Draw(RolloutProgressModel model, int page, IEnumerable<AdaptiveElement> last)
    {
        var rollout = model.Rollout;
        var pages = Math.Max(1, (model.Cohorts.Count + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 0, pages - 1);
        var shown = model.Cohorts.Skip(page * PageSize).Take(PageSize).ToList();
        var body = NeedsYou(model).ToList();
        if (shown.Any(cohort => cohort.Counts.Tasks > 0))
        {
            body.Add(Chart(shown));
        }

        body.AddRange(shown.SelectMany(Row));
        if (rollout.Definition.Playbook.Setup.Count > 0)
        {
            body.Add(
                CardKit.Subtle(
                    $"{SetupProgress.Of(rollout.Definition.Playbook, rollout.SetupDone)} (“setup” shows it)",
                    AdaptiveSpacing.Medium
                )
            );
        }

        if (model.Subcontractors.Count > 0)
        {
            body.Add(CardKit.Subtle($"Subcontractors: {SubcontractorCards.Line(model.Subcontractors)} (“subcontractors” shows them)"));
        }

        body.AddRange(last);
        return CardKit.Card(
            CardKit.Header(HeaderStyle(rollout.Rollout.State), Where(model), rollout.Definition.Name, Line(model)),
            body,
            Buttons(model, page, pages));
    }

    /// <summary>The same for the weekly digest.</summary>
    public static AdaptiveCard DrawDigest(RolloutProgressModel model)
    {
        var card = Draw(model, 0, model.Stopped is { } stopped ? [CardKit.Subtle(stopped, AdaptiveSpacing.Medium)] : []);
        card.Body[0] = CardKit.Header(
            AdaptiveContainerStyle.Accent, $"Weekly digest · {Dates.Day(model.Today)}", model.Rollout.Definition.Name, Line(model));
        return card;
    }

    // For an administrator; whoever looks how people are doing opens it where they want it.
    private static IEnumerable<AdaptiveElement> Level(string level)
    {
        yield return new AdaptiveActionSet
        {
            Actions = [new AdaptiveToggleVisibilityAction { TargetElements = [new(LevelId)], Title = "Microsoft 365 permissions" }],
        };
        var text = CardKit.Subtle(level);
        text.Id = LevelId;
        text.IsVisible = false;
        yield return text;
    }

    private static StackedHorizontalBarChart Chart(IReadOnlyList<CohortProgress> cohorts) => new(
        // The client writes each bar's sum beside it: the titles say of what.
        "Phase 1: tasks of all checklists, done and open",
        [.. cohorts.Where(cohort => cohort.Counts.Tasks > 0).Select(cohort => new StackedBar(
            $"{Wording.Shorten(cohort.Cohort.Name, 40)}: {cohort.Counts.TasksDone:N0} of "
                + $"{Wording.Count(cohort.Counts.Tasks, "task", "tasks")} done",
            [
                new BarPart("Done", cohort.Counts.TasksDone, "good"),
                new BarPart("Open", cohort.Counts.Tasks - cohort.Counts.TasksDone, "neutral")
            ]))],
        // All together: the rows below say it of each.
        new AdaptiveFallbackElement(CardKit.Text(
            $"Phase 1: {cohorts.Sum(cohort => cohort.Counts.TasksDone):N0} of "
                + $"{Wording.Count(cohorts.Sum(cohort => cohort.Counts.Tasks), "task", "tasks")} done")));

    private static IEnumerable<AdaptiveElement> Row(CohortProgress cohort)
    {
        yield return CardKit.Row(
            cohort.Cohort.Name,
            $"{cohort.Phase} · go-live {Dates.Short(cohort.Cohort.GoLive)} · {Wording.Count(cohort.Counts.Members, "person", "people")}",
            cohort.Counts.Tasks == 0 ? "–" : $"{cohort.Percent} %",
            cohort.Health);
        if (cohort.Standing.Health != CohortHealth.NotBegun && cohort.Counts.Members > 0)
        {
            yield return CardKit.Subtle(Numbers(cohort));
        }
    }

    // Reached 43 of 45 · ready 12 · trained 40 · use it: 30 yes, 5 partly, 2 no, 8 silent
    private static string Numbers(CohortProgress cohort)
    {
        var counts = cohort.Counts;
        var reached = counts.Reached is { } known ? $"reached {known:N0} of {counts.Members:N0}" : "reached: not counted yet";
        var trained = cohort.Trained is { } attended ? $"trained {Math.Min(attended, counts.Members):N0}" : "trained: not noted";
        return cohort.Today < cohort.Dates.GoLive
            ? $"{reached} · ready {counts.Ready:N0} · {trained}"
            : $"{reached} · ready {counts.Ready:N0} · {trained} · use it: {counts.UsageYes:N0} yes, {counts.UsagePartly:N0} partly, "
                  + $"{counts.UsageNo:N0} no, {cohort.Silent:N0} silent";
    }

    private static IEnumerable<AdaptiveElement> NeedsYou(RolloutProgressModel model)
    {
        var lines = model.Cohorts.Where(cohort => cohort.Standing.Reasons.Count > 0).OrderByDescending(cohort => cohort.Standing.Health)
            .Take(5)
            .Select(cohort => $"**{CardText.Escape(cohort.Cohort.Name)}**: {CardText.Escape(string.Join(" · ", cohort.Standing.Reasons))}")
            .ToList();
        var atRisk = model.Together.AtRisk;
        if (atRisk > 0)
        {
            lines.Add(
                $"{Wording.Count(atRisk, "person is", "people are")} at risk: they said no twice, or left three check-ins unanswered");
        }

        var questions = model.Cohorts.Sum(cohort => cohort.Counts.QuestionsOpen);
        if (questions > 0)
        {
            lines.Add(Wording.Count(questions, "question waits for an answer", "questions wait for an answer"));
        }

        if (model.Together.WithoutApp > 0)
        {
            var waiting = Wording.Count(model.Together.WithoutApp, "person doesn’t have", "people don’t have");
            lines.Add($"{waiting} the app yet; their messages wait (“reach” says what helps)");
        }

        var failed = model.Cohorts.Sum(cohort => cohort.Counts.Failed);
        if (failed > 0)
        {
            lines.Add(Wording.Count(failed, "message could not be delivered", "messages could not be delivered"));
        }

        if (lines.Count > 0)
        {
            yield return CardKit.Notice(AdaptiveContainerStyle.Attention, ["**Needs you**", .. lines]);
        }
    }

    private static IEnumerable<AdaptiveAction> Buttons(RolloutProgressModel model, int page, int pages)
    {
        var data = new JsonObject { [ActionData.Rollout] = model.Rollout.Id.Value };
        var open = model.Cohorts.Sum(cohort => cohort.Counts.QuestionsOpen);
        var isManaged = model.IsOwner && model.Rollout.Rollout.State is RolloutState.Running or RolloutState.Paused;
        List<AdaptiveAction> actions = [.. Pages.Buttons(CardVerbs.StatusShow, data, page, pages)];
        if (model.IsOwner && model.Rollout.Rollout.State == RolloutState.Paused)
        {
            actions.Add(Actions.Execute("Resume", CardVerbs.RolloutResume, data, ActionStyle.Positive));
        }
        else if (pages == 1
            && model.Rollout.Rollout.IsActive
            && model.Cohorts.Any(cohort => cohort.Counts.Sent > 0 && cohort.Counts.Ready < cohort.Counts.Members))
        {
            actions.Add(Actions.Execute("Nudge who is behind", NudgeCard.NudgeVerb, data));
        }

        actions.Add(Actions.Execute("People", PeopleCard.ListVerb, data));
        actions.Add(Actions.Execute(open > 0 ? $"Open questions ({open:N0})" : "Questions", CardVerbs.QuestionList, data));
        actions.Add(Actions.Execute("Deliveries", DeliveriesCard.ListVerb, data));

        // Never beyond what Teams shows: under “Manage” there is everything else.
        var last = isManaged
            ? Actions.Execute("Manage", ManageCard.ShowVerb, data)
            : Actions.Execute("Excel", CardVerbs.ReportProgress, data);
        return [.. actions.Take(Actions.Most - 1), last];
    }

    private static AdaptiveContainerStyle HeaderStyle(RolloutState state) => state switch
    {
        RolloutState.Paused => AdaptiveContainerStyle.Warning,
        RolloutState.Closed => AdaptiveContainerStyle.Emphasis,
        _ => AdaptiveContainerStyle.Accent,
    };

    private static string Where(RolloutProgressModel model) => model.Rollout.Rollout.State switch
    {
        RolloutState.Paused when model.Rollout.Rollout.PausedUntil is { } until =>
            $"Status · {Dates.Day(model.Today)} · paused until {Dates.Day(until.InZone(model.Rollout.Definition.Zone).Date)}",
        RolloutState.Paused => $"Status · {Dates.Day(model.Today)} · paused, nothing is sent",
        RolloutState.Closed => $"Status · {Dates.Day(model.Today)} · closed",
        _ => $"Status · {Dates.Day(model.Today)}",
    };

    private static string Line(RolloutProgressModel model)
    {
        var parts = new[]
        {
            (Health: CohortHealth.Behind, Name: "behind"),
            (Health: CohortHealth.Unknown, Name: "not known"),
            (Health: CohortHealth.OnTrack, Name: "on track"),
            (Health: CohortHealth.NotBegun, Name: "not begun"),
        };
        var cohorts = parts
            .Select(part => (part.Name, Count: model.Cohorts.Count(cohort => cohort.Standing.Health == part.Health)))
            .Where(part => part.Count > 0)
            .Select(part => $"{part.Count:N0} {part.Name}");
        return
            $"{Wording.Count(model.Cohorts.Count, "cohort", "cohorts")}: {string.Join(", ", cohorts)} · "
                + model.People;
    }
}
