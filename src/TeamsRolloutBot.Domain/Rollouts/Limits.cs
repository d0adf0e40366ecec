namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>
/// How long texts and lists may be, checked where they enter. With the longest admitted content
/// every card stays below 28 KB and every stored document below 1 MiB.
/// </summary>
public static class Limits
{
    public const int RolloutName = 100;
    public const int CohortName = 80;
    public const int PersonName = 120;
    public const int Title = 120;
    public const int ProjectNumber = 40;
    public const int Url = 500;
    public const int BestPracticeText = 2000;
    /// <summary>All best practices together.</summary>
    public const int BestPracticesText = 10_000;

    /// <summary>All projects' lines together: they stand in one field.</summary>
    public const int ProjectsText = 12_000;
    public const int NewHires = 1000;
    public const int EmailSubject = 200;
    public const int EmailBody = 6000;
    public const int Question = 2000;
    public const int Blocker = 1000;
    public const int Committee = 50;

    /// <summary>Half-finished rollouts of one person.</summary>
    public const int DraftsOfPerson = 20;

    /// <summary>Questions of one person in a cohort that wait for an answer.</summary>
    public const int OpenQuestionsOfPerson = 20;

    /// <summary>
    /// How far from its present date a go-live can be moved, in days: more is a wrong year.
    /// </summary>
    public const int DaysMoved = 366;
    public const int BestPractices = 30;
    public const int Projects = 500;
    public const int Cohorts = 300;
    public const int MembersPerCohort = 5000;
    public const int SessionsPerCohort = 20;
    public const int SessionTitle = 120;

    /// <summary>A room, an address or a link.</summary>
    public const int SessionPlace = 300;
    public const int SessionNotes = 4000;
    /// <summary>All titles and links of certifications, webinars and resources together.</summary>
    public const int TrainingText = 6000;
    public const int Certifications = 30;
    public const int Webinars = 20;
    public const int Resources = 30;
    public const int Roles = 30;

    /// <summary>
    /// All roles' titles together, and all agenda topics together: they stand in one card with the
    /// training's lists.
    /// </summary>
    public const int RolesText = 1500;
    public const int AgendaText = 3000;

    /// <summary>Titles in lists of people that are no roles.</summary>
    public const int JobTitles = 200;

    /// <summary>Of a certification or webinar.</summary>
    public const int TrainingMinutes = 2000;

    /// <summary>A session's form shows them all to be ticked.</summary>
    public const int AgendaTopics = 15;
    public const int AgendaContent = 300;
    public const int PlaybookName = 100;
    public const int Product = 60;

    /// <summary>It stands in one card with the projects' lines.</summary>
    public const int SwitchingAdvice = 1000;
}
