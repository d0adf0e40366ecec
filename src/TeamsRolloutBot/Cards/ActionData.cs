namespace TeamsRolloutBot.Cards;

/// <summary>The names in the data of buttons.</summary>
internal static class ActionData
{
    public const string Rollout = "rollout";
    public const string Cohort = "cohort";
    public const string Person = "person";
    public const string Session = "session";
    public const string Question = "question";
    public const string Confirm = "confirm";
    public const string After = "after";
    public const string Done = "done";
    public const string Task = "task";
    public const string Topic = "topic";
    public const string Date = "date";
    public const string Step = "step";
    public const string CheckIn = "checkIn";
}
