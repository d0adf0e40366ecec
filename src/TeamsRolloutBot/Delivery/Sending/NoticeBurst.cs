using NodaTime.Text;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// Notices of one kind to one person in quick succession, whichever cohort they concern. The first
/// goes out at once; those that follow within a minute are gathered into one card of the first
/// one's cohort, sent when the minute is over.
/// </summary>
internal sealed class NoticeBurst(CohortRepository cohorts, BurstRepository bursts)
{
    private static readonly Duration Length = Duration.FromMinutes(1);

    // Allows notices added at the very end of the minute to be committed before the card is
    // composed.
    private static readonly Duration Grace = Duration.FromSeconds(2);

    private static readonly InstantPattern Minute = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    /// <summary>When the card for an instant's minute goes out.</summary>
    public static Instant EndOf(Instant now) => Minute.Parse(Minute.Format(now)).Value + Length + Grace;

    /// <summary>The cohort whose card gathers a notice.</summary>
    /// <returns>Null if the notice goes out on its own.</returns>
    public async Task<CohortId?> FindCohortAsync(StoredRollout rollout, DeliveryKey notice, Instant now, CancellationToken ct) =>
        Notices.GatheredOf(notice.Kind) is not null
        && await bursts.FindAsync(notice, ct) is { } burst
        && now - burst.LastAt < Length
        && rollout.Definition.FindCohort(burst.Cohort) is not null
            ? burst.Cohort
            : null;

    /// <summary>Records a notice so that the next ones are gathered.</summary>
    public Task KeepAsync(DeliveryKey notice, CohortId cohort, Instant now, CancellationToken ct) =>
        Notices.GatheredOf(notice.Kind) is null ? Task.CompletedTask : bursts.SaveAsync(notice, new Burst(cohort, now), ct);

    /// <summary>The gathering card of a cohort for a notice.</summary>
    public static DeliveryKey CardOf(DeliveryKey notice, CohortId cohort, Instant now) =>
        new(notice.Cohort with { Cohort = cohort }, notice.Person, Notices.GatheredOf(notice.Kind)!, Minute.Format(now));

    /// <summary>
    /// The key under which a gathered notice is stored next to the card, so that both are one
    /// commit.
    /// </summary>
    public static DeliveryKey PlaceOf(DeliveryKey notice, DeliveryKey card) =>
        notice.Cohort == card.Cohort
            ? notice
            : notice with { Cohort = card.Cohort, Reference = $"{notice.Reference}@{notice.Cohort.Cohort.Value}" };

    /// <summary>The notices gathered in a card, in order of arrival.</summary>
    public async Task<IReadOnlyList<DeliveryKey>> ReadAsync(DeliveryKey card, CancellationToken ct)
    {
        var notices = new List<StoredDelivery>();
        await foreach (var notice in cohorts.ListNoticesAsync(card.Cohort, card.Person, Notices.SingleOf(card.Kind), ct))
        {
            if (notice.State == DeliveryState.Skipped && Minute.Format(notice.DecidedAt) == card.Reference)
            {
                notices.Add(notice);
            }
        }

        return [.. notices.OrderBy(notice => notice.DecidedAt).Select(notice => NoticeAt(notice.Key))];
    }

    private static DeliveryKey NoticeAt(DeliveryKey place) => place.Reference.Split('@') is [var reference, var cohort]
        ? place with { Cohort = place.Cohort with { Cohort = new CohortId(cohort) }, Reference = reference }
        : place;
}
