namespace TeamsRolloutBot.Cards;

/// <summary>
/// Verbs used by several cards. They never change: posted buttons must work for years.
/// </summary>
internal static class CardVerbs
{
    public const string AnswersList = "answers.list";
    public const string CheckinAnswer = "checkin.answer";
    public const string CheckinSnooze = "checkin.snooze";
    public const string ChecklistMine = "checklist.mine";
    public const string ChecklistShow = "checklist.show";
    public const string CohortAdd = "cohort.add";
    public const string CohortGoOn = "cohort.goOn";
    public const string CohortMove = "cohort.move";
    public const string DefineBack = "define.back";
    public const string DefineCancel = "define.cancel";
    public const string DefineCohort = "define.cohort";
    public const string DefineNext = "define.next";
    public const string DefineOpen = "define.open";
    public const string DefineSave = "define.save";
    public const string DefineSkip = "define.skip";
    public const string DeliveriesList = "deliveries.list";
    public const string EmailFile = "email.file";
    public const string EmailShow = "email.show";
    public const string HelpShow = "help.show";
    public const string HelpTopic = "help.topic";
    public const string PeopleAdd = "people.add";
    public const string PeopleList = "people.list";
    public const string PeopleNudge = "people.nudge";
    public const string PeopleRemove = "people.remove";
    public const string PrivacyForget = "privacy.forget";
    public const string QuestionAnswer = "question.answer";
    public const string QuestionAsk = "question.ask";
    public const string QuestionForm = "question.form";
    public const string QuestionList = "question.list";
    public const string ReachShow = "reach.show";
    public const string ReportProgress = "report.progress";
    public const string RolloutClose = "rollout.close";
    public const string RolloutDuplicate = "rollout.duplicate";
    public const string RolloutExport = "rollout.export";
    public const string RolloutImport = "rollout.import";
    public const string RolloutNew = "rollout.new";
    public const string RolloutPause = "rollout.pause";
    public const string RolloutResume = "rollout.resume";
    public const string SessionAttended = "session.attended";
    public const string SessionCancel = "session.cancel";
    public const string SessionFile = "session.file";
    public const string SessionForm = "session.form";
    public const string SessionList = "session.list";
    public const string SessionPeople = "session.people";
    public const string SessionSave = "session.save";
    public const string SessionTimes = "session.times";
    public const string StatusShow = "status.show";
    public const string TaskSet = "task.set";
}
