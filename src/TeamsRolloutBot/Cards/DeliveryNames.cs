using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// What a delivery is called where people read it; its kind is the name files and keys spell.
/// </summary>
internal static class DeliveryNames
{
    /// <summary><c>Checklist</c>, <c>Check-in 2</c>, <c>Answer</c>.</summary>
    public static string Of(DeliveryKey key)
    {
        if (TouchpointKinds.Parse(key.Kind) is not { } kind)
        {
            return Notice(key.Kind);
        }

        var name = kind switch
        {
            TouchpointKind.Checklist => ManagerTexts.Checklist,
            TouchpointKind.Tasks => ManagerTexts.ManagersChecklist,
            TouchpointKind.Email => ManagerTexts.WelcomeEMail,
            TouchpointKind.Reminder => ManagerTexts.Reminder,
            TouchpointKind.Readiness => ManagerTexts.WhoIsReady,
            TouchpointKind.Invitation => ManagerTexts.TrainingInvitation,
            TouchpointKind.GoLive => ManagerTexts.GoLive,
            TouchpointKind.CheckIn => ManagerTexts.CheckIn5,
            TouchpointKind.Nudge => ManagerTexts.NudgeForCheckIn,
            TouchpointKind.Digest => ManagerTexts.WeeklyDigest,
            _ => throw new ArgumentOutOfRangeException(nameof(key), kind, null),
        };
        return kind.IsNumbered() ? $"{name} {key.Reference.TrimStart('0')}" : name;
    }

    private static string Notice(string kind) => kind switch
    {
        Notices.Question => ManagerTexts.Question,
        Notices.Questions => ManagerTexts.Questions,
        Notices.Dispute => ManagerTexts.AnAddressClaimedByTwoAccounts,
        Notices.Disputes => ManagerTexts.AddressesClaimedByTwoAccounts,
        Notices.Answer => ManagerTexts.Answer,
        Notices.Answers => ManagerTexts.Answers,
        Notices.Stopped or Notices.StoppedSeveral => ManagerTexts.WhatStopsSomebody,
        Notices.Nudge => ManagerTexts.Nudge,
        Notices.SessionSoon or Notices.SessionReminder => ManagerTexts.TrainingIsTomorrow,
        Notices.SessionOffer => ManagerTexts.AnotherTrainingSession,
        Notices.SessionNotes => ManagerTexts.NotesOfTheTraining,
        Notices.HandOver => ManagerTexts.WelcomeEMailsToSend,
        Notices.Calendar => ManagerTexts.TrainingInCalendars,
        Notices.Subcontractor => ManagerTexts.ASubcontractorsInvitationEnds,
        Notices.Attendance => ManagerTexts.WhoWasThere,
        _ => ManagerTexts.Message,
    };
}
