using System.Text.RegularExpressions;
using AdaptiveCards;
using NodaTime;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.CheckIns;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Subcontractors;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Tests.Cards;

/// <summary>Every card, with typical content and with the longest that validation admits.</summary>
internal sealed partial class CardGallery
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/Argentina/ComodRivadavia"];
    private static readonly Instant Now = Instant.FromUtc(2027, 3, 1, 12, 0);

    private readonly bool _isLongest;
    private readonly bool _isHostile;
    private readonly bool _isForeign;
    private readonly StoredRollout _rollout;
    private readonly Participant _participant;

    private CardGallery(bool isLongest, bool isHostile = false, bool isForeign = false)
    {
        _isLongest = isLongest;
        _isHostile = isHostile;
        _isForeign = isForeign;
        _participant = new Participant
        {
            Person = Somebody(1),
            IsMember = true,
            IsImplementationManager = true,
            Role = "project-manager",
        };
        _rollout = new StoredRollout
        {
            TenantId = "tenant",
            CreatedAt = Now,
            Rollout = new Rollout { Id = RolloutId.New(), Owner = Somebody(0), Definition = Definition(), State = RolloutState.Running },
        };
    }

    /// <summary>The names of all cards.</summary>
    public static IEnumerable<string> Names => Typical().All().Keys;

    public static CardGallery Typical() => new(isLongest: false);

    public static CardGallery Longest() => new(isLongest: true);

    /// <summary>
    /// With attacks in everything that people type, short enough not to be cut away.
    /// </summary>
    public static CardGallery Attacked() => new(isLongest: false, isHostile: true);

    /// <summary>
    /// With letters that no text of the bot has in everything that people type.
    /// </summary>
    public static CardGallery Foreign() => new(isLongest: false, isForeign: true);

    /// <summary>A member's list, to be varied.</summary>
    public static ChecklistModel AChecklist()
    {
        var gallery = Typical();
        return ChecklistModel.Of(gallery._rollout, gallery._rollout.Definition.Cohorts[0], gallery._participant, Now);
    }

    /// <summary>What must come out of it as it was typed, and as nothing else.</summary>
    public static string Attack(int length) =>
        Wording.Shorten(
            "[x](http://evil.example) <at>B</at> <\u202Eat>C<\u202E/at> ![i](http://evil.example/i)\n# h\n- **b** `c` <img src=x "
                + "onerror=y> \u202Egnp.exe &lt;at&gt;",
            length);

    private ChecklistModel Marked(ChecklistModel model)
    {
        var tasks = Checklists.ForMember(_rollout.Definition, _participant.Role);
        var by = new[] { _rollout.Rollout.Owner.Id, PersonId.FromEmail("somebody.else@contoso.example.com") };
        var progress = tasks.Take(2).Index()
            .Aggregate(TaskProgress.None, (done, task) => done.Set(task.Item.Id, done: true, Now, by[task.Index]));
        return model with { Participant = _participant with { Progress = progress } };
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

    public Dictionary<string, AdaptiveCard> All()
    {
        var cohort = _rollout.Definition.Cohorts[0];
        var model = ChecklistModel.Of(_rollout, cohort, _participant, Now);
        var checkIn = new CheckInModel(_rollout.Id, _rollout.Definition, cohort, _participant, 2)
        {
            Usage = "no",
            Blocker = Text(Limits.Blocker),
            Question = Text(Limits.Question),
        };
        var question = new QuestionModel(AQuestion(0, isOpen: true), cohort.Name) { Typed = Text(Limits.Question), Error = Text(200) };
        var answered = new QuestionModel(AQuestion(0, isOpen: false), cohort.Name);
        var cards = new Dictionary<string, AdaptiveCard>
        {
            ["playbooks"] = PlaybooksCard.Draw(
                ShippedPlaybooks.All,
                [
                    .. Enumerable
                        .Range(0, _isLongest ? Limits.SavedPlaybooks : 2)
                        .Select(n => new SavedRow(
                            new SavedPlaybook($"{n:x32}", Hostile(Limits.PlaybookName, "Our way"), "{}", Somebody(n).Id, Now),
                            n % 2 == 0
                        )),
                ],
                0
            ),
            ["save as playbook"] = PlaybooksCard.DrawForm(_rollout, Hostile(Limits.PlaybookName, "Our way"), Text(150)),
            ["not checked yet"] = UncheckedCard.Draw(_rollout, 0),
            ["company setup"] = SetupCard.Draw(_rollout with { SetupDone = new HashSet<string> { "sso", "i3" } }, isOwner: true, 0),
            ["subcontractors"] = SubcontractorCards.DrawList(Subcontractors(), 0),
            ["subcontractor"] = SubcontractorCards.DrawOne(Subcontractors(), Subcontractors().Shown[1], Text(100)),
            ["subcontractor, invitation ends"] = SubcontractorCards.DrawReminder(Subcontractors(), Subcontractors().Shown[1]),
            ["subcontractors, form"] = SubcontractorCards.DrawForm(
                _rollout,
                Text(SubcontractorCards.MostCharacters),
                [Text(200), Text(200)]
            ),
            ["subcontractor, e-mail"] = SubcontractorCards.DrawMail(
                _rollout,
                Subcontractors().Shown[0],
                new EmailTemplate(Text(Limits.EmailSubject), Text(Limits.EmailBody)),
                null
            ),
            ["welcome"] = WelcomeCard.Draw(new WelcomeModel(true, true, _rollout.Id, _rollout.Definition.Name)),
            ["help"] = HelpCard.Draw(Help()),
            ["help topic"] = HelpCard.DrawTopic(Help().Topics[0]),
            ["not understood"] = NotUnderstoodCard.Draw(new NotUnderstoodModel(Text(10_000), true, true, true)),
            ["message"] = MessageCard.Refusal(Text(120), Text(500)),
            ["message, to confirm"] = MessageCard.Question(Text(120), Text(500)),
            ["checklist"] = ChecklistCard.Draw(model),
            ["checklist of 8 tasks"] = ChecklistCard.Draw(OfTasks(8)),
            ["checklist of 12 tasks"] = ChecklistCard.Draw(OfTasks(12)),
            ["checklist of 16 tasks"] = ChecklistCard.Draw(OfTasks(16)),
            ["checklist of 16 tasks, the rest"] = ChecklistCard.Draw(OfTasks(16) with { Page = 1 }),
            ["reminder"] = ChecklistCard.DrawReminder(model, Text(100)),
            ["tasks"] = TasksCard.Draw(model),
            ["checklist, marked by somebody else"] = ChecklistCard.Draw(Marked(model)),
            ["sheet"] = SheetCard.Draw(
                _rollout.Id, _rollout.Definition.Cohorts, cohort, TeamsRolloutBot.Resources.Language.All, Text(100)),
            ["done for my crew"] = CrewCard.Draw(Crew()),
            ["done for my crew, marked"] = CrewCard.Draw(Crew() with { Error = null, Notice = Text(200), Page = 0 }),
            ["check-in"] = CheckInCard.Draw(
                checkIn with { Errors = [new FieldError("usage", Text(100)), new FieldError("question", Text(100))] }),
            ["nudge"] = CheckInCard.Draw(checkIn with { IsNudge = true }),
            ["check-in done"] = CheckInDoneCard.Draw(checkIn),
            ["question form"] = QuestionFormCard.Draw(
                new QuestionFormModel(Text(Limits.Question), Text(100))
                {
                    RolloutId = _rollout.Id,
                    CohortId = cohort.Id,
                    Answerer = Somebody(1).Name
                }),
            ["question form, of several cohorts"] = QuestionFormCard.Draw(new QuestionFormModel(Text(Limits.Question), Text(100))
            {
                Subjects =
                [
                    .. Enumerable.Range(0, 40)
                        .Select(n => new QuestionSubject($"{_rollout.Id}|{cohort.Id.Value}", $"{n} {Text(100)}", Text(100)))
                ],
            }),
            ["asked"] = AskedCard.Draw(new AskedModel(AQuestion(0, isOpen: true), Text(200), cohort.Name, Somebody(1).Name)),
            ["question"] = QuestionCard.Draw(question),
            ["answered"] = AnsweredCard.Draw(answered with { Error = Text(100) }),
            ["answer"] = AnswerCard.Draw(answered),
            ["answers"] = AnswerCard.DrawGathered(
                _rollout.Id, _rollout.Definition, [.. Enumerable.Range(0, 20).Select(n => AQuestion(n, isOpen: false))]),
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
            ["readiness"] = ReadinessCard.Draw(new ReadinessModel(
                _rollout.Id, _rollout.Definition, cohort, Counts(),
                [
                    .. Enumerable.Range(0, 10).Select(n => (Somebody(n).Name, n + 1))
                ], new LocalDate(2027, 3, 8))),
            ["invitation"] = InvitationCard.Draw(model),
            ["go-live"] = GoLiveCard.Draw(model),
            ["hand-over"] = HandOverCard.Draw(
                new HandOverModel(
                    _rollout.Id,
                    cohort,
                    [
                        .. Enumerable
                            .Range(0, _isLongest ? 30 : 2)
                            .Select(n =>
                                (
                                    $"{n} {Text(57)}",
                                    100,
                                    string.Join("; ", Enumerable.Range(0, 100).Select(p => Somebody(p).Email)),
                                    Text(Limits.EmailSubject),
                                    Text(Limits.EmailBody)
                                )
                            ),
                    ]
                )
            ),
            ["invitation with sessions"] = InvitationCard.Draw(model with { Cohort = WithSessions(cohort) }),
            ["sessions"] = SessionsCard.Draw(Sessions(cohort), Text(200)),
            ["training is tomorrow"] = SessionNoteCards.Tomorrow(ASession(cohort)),
            ["training is tomorrow, trainer"] = SessionNoteCards.Reminded(ASession(cohort), 5000),
            ["another session"] = SessionNoteCards.Offer(ASession(cohort)),
            ["notes of a session"] = SessionNoteCards.Noted(ASession(cohort)),
            ["notes of a session, form"] = SessionNoteCards.Form(ASession(cohort), Text(Limits.SessionNotes), Text(Limits.Url), Text(100)),
            ["sessions placed"] = SessionsPlacedCard.Draw(Sessions(cohort), null),
            ["session files"] = SessionFilesCard.Draw(Sessions(cohort)),
            ["session form"] = SessionForm.Draw(
                View() with { Errors = [new FieldError(SessionForm.Date, Text(100))] }, Sessions(cohort), WithSessions(cohort).Sessions[0],
                true),
            ["session times"] = SessionTimesCard.Draw(
                Sessions(cohort),
                [
                    .. Enumerable.Range(0, 5).Select(n => new ProposedTime(new LocalDateTime(2027, 3, 9, 10, 0).PlusDays(n), n * 100))
                ], Sessions(cohort).Data.With("trainerTyped", Text(300)), 60),
            ["attendance"] = AttendanceCard.Draw(new AttendanceModel(
                _rollout.Id, cohort, WithSessions(cohort).Sessions[0],
                [
                    .. Enumerable.Range(0, AttendanceCard.PageSize)
                        .Select(n => new AttendanceLine(Somebody(n).Id, Somebody(n).Name, n % 2 == 0))
                ], 5, 5000)
            { After = $"0|{new string('ü', 40)}\t0123456789abcdef", Next = $"1|{new string('ü', 40)}\t0123456789abcdef" }),
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
                                new System.Text.Json.Nodes.JsonObject { ["rollout"] = _rollout.Id.Value, ["cohort"] = cohort.Id.Value }))
                ],
                "people.list"),
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
            ["history"] = HistoryCard.Draw(new HistoryModel(
                _rollout,
                [.. Enumerable.Range(0, HistoryReader.Size).Select(n => new HistoryLine(
                    AuditEntry.Of(AuditAction.Added, Somebody(n).Id, Now) with
                    {
                        Subjects = [Somebody(1).Id, Somebody(2).Id, Somebody(3).Id], Detail = "2027-03-15 → 2027-03-29"
                    },
                    Somebody(n).Name,
                    cohort.Name,
                    [Somebody(1).Name, Somebody(2).Name, Somebody(3).Name]))],
                Zone,
                AuditEntry.Of(AuditAction.Added, Somebody(1).Id, Now).Id)),
            ["move"] = MoveCard.Draw(new MoveModel(
                _rollout.Id,
                cohort,
                new LocalDate(2027, 4, 12),
                [
                    .. Enumerable.Range(0, 15).Select(
                        n =>
                            new MovedTouchpoint(
                                TouchpointKind.CheckIn, n, new LocalDate(2027, 3, 1), new LocalDate(2027, 4, 1), (MoveEffect)(n % 3)))
                ],
                5000,
                new LocalDate(2027, 4, 13))),
            ["move, form"] = MoveCard.DrawForm(_rollout.Id, _rollout.Definition, cohort, Text(100)),
            ["manage"] = ManageCard.Draw(_rollout),
            ["pause, form"] = ManageCard.DrawPause(_rollout, new LocalDate(2027, 3, 1)),
            ["change a cohort"] = CohortForm.Draw(View(), cohort),
            ["merge a cohort"] = CohortForm.DrawMerge(View(), cohort, 5000),
            ["remove a cohort"] = CohortForm.DrawRemove(View(), cohort, 5000),
            ["duplicate"] = DuplicateCard.Draw(_rollout.Id, _rollout.Definition.Name),
            ["all rollouts"] = RolloutsCard.List(
                [
                    .. Enumerable.Range(0, 40).Select(
                        n =>
                            new ListedRollout(
                                new($"{n:D32}"), $"{n} {Text(Limits.RolloutName - 4)}",
                                Said("running · 300 cohorts · go-live Mon, Mar 15, 2027 to Mon, Apr 12, 2027"), n % 2 == 0))
                ],
                onlyDrafts: false, 1),
            ["best practices"] = PlaybookCards.Practices(_rollout.Id, _rollout.Definition, 0),
            ["agenda"] = PlaybookCards.Agenda(_rollout.Definition),
            ["rollouts"] = RolloutsCard.Draw(
                [
                    .. Enumerable.Range(0, 40).Select(
                        n => (new RolloutId($"{n:D32}"), $"{n} {Text(Limits.RolloutName - 4)}", RolloutChoice.StateText(RolloutState.Running)))
                ],
                "status.show"),
            ["review"] = ReviewStep.Card(View()),
            ["review, people looked up"] = ReviewStep.Card(View() with
            {
                Resolutions = _rollout.Definition.Cohorts.ToDictionary(
                    known => known.Id,
                    _ =>
                        (
                            new ResolutionState { IsRunning = true, Done = 1200, Total = 5000 },
                            (IReadOnlyList<string>)[.. Enumerable.Range(0, 4).Select(LongestAddress)])),
            }),
            ["people the directory does not know"] = UnknownPeopleCard.Draw(
                _rollout, [.. Enumerable.Range(0, UnknownPeopleCard.PageSize + 1).Select(n => (cohort, LongestAddress(n)))]),
            ["members of a draft"] = DraftMembersCard.Draw(new DraftMembersModel(
                _rollout, cohort, 5000,
                [.. Enumerable.Range(0, DraftMembersCard.PageSize).Select(n => _participant with { Person = Somebody(n), Zone = Zone })])
            { Search = Text(Limits.PersonName), Next = Somebody(99).Id, Notice = Text(120) }),
            ["in several cohorts"] = DoublesCard.Draw(
                _rollout,
                [
                    .. Enumerable.Range(0, 40).Select(
                        n =>
                            new MemberOfSeveral(
                                Somebody(n), [.. _rollout.Definition.Cohorts.Take(20).Select(each => (each, Somebody(n).Id))]))
                ], Text(120)),
            ["timeline rows"] = ReviewStep.RowsCard(View(), 0),
            ["choose step"] = DraftCards.Steps(_rollout, StepScreens.Steps),
            ["draft saved"] = DraftCards.Saved(_rollout),
            ["draft cancel"] = DraftCards.ConfirmCancel(_rollout, "define.cancel"),
            ["draft unfinished"] = DraftCards.Unfinished(_rollout),
        };
        foreach (var step in StepScreens.Steps)
        {
            cards[$"step {step.Number}"] = StepCard.Draw(step, View());
        }

        return cards;
    }

    private string Numbered(int number, string typical) =>
        _isLongest ? $"{number} {Hostile(Limits.Title - 3)}" : Hostile(Limits.Title, typical);

    // Every third one done.
    private ChecklistModel OfTasks(int count)
    {
        var tasks = Enumerable.Range(0, count)
            .Select(n =>
                new PlaybookTask($"t{n}", Numbered(n, $"Project {n}: agree on who approves its invoices, and by when"), Url(n, 40), 30,
                    []));
        var rollout = _rollout with
        {
            Rollout = _rollout.Rollout with
            {
                Definition = _rollout.Definition with
                {
                    Playbook = _rollout.Definition.Playbook with { Certifications = [], Webinars = [], Tasks = [.. tasks] },
                },
            },
        };
        var progress = Checklists.ForMember(rollout.Definition, null)
            .Where((_, n) => n % 3 == 0)
            .Aggregate(TaskProgress.None, (done, task) => done.Set(task.Id, true, Now));
        return ChecklistModel.Of(rollout, _rollout.Definition.Cohorts[0], _participant with { Progress = progress }, Now);
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
                    .Add(1, new CheckInAnswer(Usage.No, null, Now))
                    .Add(2, new CheckInAnswer(Usage.No, null, Now)),
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
                    Enumerable.Range(1, 8).Select(n => KeyValuePair.Create(n, new CheckInAnswer(Usage.Partly, null, Now)))),
            },
        },
        Sessions = [.. WithSessions(cohort).Sessions.Select(session => (session, true))],
        Blockers = [.. Enumerable.Range(1, 8).Select(n => (n, Text(Limits.Blocker)))],
        IsOwner = true,
        MayNudge = true,
    };

    private HelpModel Help() => new()
    {
        Topics =
        [
            .. Enumerable.Range(0, 7).Select(
                topic =>
                    new HelpTopicModel(
                        $"Topic{topic}",
                        Said($"Topic {topic}"),
                        [.. Enumerable.Range(0, 8).Select(n => (Said($"command {n}"), Text(80)))]))
        ],
        MayStart = true,
        SeesRollout = true,
        TakesPart = true,
        Draft = (_rollout.Id, _rollout.Definition.Name, 7),
    };

    private string Text(int length) => Hostile(
        length,
        Wording.Shorten("Procore Pay, Mountain region: what everybody needs to know before they start with it.", Math.Min(length, 80)));

    // Everything that has ever broken a card: markup, mentions, right-to-left text, emoji, quotes.
    private static string Hostile(int length)
    {
        const string pattern = "**[x](https://e.example)** <at>Bob</at> <b>שלום</b> \"quoted\" مرحبا & _under_ # - ";
        var text = string.Concat(Enumerable.Repeat(pattern, (length / pattern.Length) + 1))[..length];
        return char.IsHighSurrogate(text[^1]) ? text[..^1] + "x" : text;
    }

    // What is put into words before a card is drawn, and not by people.
    private string Said(string words) => _isForeign ? Letter().Replace(words, "ω") : words;

    private string Hostile(int length, string typical) =>
        _isHostile ? Attack(length)
        : _isLongest ? Hostile(length)
        : Said(typical);

    [GeneratedRegex("[A-Za-z]")]
    private static partial Regex Letter();

    private Person Somebody(int number) => new()
    {
        Id = PersonId.FromEmail($"person{number}@example.com"),
        Name = Hostile(Limits.PersonName, $"Person {number}"),
        Email = _isLongest ? $"person{number}@{new string('a', 60)}.{new string('b', 60)}.example.com" : $"person{number}@example.com",
    };

    private Question AQuestion(int number, bool isOpen) => new()
    {
        Id = $"{number:D24}",
        Rollout = _rollout.Id,
        Cohort = _rollout.Definition.Cohorts[0].Id,
        Asker = Somebody(number),
        Text = Hostile(Limits.Question, $"Where do I find the lien waivers of project {number}?"),
        AskedAt = Now,
        Answer = isOpen ? null : Hostile(Limits.Question, "In the payments tool."),
        AnsweredBy = isOpen ? null : Somebody(1),
    };

    private SessionModel ASession(Cohort cohort) =>
        new(_rollout.Id, _rollout.Definition, cohort, WithSessions(cohort).Sessions[0], Zone);

    private SessionsModel Sessions(Cohort cohort) => new(_rollout.Id, _rollout.Definition, WithSessions(cohort), Now);

    private Cohort WithSessions(Cohort cohort) => cohort with
    {
        Sessions = [.. Enumerable.Range(0, _isLongest ? Limits.SessionsPerCohort : 2)
            .Select(n => new TrainingSession(new LocalDateTime(2027, 3, 9, 10, 0).PlusDays(n), 480)
        {
            Id = $"s{n:D8}",
            Trainer = Somebody(n),
            Title = Text(Limits.SessionTitle),
            Place = Text(Limits.SessionPlace),
            Notes = Text(Limits.SessionNotes),
            Recording = Url(n, Limits.Url),
            Topics = [.. _rollout.Definition.Playbook.Agenda.Skip(1).Select(topic => topic.Id)],
        })],
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

    // Everything worked once and has stopped.
    private static string Levels()
    {
        var levels = new TeamsRolloutBot.Microsoft365.GraphLevels(isConfigured: true, SystemClock.Instance);
        foreach (var facts in TeamsRolloutBot.Microsoft365.GraphFeatureFacts.All)
        {
            levels.Permit(facts.Feature);
            levels.Withdraw(facts.Feature, $"An administrator has to grant {string.Join(", ", facts.Permissions)}.");
        }

        return levels.Describe();
    }

    private static string LongestAddress(int number) => $"{number:D64}@{new string('d', EmailAddress.MaxLength - 69)}.com";

    private StepView View() => new()
    {
        Draft = _rollout,
        Caller = new Caller
        {
            TenantId = "tenant",
            Person = Somebody(0),
            Ids = [Somebody(0).Id],
            UserId = "29:user",
            Address = new ConversationAddress("https://smba.trafficmanager.net/teams/", "a:1", "tenant"),
            IsPersonalChat = true,
            Standing = TeamsRolloutBot.State.Standing.Employee,
            Zone = Zone,
            HasPeoplePicker = false,
        },
        Now = Now,
        Roster = [.. Enumerable.Range(0, _isLongest ? 500 : 6).Select(Somebody)],
        Directory = DirectoryFinds.None with { IsThere = true },
        MemberCounts = _rollout.Definition.Cohorts.ToDictionary(cohort => cohort.Id, _ => 5000),
        Editing = _rollout.Definition.Cohorts[0].Id,
        Reach = Reach(),
        Notice = CardText.Escape(Text(300)),
        Errors = [new FieldError("name", Text(100)), new FieldError("cohortName", Text(100)), new FieldError("holidays", Text(100))],
    };

    private SubcontractorsModel Subcontractors() => new(
        _rollout,
        ShippedPlaybooks.Default.Subcontractors!,
        [
            .. Enumerable.Range(0, _isLongest ? Limits.Subcontractors : 8).Select(n => new Subcontractor
            {
                Id = $"{n:x16}",
                Company = Hostile(Limits.Title, $"Granite Paving {n}"),
                Email = $"billing{n}@granite.example.com",
                Owner = Somebody(n),
                Status = (SubcontractorStatus)(n % 7),
                InvitedOn = new LocalDate(2027, 2, 1),
            }),
        ],
        new LocalDate(2027, 2, 12))
    { MayMove = _ => true };

    private RolloutDefinition Definition()
    {
        var playbook = ShippedPlaybooks.Default;
        if (_isLongest)
        {
            playbook = playbook with
            {
                // As many and as long as Limits.TrainingText admits together.
                Certifications =
                [
                    .. Enumerable.Range(0, 10)
                        .Select(n => new Certification($"c{n}", Hostile(Limits.Title), Url(n, 160), 120, ["project-manager"]))
                ],
                Webinars = [.. Enumerable.Range(0, Limits.Webinars).Select(n => new Webinar($"w{n}", Hostile(60), Url(n, 30), 30, true))],
                Resources = [.. Enumerable.Range(0, 10).Select(n => new Resource(Hostile(60), Url(n, 60), null))],
                NewHires = Hostile(Limits.NewHires),
                Setup =
                [
                    .. Enumerable
                        .Range(0, Limits.SetupItems)
                        .Select(n => new SetupItem($"i{n}", Hostile(Limits.Title), Hostile(Limits.Detail), Url(n, 200))),
                ],
                Tasks =
                [
                    .. Enumerable
                        .Range(0, Limits.PlaybookTasks)
                        .Select(n => new PlaybookTask($"t{n}", Hostile(Limits.Title), Url(n, 160), 30, [])
                        {
                            Detail = Hostile(Limits.Detail),
                        }),
                ],
            };
        }

        var cohorts = _isLongest ? Limits.Cohorts : 3;
        return RolloutDefinition.Start(Hostile(Limits.RolloutName, "Mountain region"), playbook, Zone) with
        {
            Committee = [.. Enumerable.Range(0, _isLongest ? Limits.Committee : 2).Select(Somebody)],
            BestPractices =
            [
                .. Enumerable.Range(0, _isLongest ? Limits.BestPractices : 2).Select(
                    n => new BestPractice(Hostile(40, "Invoice approval"), "https://e.example/" + n, Hostile(250, "Approve by the 25th")))
            ],
            Projects = new ProjectScope
            {
                AllNew = false,
                Listed =
                [
                    .. Enumerable.Range(0, _isLongest ? 150 : 2)
                        .Select(n => new Project(Hostile(60, "Tower"), $"2027-{n:D3}", new LocalDate(2027, 4, 1), true))
                ]
            },
            Message = _isLongest ? new EmailTemplate(Hostile(Limits.EmailSubject), Hostile(Limits.EmailBody)) : playbook.Email,
            Timing = new TimingPlan
            {
                Holidays =
                [
                    .. Enumerable.Range(0, _isLongest ? TimingPlan.MaxHolidays : 2).Select(n => new LocalDate(2028, 1, 1).PlusDays(n))
                ]
            },
            Cohorts = [.. Enumerable.Range(1, cohorts).Select(n => new Cohort
            {
                Id = new CohortId($"c{n}"),
                Name = Hostile(Limits.CohortName - 4, "HQ Denver") + n,
                GoLive = new LocalDate(2027, 3, 15).PlusDays(n % 100),
                Zone = Zone,
                ImplementationManager = n % 2 == 0 ? null : Somebody(n),
                IsCorporate = n == 1,
            })],
        };
    }

    private static string Url(int number, int length) => $"https://e.example/{number:D2}/".PadRight(length, 'x');
}
