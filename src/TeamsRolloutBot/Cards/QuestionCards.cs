using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Domain.CheckIns;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>The field in which a question is typed.</summary>
internal static class QuestionFormCard
{
    public const string SubjectInput = "about";

    // More than anybody is in at once; the newest are the first.
    private const int MostSubjects = 30;

    public static AdaptiveCard Draw(QuestionFormModel model) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Emphasis, "Question", "What would you like to know?",
            $"{Goes(model)} The answer comes here, in this chat."),
        [
            .. model.Error is null ? Array.Empty<AdaptiveElement>() : [CardKit.Error(model.Error)],
            Inputs.Text("question", "Your question", isMultiline: true, maxLength: Limits.Question,
                placeholder: "Your question", value: model.Text),
            .. model.Subjects.Count == 0 ? Array.Empty<AdaptiveElement>() : [Subjects(model)],
        ],
        [Actions.Execute("Send the question", CardVerbs.QuestionAsk, Data(model), ActionStyle.Positive)]);

    /// <summary>
    /// What a question is about, in the words of the choice and of what follows it.
    /// </summary>
    public static string SubjectOf(string rollout, string cohort) => $"{Wording.Shorten(rollout, 60)} · {Wording.Shorten(cohort, 60)}";

    private static string Goes(QuestionFormModel model) =>
        model.Subjects.Count > 0
            ? "You are part of several cohorts: it goes to who answers for the one you choose."
            : $"It goes to {model.Answerer ?? "the committee"}.";

    private static AdaptiveChoiceSetInput Subjects(QuestionFormModel model)
    {
        var isOneRollout = model.Subjects.DistinctBy(subject => subject.Rollout).Count() == 1;
        return Inputs.Choices(
            SubjectInput,
            "What is it about?",
            [
                .. model.Subjects.Take(MostSubjects).Select(subject => Inputs.Choice(
                    isOneRollout ? Wording.Shorten(subject.Cohort, 80) : SubjectOf(subject.Rollout, subject.Cohort),
                    subject.Value)),
            ],
            placeholder: "Choose a cohort",
            isRequired: true,
            errorMessage: "Choose what the question is about.");
    }

    private static JsonObject Data(QuestionFormModel model) =>
        model.Subjects.Count > 0 ? [] : new JsonObject { [ActionData.Rollout] = model.RolloutId, [ActionData.Cohort] = model.CohortId };
}

/// <summary>The word to the asker that the question is on its way.</summary>
internal static class AskedCard
{
    public static AdaptiveCard Draw(AskedModel model) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Good, "Question sent", $"{model.Answerer ?? "The committee"} will answer",
            $"About {QuestionFormCard.SubjectOf(model.Rollout, model.Cohort)}. The answer comes here, in this chat."),
        [CardKit.Text(Wording.Shorten(model.Question.Text, 1000))]);
}

/// <summary>A question, for who answers it.</summary>
internal static class QuestionCard
{
    public static AdaptiveCard Draw(QuestionModel model) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Attention, "Needs you · question", $"{model.Question.Asker.Name} asks", model.CohortName),
        [
            CardKit.Text(model.Question.Text),
            .. model.Error is null ? Array.Empty<AdaptiveElement>() : [CardKit.Error(model.Error)],
            Inputs.Text(
                "answer",
                "Your answer",
                isMultiline: true,
                maxLength: Limits.Question,
                placeholder: "Your answer: it goes straight to the asker’s chat",
                value: model.Typed),
        ],
        [
            Actions.Execute(
                "Send the answer",
                CardVerbs.QuestionAnswer,
                new JsonObject
                {
                    [ActionData.Rollout] =
                        model.Question.Rollout.Value, [ActionData.Cohort] =
                            model.Question.Cohort.Value, [ActionData.Question] = model.Question.Id
                },
                ActionStyle.Positive),
        ]);
}

/// <summary>What a question becomes for who answered it.</summary>
internal static class AnsweredCard
{
    public static AdaptiveCard Draw(QuestionModel model) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Good, "Question · answered", $"{model.Question.Asker.Name} asked", model.CohortName),
        [
            .. model.Error is null
                ? Array.Empty<AdaptiveElement>()
                : [CardKit.Notice(AdaptiveContainerStyle.Warning, CardText.Escape(model.Error))],
            CardKit.Text(model.Question.Text),
            CardKit.Title($"{model.Question.AnsweredBy?.Name ?? "Somebody"} answered"),
            CardKit.Text(model.Question.Answer ?? string.Empty),
        ]);
}

/// <summary>The answer, for the asker.</summary>
internal static class AnswerCard
{
    public static AdaptiveCard Draw(QuestionModel model) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Good, "Your question", $"{model.Question.AnsweredBy?.Name ?? "Somebody"} answered", model.CohortName),
        [
            CardKit.Text(model.Question.Answer ?? string.Empty),
            new AdaptiveContainer
            {
                Items = [CardKit.Subtle("You asked"), CardKit.Small(Wording.Shorten(model.Question.Text, 1000))],
                Style = AdaptiveContainerStyle.Emphasis, Spacing = AdaptiveSpacing.Medium
            },
        ],
        [
            Actions.Execute(
                "Ask another question", CardVerbs.QuestionForm,
                new JsonObject { [ActionData.Rollout] = model.Question.Rollout.Value, [ActionData.Cohort] = model.Question.Cohort.Value })
        ]);

    /// <summary>Answers that came right after one another.</summary>
    public static AdaptiveCard DrawGathered(string rolloutId, RolloutDefinition definition, IReadOnlyList<Question> questions) =>
        CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Good, "Your questions", $"{questions.Count:N0} answers", definition.Name),
            [.. questions.Take(QuestionsCard.PageSize).Select(QuestionsCard.AnsweredRow)],
            questions.Count > QuestionsCard.PageSize ? [QuestionsCard.All(rolloutId)] : []
        );
}

/// <summary>Questions so far.</summary>
internal static class QuestionsCard
{
    public const int PageSize = 6;

    /// <summary>Older ones are not leafed through.</summary>
    public const int MostPages = 20;

    private const int Shown = 400;

    public static AdaptiveCard Draw(QuestionsModel model)
    {
        var open = model.Open;
        var pages = Math.Clamp((model.Total + PageSize - 1) / PageSize, 1, MostPages);
        var page = Math.Clamp(model.Page, 0, pages - 1);
        var body = model.Questions.Select(question => Row(question, model)).Cast<AdaptiveElement>().ToList();
        if (body.Count == 0)
        {
            body.Add(CardKit.Text("Nobody has asked anything yet. Type “ask” and your question."));
        }

        return CardKit.Card(
            CardKit.Header(
                open > 0 ? AdaptiveContainerStyle.Warning : AdaptiveContainerStyle.Good,
                "Questions so far",
                model.Definition.Name,
                open > 0
                    ? $"{Wording.Count(open, "question waits", "questions wait")} for an answer"
                    : Wording.Count(model.Total, "question", "questions")),
            body,
            Pages.Buttons(CardVerbs.QuestionList, new JsonObject { [ActionData.Rollout] = model.RolloutId }, page, pages));
    }

    /// <summary>Questions that came right after one another, for who answers them.</summary>
    public static AdaptiveCard DrawGathered(string rolloutId, RolloutDefinition definition, IReadOnlyList<Question> questions)
    {
        var model = new QuestionsModel(
            rolloutId, definition, [.. questions.Take(PageSize)], questions.Count, questions.Count, 0, _ => true);
        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Attention, "Needs you · questions", $"{questions.Count:N0} questions", definition.Name),
            [.. model.Questions.Select(question => Row(question, model))],
            questions.Count > PageSize ? [All(rolloutId)] : []);
    }

    /// <summary>The button that leads to all questions of a rollout.</summary>
    public static AdaptiveExecuteAction All(string rolloutId) =>
        Actions.Execute(
            "All questions", CardVerbs.QuestionList, new JsonObject
            {
                [ActionData.Rollout] = rolloutId
            }, associatedInputs: AdaptiveAssociatedInputs.None);

    /// <summary>A question with its answer, for the asker.</summary>
    public static AdaptiveContainer AnsweredRow(Question question) => new()
    {
        Items =
        [
            CardKit.Subtle(Wording.Shorten(question.Text, Shown)),
            CardKit.Text(Wording.Shorten(question.Answer ?? string.Empty, 1000)),
            CardKit.Subtle($"Answered by {question.AnsweredBy?.Name ?? "somebody"}"),
        ],
        Separator = true,
    };

    private static AdaptiveContainer Row(Question question, QuestionsModel model)
    {
        var cohort = model.Definition.FindCohort(question.Cohort)?.Name ?? string.Empty;
        List<AdaptiveElement> items =
        [
            CardKit.Block(CardText.Escape(Wording.Shorten(question.Text, Shown)), weight: AdaptiveTextWeight.Bolder),
            question.IsOpen
                ? CardKit.Subtle($"{question.Asker.Name}, {cohort} · waits for an answer")
                : CardKit.Small(Wording.Shorten(question.Answer!, Shown)),
        ];
        if (question.IsOpen && model.MayAnswer(question))
        {
            var input = $"answer-{question.Id}";
            items.Add(Inputs.Text(
                input,
                $"Your answer to {Wording.Shorten(question.Asker.Name, 60)}: {Wording.Shorten(question.Text, 60)}",
                maxLength: Limits.Question,
                placeholder: "Your answer"));
            items.Add(new AdaptiveActionSet
            {
                Actions = [
                Actions.Execute(
                    "Answer",
                    CardVerbs.QuestionAnswer,
                    new JsonObject
                    {
                        [ActionData.Rollout] =
                            question.Rollout.Value, [ActionData.Cohort] = question.Cohort.Value, [ActionData.Question] = question.Id,
                        ["input"] = input
                    },
                    about: $"{question.Asker.Name}: {question.Text}"),
            ],
            });
        }
        else if (!question.IsOpen)
        {
            items.Add(CardKit.Subtle($"Answered by {question.AnsweredBy?.Name ?? "somebody"}"));
        }

        return new AdaptiveContainer { Items = items, Separator = true };
    }
}
