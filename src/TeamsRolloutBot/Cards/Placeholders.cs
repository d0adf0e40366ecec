using TeamsRolloutBot.Protocol.AdaptiveCards;

namespace TeamsRolloutBot.Cards;

internal static class ChecklistCard
{
    public static AdaptiveCard Draw(ChecklistModel model) => MessageCard.Information("Checklist", model.Cohort.Name);
}

internal static class TasksCard
{
    public static AdaptiveCard Draw(ChecklistModel model) => MessageCard.Information("Tasks", model.Cohort.Name);
}

internal static class CheckInCard
{
    public static AdaptiveCard Draw(CheckInModel model) => MessageCard.Information("Check-in", model.Cohort.Name);
}

internal static class CheckInDoneCard
{
    public static AdaptiveCard Draw(CheckInModel model) => MessageCard.Information("Check-in", model.Cohort.Name);
}

internal static class QuestionFormCard
{
    public static AdaptiveCard Draw(QuestionFormModel model) => MessageCard.Information("Question", model.Text ?? string.Empty);
}

internal static class QuestionCard
{
    public static AdaptiveCard Draw(QuestionModel model) => MessageCard.Information("Question", model.Question.Text);
}

internal static class AnsweredCard
{
    public static AdaptiveCard Draw(QuestionModel model) => MessageCard.Information("Question", model.Question.Text);
}

internal static class AskedCard
{
    public static AdaptiveCard Draw(AskedModel model) => MessageCard.Information("Question", model.Question.Text);
}

internal static class QuestionsCard
{
    public static AdaptiveCard Draw(QuestionsModel model) => MessageCard.Information("Questions", model.Questions.Count.ToString());
}
