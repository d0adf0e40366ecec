using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Storage.Repositories;

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
            TouchpointKind.Checklist => "Checklist",
            TouchpointKind.Tasks => "Manager’s checklist",
            TouchpointKind.Email => "Welcome e-mail",
            TouchpointKind.Reminder => "Reminder",
            TouchpointKind.Readiness => "Who is ready",
            TouchpointKind.Invitation => "Training invitation",
            TouchpointKind.GoLive => "Go-live",
            TouchpointKind.CheckIn => "Check-in",
            TouchpointKind.Nudge => "Nudge for check-in",
            TouchpointKind.Digest => "Weekly digest",
            _ => throw new ArgumentOutOfRangeException(nameof(key), kind, null),
        };
        return kind.IsNumbered() ? $"{name} {key.Reference.TrimStart('0')}" : name;
    }

    private static string Notice(string kind) => kind switch
    {
        Notices.Question => "Question",
        Notices.Questions => "Questions",
        Notices.Dispute => "An address claimed by two accounts",
        Notices.Disputes => "Addresses claimed by two accounts",
        Notices.Answer => "Answer",
        Notices.Answers => "Answers",
        Notices.Stopped or Notices.StoppedSeveral => "What stops somebody",
        Notices.Nudge => "Nudge",
        Notices.SessionSoon or Notices.SessionReminder => "Training is tomorrow",
        Notices.SessionOffer => "Another training session",
        Notices.SessionNotes => "Notes of the training",
        Notices.HandOver => "Welcome e-mails to send",
        Notices.Calendar => "Training in calendars",
        Notices.Attendance => "Who was at the training",
        _ => "Message",
    };
}
