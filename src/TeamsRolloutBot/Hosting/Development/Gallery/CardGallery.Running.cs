using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;

namespace TeamsRolloutBot.Hosting.Development.Gallery;

/// <content>The status of a running rollout, and follow-up.</content>
internal sealed partial class CardGallery
{
    private Dictionary<string, AdaptiveCard> RunningCards()
    {
        var cohort = _rollout.Definition.Cohorts[0];
        return new()
        {
            ["sheet"] = SheetCard.Draw(
                _rollout.Id, _rollout.Definition.Cohorts, cohort, TeamsRolloutBot.Resources.Language.All, Text(100)),
            ["done for my crew"] = CrewCard.Draw(Crew()),
            ["done for my crew, marked"] = CrewCard.Draw(Crew() with { Error = null, Notice = Text(200), Page = 0 }),
            ["questions for you"] = QuestionsCard.DrawGathered(
                _rollout.Id, _rollout.Definition, [.. Enumerable.Range(0, 20).Select(n => AQuestion(n, isOpen: true))]),
            ["check-in answers"] = AnswersCard.Draw(_rollout.Id, Answers(cohort), _rollout.Definition.Cohorts),
            ["what stops people"] = AnswersCard.DrawStopped(_rollout.Id, [(cohort, Answers(cohort).Stopped)]),
            ["disputed addresses"] = DisputeCard.Draw(_rollout.Id, [cohort.Name, Hostile(Limits.CohortName, "Salt Lake City")], 12),
            ["questions"] = QuestionsCard.Draw(new QuestionsModel(
                _rollout.Id, _rollout.Definition,
                [
                    .. Enumerable.Range(0, QuestionsCard.PageSize).Select(n => AQuestion(n, n % 2 == 0))
                ], 20, 40, 0, _ => true)),
            ["status"] = StatusCard.Draw(Progress(), 0),
            ["closing report"] = ClosingCard.Draw(new ClosingModel
            {
                Progress = Progress(),
                Stopped = [.. Answers(cohort).Stopped.Select(by => new StoppedIn(cohort, by))],
                MayClose = true,
            }),
            ["digest"] = StatusCard.DrawDigest(Progress()),
            ["people"] = PeopleCard.Draw(new PeopleModel(
                _rollout.Id,
                _rollout.Definition,
                _rollout.Definition.Cohorts,
                null,
                Counts(),
                new PeopleQuery(_rollout.Definition.Cohorts, Text(Limits.PersonName), OnlyBehind: true, 1, null),
                new PeopleFound([.. Enumerable.Range(0, PeoplePage.Size).Select(n => Progress(cohort, n))], 4999, 1, null))),
            ["people of a large cohort"] = PeopleCard.Draw(new PeopleModel(
                _rollout.Id,
                _rollout.Definition,
                _rollout.Definition.Cohorts,
                cohort,
                Counts(),
                new PeopleQuery([cohort], string.Empty, OnlyBehind: false, 2, Somebody(3).Id),
                new PeopleFound([.. Enumerable.Range(0, PeoplePage.Size).Select(n => Progress(cohort, n))], 4999, 2, Somebody(9).Id))),
            ["person"] = PersonCard.Draw(APerson(cohort), Text(100)),
            ["person, to change"] = PersonCard.DrawForm(APerson(cohort), Text(100)),
            ["nudge, before it is sent"] = NudgeCard.Draw(
                new NudgeModel(
                    _rollout.Id, null, _rollout.Definition, [.. Enumerable.Range(0, 10).Select(n => Somebody(n).Name)], 4000, 1000)),
            ["which cohort"] = RolloutsCard.Which(
                [
                    .. Enumerable.Range(0, 12).Select(
                        n =>
                            (
                                $"{n} {Text(Limits.CohortName - 4)}", Text(Limits.RolloutName),
                                new ActionTarget(_rollout.Id, cohort.Id).ToData()))
                ],
                CardVerbs.PeopleList),
            ["deliveries"] = DeliveriesCard.Draw(
                new DeliveriesModel(
                    _rollout.Id, _rollout.Definition, [.. _rollout.Definition.Cohorts.Select(c => (c, Counts()))], 1, true)),
            ["not delivered, who"] = DeliveriesCard.DrawPeople(new UnreachedModel(
                _rollout.Id,
                _rollout.Definition,
                Obstacle.AppNotAllowed,
                _rollout.Definition.Cohorts,
                null,
                new ObstacleCount(5000, 60_000),
                1,
                new ProblemPage(
                    [.. Enumerable.Range(0, DeliveryProblems.Size).Select(n => new UnreachedPerson(cohort, Somebody(n), 12, Text(200)))],
                    new ProblemPlace(cohort.Id, Somebody(9).Id)),
                true)),
            ["reach"] = ReachCard.Draw(new ReachModel(
                _rollout.Id,
                _rollout.Definition,
                Reach(),
                "https://teams.microsoft.com/l/app/0a1b2c3d-0000-4000-8000-000000000001?tenantId=5c0fcd06-5c3b-4c0b-9e5a-0f6f2f1a7b01",
                false,
                TeamsRolloutBot.Microsoft365.GraphFeatureFacts.Of(TeamsRolloutBot.Microsoft365.GraphFeature.Installation).Permissions,
                true,
                false)),
        };
    }

    private CrewModel Crew()
    {
        var count = _isLongest ? CrewCard.MostKept + CrewCard.PageSize : 24;
        var members = Enumerable.Range(0, count)
            .Select(n => new CrewMember(CrewCard.HandleOf(Somebody(n).Id), Somebody(n).Name, n % 7, 6)).ToList();
        return new CrewModel(
            _rollout.Id, _rollout.Definition.Cohorts, _rollout.Definition.Cohorts[0],
            CrewTicks.AllTasks(_rollout.Definition), members, 1)
        {
            Task = "account",
            Ticked = [.. members.Where((_, n) => _isLongest ? n is < 20 or >= 40 : n % 5 == 0).Select(member => member.Handle)],
            Error = Text(100),
        };
    }

    private PersonProgress Progress(Cohort cohort, int number) =>
        new(
            cohort,
            _participant with
            {
                Person = Somebody(number),
                History = ContactHistory.Empty
                    .With(TouchpointKind.CheckIn, 1, new Contact(ContactOutcome.Sent, Now, Now))
                    .With(TouchpointKind.CheckIn, 2, new Contact(ContactOutcome.Sent, Now, Now)),
                Answers = System.Collections.Immutable.ImmutableSortedDictionary<int, CheckInAnswer>.Empty
                    .Add(1, new CheckInAnswer(Usage.No, Now))
                    .Add(2, new CheckInAnswer(Usage.No, Now)),
            },
            3,
            18,
            Said("at risk: said no twice"));

    private PersonModel APerson(Cohort cohort) => new()
    {
        RolloutId = _rollout.Id,
        Definition = _rollout.Definition,
        Cohort = cohort,
        Progress = Progress(cohort, 1) with
        {
            Participant = _participant with
            {
                Person = Somebody(1),
                OpenQuestions = 3,
                History = ContactHistory.Empty
                    .With(TouchpointKind.Checklist, 0, new Contact(ContactOutcome.Sent, Now, Now))
                    .With(TouchpointKind.Email, 0, new Contact(ContactOutcome.Failed, Now, Now, Obstacle: Obstacle.NoMail)),
                Answers = System.Collections.Immutable.ImmutableSortedDictionary<int, CheckInAnswer>.Empty.AddRange(
                    Enumerable.Range(1, 8).Select(n => KeyValuePair.Create(n, new CheckInAnswer(Usage.Partly, Now)))),
            },
        },
        Sessions = [.. WithSessions(cohort).Sessions.Select(session => (session, true))],
        Blockers = [.. Enumerable.Range(1, 8).Select(n => (n, Text(Limits.Blocker)))],
        IsOwner = true,
        MayNudge = true,
    };

    private static ReachForecast Reach() => ReachForecast.Of(2_000_000, [.. Enumerable.Range(0, 2000).Select(n => Obstacles.All[n % 6])]);

    private static CohortCounts Counts() => new()
    {
        Members = 5000,
        Reached = 4000,
        UsageYes = 2000,
        UsagePartly = 700,
        UsageNo = 800,
        CheckIns = new CheckInTally(
            Enumerable.Range(1, 8).Select(number => KeyValuePair.Create(number, new CheckInCount(5000, 3000, 700, 300)))),
        Tasks = 40_000,
        TasksDone = 12_345,
        Started = 4000,
        Ready = 100,
        Sent = 60_000,
        Queued = 1,
        Skipped = 2,
        Failed = 300,
        Obstacles = new ObstacleTally(Obstacles.All.Select(obstacle => KeyValuePair.Create(obstacle, new ObstacleCount(40, 50)))),
        AtRisk = 44,
        QuestionsOpen = 5,
    };

    private CohortAnswers Answers(Cohort cohort) => new(
        cohort,
        Counts() with
        {
            CheckIns = new CheckInTally(
                Enumerable.Range(1, 52).Select(number => KeyValuePair.Create(number, new CheckInCount(5000, 3000, 700, 300))))
        },
        [
            .. Enumerable.Range(0, 40)
                .Select(n => new StoppedBy(Somebody(n).Name, 52, Usage.Partly, Text(Limits.Blocker)) { Reference = $"{n}" })
        ]);

    private RolloutProgressModel Progress() => new()
    {
        Rollout = _rollout,
        Today = new LocalDate(2027, 3, 1),
        Cohorts = [.. _rollout.Definition.Cohorts.Select(cohort => new CohortProgress(
            cohort,
            Counts(),
            4000,
            new CohortStanding(
                CohortHealth.Behind,
                [
                    Said("1,000 not reached"), Said("27,655 of 40,000 tasks open"), Said("1,000 missed the training"),
                    Said("1,234 of 5,000 answered check-in 3"), Said("800 said no"),
                ]),
            new TouchpointDates(_rollout.Definition.Timing, _rollout.Definition.Timing.Calendar, cohort.GoLive),
            cohort.GoLive))],
        Level = Levels(),
        IsOwner = true,
    };

    // Everything worked once and then stopped.
    private static string Levels()
    {
        var levels = new TeamsRolloutBot.Microsoft365.GraphLevels(isConfigured: true, SystemClock.Instance);
        foreach (var facts in TeamsRolloutBot.Microsoft365.GraphFeatureFacts.All)
        {
            levels.Permit(facts.Feature);
            levels.Withdraw(facts.Feature, () => facts.ToGrant);
        }

        return levels.Describe();
    }
}
