using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>The form to ask a question.</summary>
internal static class QuestionFormCard
{
    public const string SubjectInput = "about";

    // More than anybody is in at once; the newest come first.
    private const int MostSubjects = 30;

    public static AdaptiveCard Draw(QuestionFormModel model) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Emphasis, MemberTexts.Question, MemberTexts.WhatWouldYouLikeToKnow,
            MemberTexts.TheAnswerComesHereInThis.With(Goes(model))),
        [
            .. model.Error is null ? Array.Empty<AdaptiveElement>() : [CardKit.Error(model.Error)],
            Inputs.Text("question", MemberTexts.YourQuestion, isMultiline: true, maxLength: Limits.Question,
                placeholder: MemberTexts.YourQuestion, value: model.Text),
            .. model.Subjects.Count == 0 ? Array.Empty<AdaptiveElement>() : [Subjects(model)],
        ],
        [Actions.Execute(MemberTexts.SendTheQuestion, CardVerbs.QuestionAsk, Data(model), ActionStyle.Positive)]);

    /// <summary>Names what a question is about, in the choice and in the replies.</summary>
    public static string SubjectOf(string rollout, string cohort) => $"{Wording.Shorten(rollout, 60)} · {Wording.Shorten(cohort, 60)}";

    private static string Goes(QuestionFormModel model) =>
        model.Subjects.Count > 0
            ? MemberTexts.YouArePartOfSeveralCohorts
            : MemberTexts.ItGoesTo.With(model.Answerer ?? MemberTexts.TheCommittee);

    private static AdaptiveChoiceSetInput Subjects(QuestionFormModel model)
    {
        var isOneRollout = model.Subjects.DistinctBy(subject => subject.Rollout).Count() == 1;
        return Inputs.Choices(
            SubjectInput,
            MemberTexts.WhatIsItAbout,
            [
                .. model.Subjects.Take(MostSubjects).Select(subject => Inputs.Choice(
                    isOneRollout ? Wording.Shorten(subject.Cohort, 80) : SubjectOf(subject.Rollout, subject.Cohort),
                    subject.Value)),
            ],
            placeholder: MemberTexts.ChooseACohort,
            isRequired: true,
            errorMessage: MemberTexts.ChooseWhatTheQuestionIsAbout);
    }

    private static JsonObject Data(QuestionFormModel model) =>
        model.RolloutId is { } rollout ? new ActionTarget(rollout, model.CohortId).ToData() : [];
}

/// <summary>Confirms to the asker that the question was sent.</summary>
internal static class AskedCard
{
    public static AdaptiveCard Draw(AskedModel model) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Good, MemberTexts.QuestionSent, MemberTexts.WillAnswer.With(model.Answerer ?? MemberTexts.TheCommittee2),
            MemberTexts.AboutTheAnswerComesHereIn.With(QuestionFormCard.SubjectOf(model.Rollout, model.Cohort))),
        [CardKit.Text(Wording.Shorten(model.Question.Text, 1000))]);
}

/// <summary>A question, as shown to the person who answers it.</summary>
internal static class QuestionCard
{
    public static AdaptiveCard Draw(QuestionModel model) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Attention, MemberTexts.NeedsYouQuestion, MemberTexts.Asks.With(model.Question.Asker.Name),
            model.CohortName),
        [
            CardKit.Text(model.Question.Text),
            .. model.Error is null ? Array.Empty<AdaptiveElement>() : [CardKit.Error(model.Error)],
            Inputs.Text(
                "answer",
                MemberTexts.YourAnswer,
                isMultiline: true,
                maxLength: Limits.Question,
                placeholder: MemberTexts.YourAnswerItGoesStraightTo,
                value: model.Typed),
        ],
        [
            Actions.Execute(
                MemberTexts.SendTheAnswer,
                CardVerbs.QuestionAnswer,
                QuestionTarget.Of(model.Question).ToData(),
                ActionStyle.Positive),
        ]);
}

/// <summary>A question after it was answered, as shown to the answerer.</summary>
internal static class AnsweredCard
{
    public static AdaptiveCard Draw(QuestionModel model) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Good, MemberTexts.QuestionAnswered, MemberTexts.Asked.With(model.Question.Asker.Name),
            model.CohortName),
        [
            .. model.Error is null
                ? Array.Empty<AdaptiveElement>()
                : [CardKit.Notice(AdaptiveContainerStyle.Warning, CardText.Escape(model.Error))],
            CardKit.Text(model.Question.Text),
            CardKit.Title(MemberTexts.Answered.With(model.Question.AnsweredBy?.Name ?? MemberTexts.Somebody)),
            CardKit.Text(model.Question.Answer ?? string.Empty),
        ]);
}

/// <summary>An answer, as shown to the asker.</summary>
internal static class AnswerCard
{
    public static AdaptiveCard Draw(QuestionModel model) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Good, MemberTexts.YourQuestion,
                MemberTexts.Answered.With(model.Question.AnsweredBy?.Name ?? MemberTexts.Somebody), model.CohortName),
        [
            CardKit.Text(model.Question.Answer ?? string.Empty),
            new AdaptiveContainer
            {
                Items = [CardKit.Subtle(MemberTexts.YouAsked), CardKit.Small(Wording.Shorten(model.Question.Text, 1000))],
                Style = AdaptiveContainerStyle.Emphasis, Spacing = AdaptiveSpacing.Medium
            },
        ],
        [
            Actions.Execute(
                MemberTexts.AskAnotherQuestion, CardVerbs.QuestionForm,
                new ActionTarget(model.Question.Rollout, model.Question.Cohort).ToData())
        ]);

    /// <summary>Several answers that arrived close together, on one card.</summary>
    public static AdaptiveCard DrawGathered(RolloutId rolloutId, RolloutDefinition definition, IReadOnlyList<Question> questions) =>
        CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Good, MemberTexts.YourQuestions, MemberTexts.Answers.With(questions.Count),
                definition.Name),
            [.. questions.Take(QuestionsCard.PageSize).Select(QuestionsCard.AnsweredRow)],
            questions.Count > QuestionsCard.PageSize ? [QuestionsCard.All(rolloutId)] : []
        );
}

/// <summary>The list of a rollout's questions.</summary>
internal static class QuestionsCard
{
    public const int PageSize = 6;

    /// <summary>Older questions are not listed.</summary>
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
            body.Add(CardKit.Text(MemberTexts.NobodyHasAskedAnythingYetType));
        }

        return CardKit.Card(
            CardKit.Header(
                open > 0 ? AdaptiveContainerStyle.Warning : AdaptiveContainerStyle.Good,
                MemberTexts.QuestionsSoFar,
                model.Definition.Name,
                open > 0
                    ? MemberTexts.QuestionsWaitForAnAnswer.With(open)
                    : MemberTexts.Questions2.With(model.Total)),
            body,
            Pages.Buttons(CardVerbs.QuestionList, new ActionTarget(model.RolloutId).ToData(), page, pages));
    }

    /// <summary>
    /// Several questions that arrived close together, on one card for the answerer.
    /// </summary>
    public static AdaptiveCard DrawGathered(RolloutId rolloutId, RolloutDefinition definition, IReadOnlyList<Question> questions)
    {
        var model = new QuestionsModel(
            rolloutId, definition, [.. questions.Take(PageSize)], questions.Count, questions.Count, 0, _ => true);
        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Attention, MemberTexts.NeedsYouQuestions, MemberTexts.Questions.With(questions.Count),
                definition.Name),
            [.. model.Questions.Select(question => Row(question, model))],
            questions.Count > PageSize ? [All(rolloutId)] : []);
    }

    /// <summary>The button to all questions of a rollout.</summary>
    public static AdaptiveExecuteAction All(RolloutId rolloutId) =>
        Actions.WithoutInputs(MemberTexts.AllQuestions, CardVerbs.QuestionList, new ActionTarget(rolloutId).ToData());

    /// <summary>A question with its answer, as shown to the asker.</summary>
    public static AdaptiveContainer AnsweredRow(Question question) => new()
    {
        Items =
        [
            CardKit.Subtle(Wording.Shorten(question.Text, Shown)),
            CardKit.Text(Wording.Shorten(question.Answer ?? string.Empty, 1000)),
            CardKit.Subtle(MemberTexts.AnsweredBy.With(question.AnsweredBy?.Name ?? MemberTexts.Somebody)),
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
                ? CardKit.Subtle(MemberTexts.WaitsForAnAnswer.With(question.Asker.Name, cohort))
                : CardKit.Small(Wording.Shorten(question.Answer!, Shown)),
        ];
        if (question.IsOpen && model.MayAnswer(question))
        {
            var input = $"answer-{question.Id}";
            items.Add(Inputs.Text(
                input,
                MemberTexts.YourAnswerTo.With(Wording.Shorten(question.Asker.Name, 60), Wording.Shorten(question.Text, 60)),
                maxLength: Limits.Question,
                placeholder: MemberTexts.YourAnswer));
            items.Add(new AdaptiveActionSet
            {
                Actions = [
                Actions.Execute(
                    MemberTexts.Answer,
                    CardVerbs.QuestionAnswer,
                    QuestionTarget.Of(question, input).ToData(),
                    about: $"{question.Asker.Name}: {question.Text}"),
            ],
            });
        }
        else if (!question.IsOpen)
        {
            items.Add(CardKit.Subtle(MemberTexts.AnsweredBy.With(question.AnsweredBy?.Name ?? MemberTexts.Somebody)));
        }

        return new AdaptiveContainer { Items = items, Separator = true };
    }
}
