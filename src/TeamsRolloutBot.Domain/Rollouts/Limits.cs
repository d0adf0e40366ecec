namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>
/// Maximum lengths of texts and lists, checked on input. With content at these limits, every card
/// stays below 28 KB and every stored document below 1 MiB.
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
    /// <summary>Total for all best practices.</summary>
    public const int BestPracticesText = 10_000;

    /// <summary>Total for all project lines, which share one field.</summary>
    public const int ProjectsText = 12_000;
    public const int NewHires = 1000;
    public const int EmailSubject = 200;
    public const int EmailBody = 6000;
    public const int Question = 2000;
    public const int Blocker = 1000;
    public const int Committee = 50;

    /// <summary>Half-finished rollouts per person.</summary>
    public const int DraftsOfPerson = 20;

    /// <summary>Open questions per person in a cohort.</summary>
    public const int OpenQuestionsOfPerson = 20;

    /// <summary>Maximum days a go-live can be moved; anything more suggests a wrong year.</summary>
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
    /// <summary>Total for all titles and links of certifications, webinars and resources.</summary>
    public const int TrainingText = 6000;
    public const int Certifications = 30;
    public const int Webinars = 20;
    public const int Resources = 30;
    public const int Roles = 30;

    /// <summary>
    /// Totals for role titles and for agenda topics, which share a card with the training lists.
    /// </summary>
    public const int RolesText = 1500;
    public const int AgendaText = 3000;

    /// <summary>Paged on the checklist card.</summary>
    public const int PlaybookTasks = 60;
    public const int ManagerTasks = 30;
    public const int SetupItems = 20;

    /// <summary>The second line of a task or a setup item.</summary>
    public const int Detail = 200;

    /// <summary>In a role rule.</summary>
    public const int Advice = 300;
    public const int PlaybookVersion = 20;

    /// <summary>Per rollout; they are read together.</summary>
    public const int Subcontractors = 500;

    /// <summary>Per tenant.</summary>
    public const int SavedPlaybooks = 30;
    public const int InvitationDaysLeast = 4;
    public const int InvitationDaysMost = 90;

    /// <summary>Titles in lists of people that are not roles.</summary>
    public const int JobTitles = 200;

    /// <summary>Per certification or webinar.</summary>
    public const int TrainingMinutes = 2000;

    /// <summary>The session form lists them all as checkboxes.</summary>
    public const int AgendaTopics = 15;
    public const int AgendaContent = 300;
    public const int PlaybookName = 100;
    public const int Product = 60;

    /// <summary>Shares a card with the project lines.</summary>
    public const int SwitchingAdvice = 1000;
}
