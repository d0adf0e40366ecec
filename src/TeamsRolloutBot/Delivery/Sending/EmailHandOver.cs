using NodaTime.Text;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// Without permission to send mail, the welcome e-mail is handed over: the cohort's implementation
/// manager gets the finished texts once a day for everybody due that day.
/// </summary>
internal sealed class EmailHandOver(Notifier notifier, IClock clock)
{
    public Task HandOverAsync(StoredRollout rollout, DeliveryKey email, CancellationToken ct)
    {
        var cohort = rollout.Definition.FindCohort(email.Cohort.Cohort);
        var to = cohort?.ImplementationManager?.Id ?? rollout.Rollout.Owner.Id;
        var (zone, timing, now) = (cohort?.Zone ?? rollout.Definition.Zone, rollout.Definition.Timing, clock.GetCurrentInstant());

        // Members in other zones are due at other hours; the person who sends the e-mails gets them
        // within their own day hours.
        var from = timing.Hours.NextAllowed(now, timing.Calendar, zone);
        var notice = new DeliveryKey(email.Cohort, to, Notices.HandOver, LocalDatePattern.Iso.Format(now.InZone(zone).Date));
        return notifier.NotifyAsync(rollout, notice, ct, from > now ? from : null);
    }
}
