using NodaTime;
using NodaTime.Text;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// Without the permission to send mail the welcome e-mail is handed over: the cohort's
/// implementation manager gets the finished texts, once a day for everybody it is due for that day.
/// </summary>
internal sealed class EmailHandOver(Notifier notifier, IClock clock)
{
    public Task HandOverAsync(StoredRollout rollout, DeliveryKey email, CancellationToken ct)
    {
        var cohort = rollout.Definition.FindCohort(email.Cohort.Cohort);
        var to = cohort?.ImplementationManager?.Id ?? rollout.Rollout.Owner.Id;
        var day = LocalDatePattern.Iso.Format(clock.GetCurrentInstant().InZone(cohort?.Zone ?? rollout.Definition.Zone).Date);
        return notifier.NotifyAsync(rollout, new DeliveryKey(email.Cohort, to, Notices.HandOver, day), ct);
    }
}
