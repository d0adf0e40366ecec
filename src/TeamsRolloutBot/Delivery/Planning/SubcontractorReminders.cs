using AdaptiveCards;
using NodaTime.Text;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>Reminds a subcontractor's owner before the invitation expires.</summary>
internal sealed class SubcontractorReminders(SubcontractorRepository subcontractors, IOutbox outbox)
{
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    /// <summary>Schedules the reminder for a new invitation; idempotent.</summary>
    public Task PlanAsync(StoredRollout rollout, Subcontractor invited, CancellationToken ct)
    {
        if (
            invited is not { Status: SubcontractorStatus.Invited, InvitedOn: { } on }
            || rollout.Definition.Playbook.Subcontractors is not { } lane
        )
        {
            return Task.CompletedTask;
        }

        var timing = rollout.Definition.Timing;
        var day = InvitationReminder.DayOf(on, lane.InvitationDays, timing.Calendar);
        var at = rollout.Definition.Zone.AtLeniently(day + timing.SendTime).ToInstant();
        return outbox.NotifyAsync(rollout, KeyOf(rollout, invited, on), ct, at);
    }

    /// <summary>The card; null if the invitation was accepted or renewed meanwhile.</summary>
    public async Task<AdaptiveCard?> ComposeAsync(StoredRollout rollout, DeliveryKey notice, Instant now, CancellationToken ct)
    {
        var id = notice.Reference[..notice.Reference.IndexOf('-', StringComparison.Ordinal)];
        if (rollout.Rollout.State == RolloutState.Closed
            || rollout.Definition.Playbook.Subcontractors is not { } lane
            || await subcontractors.FindAsync(rollout.Id, id, ct) is not { Status: SubcontractorStatus.Invited, InvitedOn: { } on } invited
            || KeyOf(rollout, invited, on) != notice)
        {
            return null;
        }

        return SubcontractorCards.DrawReminder(
            new SubcontractorsModel(rollout, lane, [invited], now.InZone(rollout.Definition.Zone).Date) { MayMove = _ => true }, invited);
    }

    private static DeliveryKey KeyOf(StoredRollout rollout, Subcontractor invited, LocalDate on) =>
        new(CohortKey.ForRollout(rollout.Id), invited.Owner.Id, Notices.Subcontractor, $"{invited.Id}-{Day.Format(on)}");
}
