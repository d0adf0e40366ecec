using NodaTime;
using NodaTime.Text;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// Notices of one kind to one person in one cohort that come within a minute of another. The first goes out at once; those
/// behind it go out together, in one card, when the minute is over.
/// </summary>
internal sealed class NoticeBurst(CohortRepository cohorts)
{
    private static readonly Duration Length = Duration.FromMinutes(1);

    // What is added in the last moment of the minute is committed before the card is made.
    private static readonly Duration Grace = Duration.FromSeconds(2);

    private static readonly InstantPattern Minute = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    /// <summary>When the card of an instant's minute goes out.</summary>
    public static Instant EndOf(Instant now) => Minute.Parse(Minute.Format(now)).Value + Length + Grace;

    /// <summary>The card that a notice belongs into.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="now">When it comes.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Its key; null where the notice goes out on its own.</returns>
    public async Task<DeliveryKey?> FindCardAsync(DeliveryKey notice, Instant now, CancellationToken ct)
    {
        if (Notices.GatheredOf(notice.Kind) is not { } gathered)
        {
            return null;
        }

        await foreach (var earlier in cohorts.ListNoticesAsync(notice.Cohort, notice.Person, notice.Kind, ct))
        {
            if (earlier.Key != notice && now - earlier.DecidedAt < Length)
            {
                return notice with { Kind = gathered, Reference = Minute.Format(now) };
            }
        }

        return null;
    }

    /// <summary>The references of the notices that a card brings, in the order in which they came.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(DeliveryKey card, CancellationToken ct)
    {
        var notices = new List<Storage.Repositories.Delivery>();
        await foreach (var notice in cohorts.ListNoticesAsync(card.Cohort, card.Person, Notices.SingleOf(card.Kind), ct))
        {
            if (notice.State == DeliveryState.Skipped && Minute.Format(notice.DecidedAt) == card.Reference)
            {
                notices.Add(notice);
            }
        }

        return [.. notices.OrderBy(notice => notice.DecidedAt).Select(notice => notice.Key.Reference)];
    }
}
