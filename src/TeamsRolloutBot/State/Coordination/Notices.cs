using System.Security.Cryptography;
using System.Text;

namespace TeamsRolloutBot.State;

/// <summary>The kinds of what is sent besides the timeline. The reference says which one.</summary>
internal static class Notices
{
    /// <summary>
    /// A question for the cohort's implementation manager or the committee; reference: the
    /// question's id.
    /// </summary>
    public const string Question = "notice.question";

    /// <summary>
    /// Questions that came right after another, in one card; reference: the minute, as
    /// <c>2027-03-15T09:00</c>.
    /// </summary>
    public const string Questions = "notice.questions";

    /// <summary>
    /// The address of somebody is claimed by two accounts, for the rollout's owner; reference:
    /// <see cref="ReferenceOf"/>.
    /// </summary>
    public const string Dispute = "notice.dispute";

    /// <summary>
    /// Disputes that came right after another, in one card; reference: the minute.
    /// </summary>
    public const string Disputes = "notice.disputes";

    /// <summary>The answer for the asker; reference: the question's id.</summary>
    public const string Answer = "notice.answer";

    /// <summary>
    /// Answers that came right after another, in one card; reference: the minute.
    /// </summary>
    public const string Answers = "notice.answers";

    /// <summary>
    /// A reminder the manager asked for; reference: the day, as <c>2027-03-15</c>, so that pressing
    /// twice sends one.
    /// </summary>
    public const string Nudge = "notice.nudge";

    /// <summary>
    /// The finished welcome e-mails for the implementation manager, where the bot may not send
    /// mail; reference: empty.
    /// </summary>
    public const string HandOver = "notice.handover";

    /// <summary>
    /// Training sessions were planned, moved or cancelled, and calendars have to follow; reference:
    /// the number of the definition.
    /// </summary>
    public const string Calendar = "notice.calendar";

    /// <summary>
    /// A training session is over: who was there?; reference: the session's id and how often it was
    /// changed.
    /// </summary>
    public const string Attendance = "notice.attendance";

    /// <summary>
    /// A session is tomorrow, for its trainer; reference: as of <see cref="Attendance"/>.
    /// </summary>
    public const string SessionSoon = "notice.session-soon";

    /// <summary>The same for everybody who is invited.</summary>
    public const string SessionReminder = "notice.session-reminder";

    /// <summary>
    /// Another session, for somebody who missed one; reference: the other's, as of
    /// <see cref="Attendance"/>.
    /// </summary>
    public const string SessionOffer = "notice.session-offer";

    /// <summary>
    /// What was noted of a session; reference: its id and what tells these notes from earlier ones.
    /// </summary>
    public const string SessionNotes = "notice.session-notes";

    /// <summary>
    /// What stops somebody, for who leads their cohort; reference: <see cref="ReferenceOf"/> and
    /// the check-in.
    /// </summary>
    public const string Stopped = "notice.stopped";

    /// <summary>
    /// What stops several people who answered right after another, in one card; reference: the
    /// minute.
    /// </summary>
    public const string StoppedSeveral = "notice.stopped-several";

    /// <summary>
    /// A subcontractor's invitation ends soon, for who looks after it; reference: the
    /// subcontractor's id and the day of the invitation.
    /// </summary>
    public const string Subcontractor = "notice.subcontractor";

    private static readonly (string Single, string Gathered)[] _pairs =
        [(Question, Questions), (Dispute, Disputes), (Answer, Answers), (Stopped, StoppedSeveral)];

    /// <summary>
    /// The kind of the card that gathers notices of a kind; null where each goes out on its own.
    /// </summary>
    public static string? GatheredOf(string kind) => Array.Find(_pairs, pair => pair.Single == kind).Gathered;

    /// <summary>
    /// The kind of the notices that a card of <paramref name="gathered"/> brings.
    /// </summary>
    public static string SingleOf(string gathered) => Array.Find(_pairs, pair => pair.Gathered == gathered).Single;

    /// <summary>Tells texts apart: the same is sent once.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));

    /// <summary>
    /// Tells people apart without saying who they are: what is left of a notice must not name
    /// somebody who was erased.
    /// </summary>
    public static string ReferenceOf(PersonId person) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person.Value)).AsSpan(0, 8));
}
