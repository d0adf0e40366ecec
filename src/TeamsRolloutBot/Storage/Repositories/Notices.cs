using System.Security.Cryptography;
using System.Text;
using TeamsRolloutBot.Domain;

namespace TeamsRolloutBot.Storage.Repositories;

/// <summary>The kinds of what is sent besides the timeline. The reference says which one.</summary>
internal static class Notices
{
    /// <summary>A question for the cohort's implementation manager or the committee; reference: the question's id.</summary>
    public const string Question = "notice.question";

    /// <summary>Questions that came right after another, in one card; reference: the minute, as <c>2027-03-15T09:00</c>.</summary>
    public const string Questions = "notice.questions";

    /// <summary>
    /// The address of somebody is claimed by two accounts, for the rollout's owner; reference: <see cref="ReferenceOf"/>.
    /// </summary>
    public const string Dispute = "notice.dispute";

    /// <summary>Disputes that came right after another, in one card; reference: the minute.</summary>
    public const string Disputes = "notice.disputes";

    /// <summary>The answer for the asker; reference: the question's id.</summary>
    public const string Answer = "notice.answer";

    /// <summary>Answers that came right after another, in one card; reference: the minute.</summary>
    public const string Answers = "notice.answers";

    /// <summary>A reminder the manager asked for; reference: the day, as <c>2027-03-15</c>, so that pressing twice sends one.</summary>
    public const string Nudge = "notice.nudge";

    /// <summary>The finished welcome e-mails for the implementation manager, where the bot may not send mail; reference: empty.</summary>
    public const string HandOver = "notice.handover";

    /// <summary>
    /// Training sessions were planned, moved or cancelled, and calendars have to follow; reference: the number of the
    /// definition.
    /// </summary>
    public const string Calendar = "notice.calendar";

    /// <summary>A training session is over: who was there?; reference: the session's id and how often it was changed.</summary>
    public const string Attendance = "notice.attendance";

    private static readonly (string Single, string Gathered)[] _pairs = [(Question, Questions), (Dispute, Disputes), (Answer, Answers)];

    /// <summary>The kind of the card that gathers notices of a kind; null where each goes out on its own.</summary>
    public static string? GatheredOf(string kind) => Array.Find(_pairs, pair => pair.Single == kind).Gathered;

    /// <summary>The kind of the notices that a card of <paramref name="gathered"/> brings.</summary>
    public static string SingleOf(string gathered) => Array.Find(_pairs, pair => pair.Gathered == gathered).Single;

    /// <summary>Tells people apart without saying who they are: what is left of a notice must not name somebody who was erased.</summary>
    public static string ReferenceOf(PersonId person) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person.Value)).AsSpan(0, 8));
}
