namespace TeamsRolloutBot.Cards;

/// <summary>The names of touchpoints as managers see them.</summary>
internal static class TouchpointNames
{
    /// <param name="kind">The kind.</param>
    /// <param name="number">The number of a check-in or its nudge.</param>
    /// <returns><c>Checklist</c>, <c>Check-in 2</c>.</returns>
    public static string Of(TouchpointKind kind, int number) => kind switch
    {
        TouchpointKind.Checklist => ManagerTexts.Checklist,
        TouchpointKind.Tasks => ManagerTexts.ManagersChecklist,
        TouchpointKind.Email => ManagerTexts.WelcomeEMail,
        TouchpointKind.Reminder => ManagerTexts.Reminder,
        TouchpointKind.Readiness => ManagerTexts.WhoIsReady,
        TouchpointKind.Invitation => ManagerTexts.TrainingInvitation,
        TouchpointKind.GoLive => ManagerTexts.GoLive,
        TouchpointKind.CheckIn => ManagerTexts.CheckIn.With(number),
        TouchpointKind.Nudge => ManagerTexts.NudgeForCheckIn.With(number),
        TouchpointKind.Digest => ManagerTexts.WeeklyDigest,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
