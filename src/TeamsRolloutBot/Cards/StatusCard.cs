using AdaptiveCards;
using AdaptiveCards.Teams;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>The status of a rollout: numbers, a chart and what needs its manager.</summary>
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
        if (shown.Any(cohort => cohort.Counts.TasksDone > 0))
        {
            body.Add(Chart(shown));
        }

        body.AddRange(shown.SelectMany(Row));
        if (rollout.Definition.Playbook.Setup.Count > 0)
        {
            body.Add(
                CardKit.Subtle(
                    ManagerTexts.SetupShowsIt.With(SetupProgress.Of(rollout.Definition.Playbook, rollout.SetupDone)),
                    AdaptiveSpacing.Medium
                )
            );
        }

        if (model.Subcontractors.Count > 0)
        {
            body.Add(CardKit.Subtle(
                ManagerTexts.SubcontractorsSubcontractorsShowsThem.With(SubcontractorCards.Line(model.Subcontractors))));
        }

        body.AddRange(last);
        return CardKit.Card(
            CardKit.Header(HeaderStyle(rollout.Rollout.State), Where(model), rollout.Definition.Name, Line(model)),
            body,
            Buttons(model, page, pages));
    }

    /// <summary>The same card as the weekly digest.</summary>
    public static AdaptiveCard DrawDigest(RolloutProgressModel model)
    {
        var card = Draw(model, 0, model.Stopped is { } stopped ? [CardKit.Subtle(stopped, AdaptiveSpacing.Medium)] : []);
        card.Body[0] = CardKit.Header(
            AdaptiveContainerStyle.Accent, ManagerTexts.WeeklyDigest2.With(Dates.Day(model.Today)), model.Rollout.Definition.Name,
                Line(model));
        return card;
    }

    // Collapsed: it matters to an administrator, not to somebody checking on progress.
    private static IEnumerable<AdaptiveElement> Level(string level)
    {
        yield return new AdaptiveActionSet
        {
            Actions = [new AdaptiveToggleVisibilityAction { TargetElements = [new(LevelId)],
                Title = ManagerTexts.Microsoft365Permissions }],
        };
        var text = CardKit.Subtle(level);
        text.Id = LevelId;
        text.IsVisible = false;
        yield return text;
    }

    private static StackedHorizontalBarChart Chart(IReadOnlyList<CohortProgress> cohorts) => new(
        // The client writes each bar's total beside it; the titles say what it counts.
        ManagerTexts.Phase1TasksOfAllChecklists,
        [.. cohorts.Where(cohort => cohort.Counts.Tasks > 0).Select(cohort => new StackedBar(
            ManagerTexts.OfTasksDone.With(Wording.Shorten(cohort.Cohort.Name, 40), cohort.Counts.TasksDone, cohort.Counts.Tasks),
            [
                new BarPart(ManagerTexts.Done, cohort.Counts.TasksDone, "good"),
                new BarPart(ManagerTexts.Open, cohort.Counts.Tasks - cohort.Counts.TasksDone, "neutral")
            ]))],
        // The fallback shows the overall total; the rows below cover each cohort.
        new AdaptiveFallbackElement(CardKit.Text(
            ManagerTexts.Phase1OfTasksDone.With(cohorts.Sum(cohort => cohort.Counts.TasksDone),
                cohorts.Sum(cohort => cohort.Counts.Tasks)))));

    private static IEnumerable<AdaptiveElement> Row(CohortProgress cohort)
    {
        yield return CardKit.Row(
            cohort.Cohort.Name,
            ManagerTexts.GoLivePeople.With(cohort.Phase, Dates.Short(cohort.Cohort.GoLive), cohort.Counts.Members),
            cohort.Counts.Tasks == 0 ? "–" : CommonTexts.Percent.With(cohort.Percent),
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
        var reached = counts.Reached is { } known ? ManagerTexts.ReachedOf.With(known, counts.Members) : ManagerTexts.ReachedNotCountedYet;
        var trained = cohort.Trained is { } attended ? ManagerTexts.Trained2.With(Math.Min(attended, counts.Members))
            : ManagerTexts.TrainedNotNoted;
        return cohort.Today < cohort.Dates.GoLive
            ? ManagerTexts.Ready.With(reached, counts.Ready, trained)
            : ManagerTexts.ReadyUseItYesPartlyNo.With(reached, counts.Ready, trained, counts.UsageYes, counts.UsagePartly,
                counts.UsageNo, cohort.Silent);
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
                ManagerTexts.PeopleAreAtRiskTheySaid.With(atRisk));
        }

        var questions = model.Cohorts.Sum(cohort => cohort.Counts.QuestionsOpen);
        if (questions > 0)
        {
            lines.Add(ManagerTexts.QuestionsWaitForAnAnswer.With(questions));
        }

        if (model.Together.WithoutApp > 0)
        {
            lines.Add(ManagerTexts.TheAppYetTheirMessagesWait.With(model.Together.WithoutApp));
        }

        var failed = model.Cohorts.Sum(cohort => cohort.Counts.Failed);
        if (failed > 0)
        {
            lines.Add(ManagerTexts.MessagesCouldNotBeDelivered.With(failed));
        }

        if (lines.Count > 0)
        {
            yield return CardKit.Notice(AdaptiveContainerStyle.Attention, [ManagerTexts.NeedsYou, .. lines]);
        }
    }

    private static IEnumerable<AdaptiveAction> Buttons(RolloutProgressModel model, int page, int pages)
    {
        var data = new ActionTarget(model.Rollout.Id).ToData();
        var open = model.Cohorts.Sum(cohort => cohort.Counts.QuestionsOpen);
        var isManaged = model.IsOwner && model.Rollout.Rollout.IsOpen;
        List<AdaptiveAction> actions = [.. Pages.Buttons(CardVerbs.StatusShow, data, page, pages)];
        if (model.IsOwner && model.Rollout.Rollout.State == RolloutState.Paused)
        {
            actions.Add(Actions.Execute(ManagerTexts.Resume, CardVerbs.RolloutResume, data, ActionStyle.Positive));
        }
        else if (pages == 1
            && model.Rollout.Rollout.IsActive
            && model.Cohorts.Any(cohort => cohort.Counts.Sent > 0 && cohort.Counts.Ready < cohort.Counts.Members))
        {
            actions.Add(Actions.Execute(ManagerTexts.NudgeWhoIsBehind, NudgeCard.NudgeVerb, data));
        }

        actions.Add(Actions.Execute(ManagerTexts.People, PeopleCard.ListVerb, data));
        actions.Add(Actions.Execute(open > 0 ? ManagerTexts.OpenQuestions.With(open) : ManagerTexts.Questions, CardVerbs.QuestionList,
            data));
        actions.Add(Actions.Execute(ManagerTexts.Deliveries, DeliveriesCard.ListVerb, data));

        // Stays within the limit of Teams. The last button leads to everything else under “Manage”.
        var last = isManaged
            ? Actions.Execute(ManagerTexts.Manage, ManageCard.ShowVerb, data)
            : Actions.Execute(ManagerTexts.Excel, CardVerbs.ReportProgress, data);
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
            ManagerTexts.StatusPausedUntil.With(Dates.Day(model.Today), Dates.Day(until.InZone(model.Rollout.Definition.Zone).Date)),
        RolloutState.Paused => ManagerTexts.StatusPausedNothingIsSent.With(Dates.Day(model.Today)),
        RolloutState.Closed => ManagerTexts.StatusClosed.With(Dates.Day(model.Today)),
        _ => ManagerTexts.Status2.With(Dates.Day(model.Today)),
    };

    private static string Line(RolloutProgressModel model)
    {
        var parts = new[]
        {
            (Health: CohortHealth.Behind, Name: ManagerTexts.IsBehind),
            (Health: CohortHealth.Unknown, Name: ManagerTexts.NotKnown),
            (Health: CohortHealth.OnTrack, Name: ManagerTexts.OnTrack),
            (Health: CohortHealth.NotBegun, Name: ManagerTexts.NotStarted),
        };
        var cohorts = parts
            .Select(part => (part.Name, Count: model.Cohorts.Count(cohort => cohort.Standing.Health == part.Health)))
            .Where(part => part.Count > 0)
            .Select(part => $"{part.Count:N0} {part.Name}");
        return
            ManagerTexts.Cohorts2.With(model.Cohorts.Count, string.Join(", ", cohorts))
                + model.People;
    }
}
