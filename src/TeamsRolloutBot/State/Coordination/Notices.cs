using System.Security.Cryptography;
using System.Text;

namespace TeamsRolloutBot.State;

/// <summary>
/// The kinds of messages outside the timeline. The reference identifies the instance.
/// </summary>
internal static class Notices
{
    /// <summary>
    /// A question for the cohort's implementation manager or the committee; reference: the
    /// question's id.
    /// </summary>
    public const string Question = "notice.question";

    /// <summary>
    /// Further questions in quick succession, in one card; reference: the minute, as
    /// <c>2027-03-15T09:00</c>.
    /// </summary>
    public const string Questions = "notice.questions";

    /// <summary>
    /// Two accounts claim a person's address, for the rollout's owner; reference:
    /// <see cref="ReferenceOf"/>.
    /// </summary>
    public const string Dispute = "notice.dispute";

    /// <summary>Further disputes in quick succession, in one card; reference: the minute.</summary>
    public const string Disputes = "notice.disputes";

    /// <summary>The answer for the asker; reference: the question's id.</summary>
    public const string Answer = "notice.answer";

    /// <summary>Further answers in quick succession, in one card; reference: the minute.</summary>
    public const string Answers = "notice.answers";

    /// <summary>
    /// A reminder requested by the manager; reference: the day, as <c>2027-03-15</c>, so that a
    /// double press sends one.
    /// </summary>
    public const string Nudge = "notice.nudge";

    /// <summary>
    /// The finished welcome e-mails for the implementation manager if the bot may not send mail;
    /// reference: empty.
    /// </summary>
    public const string HandOver = "notice.handover";

    /// <summary>
    /// Training sessions were planned, moved or cancelled, and calendars must be updated;
    /// reference: the definition's revision, or <see cref="Quiet"/> and the minute.
    /// </summary>
    public const string Calendar = "notice.calendar";

    /// <summary>
    /// How the reference starts of a <see cref="Calendar"/> notice that tells its planner nothing:
    /// only the people or the zone have changed.
    /// </summary>
    public const string Quiet = "quiet-";

    /// <summary>
    /// Asks who attended a training session that is over; reference: the session's id and change
    /// count.
    /// </summary>
    public const string Attendance = "notice.attendance";

    /// <summary>
    /// A session on the next working day, for its trainer; reference: as for
    /// <see cref="Attendance"/>.
    /// </summary>
    public const string SessionSoon = "notice.session-soon";

    /// <summary>The same, for everybody invited.</summary>
    public const string SessionReminder = "notice.session-reminder";

    /// <summary>
    /// Another session, for somebody who missed one; reference: the other session's, as for
    /// <see cref="Attendance"/>.
    /// </summary>
    public const string SessionOffer = "notice.session-offer";

    /// <summary>A session's notes; reference: its id and a hash of the notes.</summary>
    public const string SessionNotes = "notice.session-notes";

    /// <summary>
    /// A blocker, for the cohort's lead; reference: <see cref="ReferenceOf"/> and the check-in.
    /// </summary>
    public const string Stopped = "notice.stopped";

    /// <summary>Further blockers in quick succession, in one card; reference: the minute.</summary>
    public const string StoppedSeveral = "notice.stopped-several";

    /// <summary>
    /// A subcontractor's invitation expires soon, for its owner; reference: the subcontractor's id
    /// and the invitation date.
    /// </summary>
    public const string Subcontractor = "notice.subcontractor";

    /// <summary>
    /// Reminders and offers: they keep to day hours and wait while the rollout is paused.
    /// </summary>
    public static bool IsOfASessionToCome(string kind) => kind is SessionSoon or SessionReminder or SessionOffer;

    private static readonly (string Single, string Gathered)[] _pairs =
        [(Question, Questions), (Dispute, Disputes), (Answer, Answers), (Stopped, StoppedSeveral)];

    /// <summary>
    /// The kind of card that gathers notices of a kind; null if each is sent on its own.
    /// </summary>
    public static string? GatheredOf(string kind) => Array.Find(_pairs, pair => pair.Single == kind).Gathered;

    /// <summary>The kind of notices gathered in a <paramref name="gathered"/> card.</summary>
    public static string SingleOf(string gathered) => Array.Find(_pairs, pair => pair.Gathered == gathered).Single;

    /// <summary>Distinguishes texts, so that the same one is sent once.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));

    /// <summary>
    /// A stable reference to a person without identifying them: what is left of a notice must not
    /// name somebody who was erased.
    /// </summary>
    public static string ReferenceOf(PersonId person) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person.Value)).AsSpan(0, 8));
}
