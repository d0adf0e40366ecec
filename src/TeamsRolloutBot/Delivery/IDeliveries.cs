using NodaTime;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Delivery;

/// <summary>What the conversation asks of delivery. Everything asked is durable when the call returns.</summary>
internal interface IDeliveries
{
    /// <summary>Makes the planner look at cohorts at an instant; now or in the past: at once.</summary>
    Task WakeAsync(RolloutId rollout, IReadOnlyCollection<CohortId> cohorts, Instant at, CancellationToken ct);

    /// <summary>
    /// Sends something that no timeline plans: a question to whom it is for, its answer, a nudge by the manager. Asking twice for the same
    /// notice sends it once. Day hours do not hold it back: somebody waits for it.
    /// </summary>
    /// <param name="rollout">The rollout it belongs to.</param>
    /// <param name="notice">Whom it is for, and what it is (<see cref="Notices"/>).</param>
    /// <param name="ct">Cancels asking, not sending.</param>
    /// <param name="from">Not before then; null: at once.</param>
    Task NotifyAsync(StoredRollout rollout, DeliveryKey notice, CancellationToken ct, NodaTime.Instant? from = null);

    /// <summary>Sends anew to exactly those whom deliveries of the cohort did not reach.</summary>
    /// <returns>How many deliveries are sent again.</returns>
    Task<int> ResendFailedAsync(StoredRollout rollout, CohortId cohort, CancellationToken ct);

    /// <summary>Somebody can be reached again: what could not reach them is decided anew.</summary>
    Task ReturnedAsync(string tenantId, IReadOnlyList<PersonId> ids, CancellationToken ct);
}

/// <summary>The kinds of what is sent besides the timeline. The reference says which one.</summary>
internal static class Notices
{
    /// <summary>A question for the cohort's implementation manager or the committee; reference: the question's id.</summary>
    public const string Question = "notice.question";

    /// <summary>The answer for the asker; reference: the question's id.</summary>
    public const string Answer = "notice.answer";

    /// <summary>A reminder the manager asked for; reference: the day, as <c>2027-03-15</c>, so that pressing twice sends one.</summary>
    public const string Nudge = "notice.nudge";

    /// <summary>The finished welcome e-mails for the implementation manager, where the bot may not send mail; reference: empty.</summary>
    public const string HandOver = "notice.handover";

    /// <summary>Training sessions were planned, moved or cancelled, and calendars have to follow; reference: the number of the definition.</summary>
    public const string Calendar = "notice.calendar";

    /// <summary>A training session is over: who was there?; reference: the session's id and how often it was changed.</summary>
    public const string Attendance = "notice.attendance";
}
