using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>Shows check-in answers and the blockers people reported.</summary>
internal static class AnswersCard
{
    public const string FollowUpVerb = "answers.followUp";
    private const int MostCheckIns = 12;
    private const int MostReasons = 10;
    private const int FewReasons = 3;
    private const int Shown = 400;

    /// <param name="rolloutId">The rollout.</param>
    /// <param name="answers">The answers of the cohort shown.</param>
    /// <param name="cohorts">The cohorts to choose from.</param>
    public static AdaptiveCard Draw(RolloutId rolloutId, CohortAnswers answers, IReadOnlyList<Cohort> cohorts)
    {
        var card = Draw(rolloutId, answers, cohorts, MostReasons);

        // Long reasons plus a picker with hundreds of cohorts do not fit in one card.
        foreach (var fewer in new[] { FewReasons, 1 }.TakeWhile(_ => !CardSize.Measure(card).Fits))
        {
            card = Draw(rolloutId, answers, cohorts, fewer);
        }

        return card;
    }

    private static AdaptiveCard Draw(RolloutId rolloutId, CohortAnswers answers, IReadOnlyList<Cohort> cohorts, int most)
    {
        var checkIns = answers.Counts.CheckIns?.Counts.OrderByDescending(count => count.Key).Take(MostCheckIns).ToList() ?? [];
        List<AdaptiveElement> body =
        [
            .. checkIns.Select(
                count =>
                    CardKit.Row(
                        ManagerTexts.CheckIn.With(count.Key), Line(count.Value),
                            ManagerTexts.Of.With(count.Value.Answered, count.Value.Sent), ManagerTexts.AnsweredShort))
        ];
        if (body.Count == 0)
        {
            body.Add(CardKit.Text(ManagerTexts.NoCheckInHasGoneOut));
        }
        else if (checkIns.Count > 1)
        {
            body.Add(CardKit.Small(ManagerTexts.SoFar.With(Trend(checkIns))));
        }

        if (answers.Stopped.Count > 0)
        {
            body.Add(CardKit.Title(ManagerTexts.WhatStopsPeople));
            body.AddRange(answers.Stopped.Take(most).Select(stopped => Reason(rolloutId, answers.Cohort, stopped)));
        }

        if (answers.Stopped.Count > most)
        {
            body.Add(CardKit.Subtle(ManagerTexts.MoreAreInTheExcelFile.With(answers.Stopped.Count - most)));
        }

        var data = new ActionTarget(rolloutId).ToData();
        if (cohorts.Count > 1)
        {
            body.Add(CohortPicker.Draw(cohorts, answers.Cohort.Id));
        }

        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Accent, ManagerTexts.AnswersToCheckIns, answers.Cohort.Name, Latest(answers.Counts)),
            body,
            [
                .. cohorts.Count > 1 ? [Actions.Execute(ManagerTexts.ShowThisCohort, CardVerbs.AnswersList, data)]
                    : Array.Empty<AdaptiveAction>(),
                Actions.WithoutInputs(ManagerTexts.Status, CardVerbs.StatusShow, data),
            ]);
    }

    /// <summary>Tells a cohort's manager about reported blockers.</summary>
    public static AdaptiveCard DrawStopped(RolloutId rolloutId, IReadOnlyList<(Cohort Cohort, IReadOnlyList<StoppedBy> People)> stopped)
    {
        var people = stopped.SelectMany(one => one.People).ToList();
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Attention,
                ManagerTexts.NeedsYouCheckIn,
                people is [var only] ? ManagerTexts.SomethingStops.With(only.Name) : ManagerTexts.SomethingStopsPeople.With(people.Count),
                Wording.Names([.. stopped.Select(one => one.Cohort.Name)])),
            [
                .. stopped.SelectMany(one => one.People.Select(person => Reason(rolloutId, one.Cohort, person))).Take(MostReasons),
            ],
            stopped.Take(Actions.Most).Select(one => Actions.Execute(
                stopped.Count == 1 ? ManagerTexts.AllAnswers : ManagerTexts.AnswersOf.With(Wording.Shorten(one.Cohort.Name, 30)),
                CardVerbs.AnswersList,
                new ActionTarget(rolloutId, one.Cohort.Id).ToData())));
    }

    private static readonly FollowUp[] Choices = [FollowUp.Answered, FollowUp.InTraining, FollowUp.PassedToCommittee];

    private static AdaptiveContainer Reason(RolloutId rolloutId, Cohort cohort, StoppedBy stopped)
    {
        return new AdaptiveContainer
        {
            Items =
        [
            CardKit.Text(Wording.Shorten(stopped.Text, Shown)),
            CardKit.Subtle(ManagerTexts.CheckIn2.With(stopped.Name, Word(stopped.Usage), stopped.CheckIn)),
            stopped.Done == FollowUp.None
                ? new AdaptiveActionSet { Actions = [.. Choices.Select(done =>
                    Actions.Execute(
                        Capital(done.Text()), FollowUpVerb, new FollowUpAction(rolloutId, cohort.Id, stopped.Reference, done).ToData(),
                            about: ManagerTexts.CheckIn3.With(stopped.Name, stopped.CheckIn)))] }
                : CardKit.Small($"✓ {Capital(stopped.Done.Text())}"),
        ],
            Separator = true,
        };
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    // check-in 1: 8 yes of 20 · check-in 2: 14 yes of 20
    private static string Trend(IEnumerable<KeyValuePair<int, CheckInCount>> newestFirst) => string.Join(
        " · ", newestFirst.Reverse().Select(count => ManagerTexts.CheckInYesOf.With(count.Key, count.Value.Yes, count.Value.Sent)));

    private static string Word(Usage? usage) => usage switch
    {
        Usage.Yes => ManagerTexts.UsesIt,
        Usage.Partly => ManagerTexts.UsesItPartly,
        Usage.No => ManagerTexts.DoesNotUseIt,
        _ => string.Empty,
    };

    private static string Line(CheckInCount count) =>
        ManagerTexts.YesPartlyNoSilent.With(count.Yes, count.Partly, count.No, count.Sent - count.Answered);

    // Before the first check-in there is nobody to count as silent.
    private static string Latest(CohortCounts counts) => counts.CheckedIn == 0
        ? ManagerTexts.People2.With(counts.Members)
        : ManagerTexts.ByTheLastAnswerYesPartly.With(counts.UsageYes, counts.UsagePartly, counts.UsageNo,
            counts.Members - counts.UsageYes - counts.UsagePartly - counts.UsageNo);
}

/// <summary>Records what was done about a reported blocker.</summary>
/// <param name="Rollout">The rollout.</param>
/// <param name="Cohort">The cohort.</param>
/// <param name="Reason">The reference of the blocker.</param>
/// <param name="Done">The follow-up.</param>
internal sealed record FollowUpAction(RolloutId Rollout, CohortId Cohort, string Reason, FollowUp Done)
{
    private const string ReasonName = "reason";
    private const string DoneName = "done";

    public static FollowUpAction? Parse(PressedAction? press) =>
        ActionTarget.Parse(press) is { Cohort: { } cohort } target
        && press!.GetString(ReasonName) is { Length: > 0 } reason
        && Enum.TryParse<FollowUp>(press.GetString(DoneName), out var done)
        && Enum.IsDefined(done)
            ? new FollowUpAction(target.Rollout, cohort, reason, done)
            : null;

    public JsonObject ToData() => new ActionTarget(Rollout, Cohort).ToData().With(ReasonName, Reason).With(DoneName, Done.ToString());
}
