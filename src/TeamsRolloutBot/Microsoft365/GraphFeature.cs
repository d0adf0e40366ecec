namespace TeamsRolloutBot.Microsoft365;

/// <summary>The levels an administrator can grant, in order; the bot is useful at each.</summary>
internal enum GraphLevel
{
    /// <summary>No access to Graph.</summary>
    None,
    Installation,
    Mail,
    Calendar,
    Attendance,
}

/// <summary>The bot's uses of Graph, each with its own permissions.</summary>
internal enum GraphFeature
{
    /// <summary>Find people and groups.</summary>
    People,

    /// <summary>Install the app for people and learn their chats.</summary>
    Installation,

    /// <summary>Send the welcome e-mails.</summary>
    Mail,

    /// <summary>Put training sessions into calendars, and propose free times.</summary>
    Calendar,

    /// <summary>Read time zones and working hours.</summary>
    Zones,

    /// <summary>Read attendance of a training session.</summary>
    Attendance,
}

/// <summary>The facts about a feature.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Level">The level it belongs to; each level is named after one of its
/// features.</param>
/// <param name="Name">Its name in the README and in logs.</param>
/// <param name="Titled">Its name on cards, in the reader's language.</param>
/// <param name="Permissions">The least application permissions it needs.</param>
/// <param name="Adding">What it adds, as the end of “The bot …”.</param>
/// <param name="Missing">What happens without it.</param>
internal sealed record GraphFeatureFacts(
    GraphFeature Feature, GraphLevel Level, string Name, IReadOnlyList<string> Permissions, Func<string> Titled, Func<string> Adding,
    Func<string> Missing)
{
    public static IReadOnlyList<GraphFeatureFacts> All { get; } =
    [
        new(
            GraphFeature.Installation,
            GraphLevel.Installation,
            "installation",
            ["AppCatalog.Read.All", "TeamsAppInstallation.ReadWriteSelfForUser.All"],
            () => ManagerTexts.GraphFeatureInstallation,
            () => ManagerTexts.ReachesEverybodyByItself,
            () => ManagerTexts.PeopleAreReachedOnceTheyHave),
        new(
            GraphFeature.People,
            GraphLevel.Installation,
            "people",
            ["User.ReadBasic.All", "Group.ReadBasic.All", "GroupMember.ReadBasic.All"],
            () => ManagerTexts.GraphFeaturePeople,
            () => ManagerTexts.FindsPeopleAndGroupsByName,
            () => ManagerTexts.PeopleArePickedTypedAsE),
        new(
            GraphFeature.Mail,
            GraphLevel.Mail,
            "mail",
            ["Mail.Send"],
            () => ManagerTexts.GraphFeatureMail,
            () => ManagerTexts.SendsTheWelcomeEMails,
            () => ManagerTexts.TheFinishedEMailsAreHanded),
        new(
            GraphFeature.Calendar,
            GraphLevel.Calendar,
            "calendar",
            ["Calendars.ReadWrite"],
            () => ManagerTexts.GraphFeatureCalendar,
            () => ManagerTexts.PutsTrainingSessionsIntoCalendarsAnd,
            () => ManagerTexts.SessionsAreHandedOverAsA),
        new(
            GraphFeature.Zones,
            GraphLevel.Calendar,
            "time zones",
            ["MailboxSettings.Read"],
            () => ManagerTexts.GraphFeatureZones,
            () => ManagerTexts.KnowsPeoplesTimeZones,
            () => ManagerTexts.PeopleHaveTheirCohortsTimeZone),
        new(
            GraphFeature.Attendance,
            GraphLevel.Attendance,
            "attendance",
            ["OnlineMeetings.Read.All", "OnlineMeetingArtifact.Read.All"],
            () => ManagerTexts.GraphFeatureAttendance,
            () => ManagerTexts.ReadsWhoWasInASession,
            () => ManagerTexts.TheTrainerTicksWhoWasThere),
    ];

    /// <summary>Its name on cards.</summary>
    public string Title => Titled();

    /// <summary>What it adds, as the end of “The bot …”.</summary>
    public string Adds => Adding();

    /// <summary>What happens without it.</summary>
    public string Without => Missing();

    /// <summary>What an administrator must do to enable it.</summary>
    public string ToGrant => ManagerTexts.GraphHasToGrant.With(string.Join(", ", Permissions));

    /// <summary>True for the feature its level is named after.</summary>
    public bool IsMain => string.Equals(Name, Level.ToString(), StringComparison.OrdinalIgnoreCase);

    public static GraphFeatureFacts Of(GraphFeature feature) => All.First(facts => facts.Feature == feature);
}
