using AdaptiveCards;
using TeamsRolloutBot.Cards;

namespace TeamsRolloutBot.Hosting.Development.Gallery;

/// <content>What members see, and answers for everybody.</content>
internal sealed partial class CardGallery
{
    private Dictionary<string, AdaptiveCard> MembersCards()
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
        return new()
        {
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
            ["invitation"] = InvitationCard.Draw(model),
            ["go-live"] = GoLiveCard.Draw(model),
            ["agenda"] = PlaybookCards.Agenda(_rollout.Definition),
            ["best practices"] = PlaybookCards.Practices(_rollout.Id, _rollout.Definition, 0),
        };
    }

    private ChecklistModel Marked(ChecklistModel model)
    {
        var tasks = Checklists.ForMember(_rollout.Definition, _participant.Role);
        var by = new[] { _rollout.Rollout.Owner.Id, PersonId.FromEmail("somebody.else@contoso.example.com") };
        var progress = tasks.Take(2).Index()
            .Aggregate(TaskProgress.None, (done, task) => done.Set(task.Item.Id, done: true, Now, by[task.Index]));
        return model with { Participant = _participant with { Progress = progress } };
    }

    // Every third task is done.
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
}
