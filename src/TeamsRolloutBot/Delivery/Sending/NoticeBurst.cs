using NodaTime.Text;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// Notices of one kind to one person that come within a minute of another, whichever cohort they
/// are about. The first goes out at once; those behind it go out together, in one card of the
/// cohort that was first, when the minute is over.
/// </summary>
internal sealed class NoticeBurst(CohortRepository cohorts, BurstRepository bursts)
{
    private static readonly Duration Length = Duration.FromMinutes(1);

    // What is added in the last moment of the minute is committed before the card is made.
    private static readonly Duration Grace = Duration.FromSeconds(2);

    private static readonly InstantPattern Minute = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    /// <summary>When the card of an instant's minute goes out.</summary>
    public static Instant EndOf(Instant now) => Minute.Parse(Minute.Format(now)).Value + Length + Grace;

    /// <summary>The cohort whose card a notice belongs into.</summary>
    /// <returns>Null where the notice goes out on its own.</returns>
    public async Task<CohortId?> FindCohortAsync(StoredRollout rollout, DeliveryKey notice, Instant now, CancellationToken ct) =>
        Notices.GatheredOf(notice.Kind) is not null
        && await bursts.FindAsync(notice, ct) is { } burst
        && now - burst.LastAt < Length
        && rollout.Definition.FindCohort(burst.Cohort) is not null
            ? burst.Cohort
            : null;

    /// <summary>
    /// Keeps that a notice has come, so that the next ones are gathered behind it.
    /// </summary>
    public Task KeepAsync(DeliveryKey notice, CohortId cohort, Instant now, CancellationToken ct) =>
        Notices.GatheredOf(notice.Kind) is null ? Task.CompletedTask : bursts.SaveAsync(notice, new Burst(cohort, now), ct);

    /// <summary>The card of a cohort that brings a notice.</summary>
    public static DeliveryKey CardOf(DeliveryKey notice, CohortId cohort, Instant now) =>
        new(notice.Cohort with { Cohort = cohort }, notice.Person, Notices.GatheredOf(notice.Kind)!, Minute.Format(now));

    /// <summary>
    /// What the card keeps of a notice: beside the card, so that both are one commit.
    /// </summary>
    public static DeliveryKey PlaceOf(DeliveryKey notice, DeliveryKey card) =>
        notice.Cohort == card.Cohort
            ? notice
            : notice with { Cohort = card.Cohort, Reference = $"{notice.Reference}@{notice.Cohort.Cohort.Value}" };

    /// <summary>The notices that a card brings, in the order in which they came.</summary>
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
