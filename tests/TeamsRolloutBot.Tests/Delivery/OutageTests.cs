using NodaTime.Text;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>
/// The bot is down for days and comes back: what was due in the meantime is caught up by the
/// contract's rule, once, within day hours and without a burst. The cohort goes live on Monday,
/// March 15, 2027, in Denver (UTC−7, from March 14 UTC−6); Maria is a member, Sam leads it.
/// </summary>
public sealed class OutageTests
{
    private static readonly DateTimeZone Denver = DateTimeZoneProviders.Tzdb["America/Denver"];

    /// <summary>
    /// When the bot is down, and what then goes out to Maria and Sam at once, by kind and number.
    /// </summary>
    public static TheoryData<string, string, string[], string[]> Outages =>
        new()
        {
            // Sunday to Wednesday, across the checklist on February 22, which is always caught up.
            { "2027-02-21T18:00:00Z", "2027-02-24T18:00:00Z", ["phase1.checklist"], ["phase1.tasks"] },
            // Across the reminder and readiness on March 5: before go-live, and long after the
            // checklist. The invitation follows on Monday at its own time.
            {
                "2027-03-04T18:00:00Z",
                "2027-03-07T18:00:00Z",
                ["phase1.reminder", "phase2.invitation"],
                ["phase1.readiness", "phase2.invitation"]
            },
            // All of phase 1 and the invitation: the first card, no reminder of what has only just
            // gone out, the invitation.
            {
                "2027-02-21T18:00:00Z",
                "2027-03-10T18:00:00Z",
                ["phase1.checklist", "phase2.invitation"],
                ["phase1.tasks", "phase2.invitation"]
            },
            // Friday to Monday noon, across go-live: always caught up, once.
            { "2027-03-12T18:00:00Z", "2027-03-15T18:00:00Z", ["phase3.golive"], [] },
            // Across the first check-in on March 22: it is the newest, and go-live went out
            // earlier.
            { "2027-03-21T18:00:00Z", "2027-03-24T16:00:00Z", ["phase3.checkin 1"], [] },
            // Across two check-ins: only the newest, without a nudge.
            { "2027-03-21T18:00:00Z", "2027-03-31T18:00:00Z", ["phase3.checkin 2"], [] },
            // Across the nudge of the first check-in (March 24): it is still useful.
            { "2027-03-23T18:00:00Z", "2027-03-26T18:00:00Z", ["phase3.nudge 1"], [] },
            // Back on a Saturday: the second check-in is due on Monday, and replaces the first.
            { "2027-03-21T18:00:00Z", "2027-03-27T18:00:00Z", ["phase3.checkin 2"], [] },
        };

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task After_an_outage_exactly_what_still_helps_goes_out(string from, string to, string[] maria, string[] sam)
    {
        await using var bot = await DeliveryBench.StartAsync("2027-02-20T17:00:00Z");
        var rollout = await DeliveryBench.LaunchAsync(bot, Sam, new(), ("2027-03-15", [Maria]));
        await bot.TravelAsync(from);
        var before = await SentAsync(bot, rollout);

        // While the bot is down, the clock jumps without stopping anywhere.
        bot.Clock.MoveTo(InstantPattern.ExtendedIso.Parse(to).GetValueOrThrow());
        var back = bot.Now;
        await bot.TravelAsync(InstantPattern.ExtendedIso.Format(NextEvening(back)));

        var after = (await SentAsync(bot, rollout)).Except(before).ToList();
        Assert.Equal(maria.Order(), Names(after, Maria));
        Assert.Equal(sam.Order(), Names(after, Sam));
        Assert.All(after, delivery => Assert.True(IsInDayHours(delivery.DoneAt!.Value), $"{delivery.Key.Kind} at {delivery.DoneAt}"));
        foreach (var person in after.GroupBy(delivery => delivery.Key.Person))
        {
            var times = person.Select(delivery => delivery.DoneAt!.Value).Order().ToList();
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= Duration.FromSeconds(60)));
        }
    }

    /// <summary>
    /// So much is decided for so many people that it exceeds one commit; with 52 check-ins, each
    /// with its nudge, even for one person.
    /// </summary>
    [Theory]
    [InlineData(30, 8)]
    [InlineData(2, 52)]
    public async Task After_a_long_time_away_everybody_is_caught_up(int people, int checkIns)
    {
        await using var bot = await DeliveryBench.StartAsync("2027-02-20T17:00:00Z");
        TestPerson[] members =
        [
            .. Enumerable.Range(0, people).Select(number => new TestPerson($"Member {number}", $"member{number}@contoso.com", 500 + number))
        ];
        var rollout = await DeliveryBench.LaunchAsync(bot, lead: null, new() { CheckInCount = checkIns }, ("2027-03-15", members));

        bot.Clock.MoveTo(Instant.FromUtc(2028, 6, 14, 17, 0));
        await bot.TravelAsync("2028-06-14T18:00:00Z");

        var deliveries = await bot.DeliveriesAsync(rollout);
        Assert.All(
            members,
            member =>
            {
                var own = deliveries.Where(delivery => delivery.Key.Person == DeliveryBench.IdOf(member)).ToList();
                Assert.Equal(
                    ["phase1.checklist", "phase3.golive"],
                    own.Where(delivery => delivery.State == DeliveryState.Sent).Select(delivery => delivery.Key.Kind).Order()
                );
                Assert.Equal(
                    2 * checkIns,
                    own.Count(delivery =>
                        delivery.State == DeliveryState.Skipped && delivery.Key.Kind.StartsWith("phase3.", StringComparison.Ordinal)
                    )
                );
            }
        );
    }

    // Until the evening of the working day on which catching up happens.
    private static Instant NextEvening(Instant back)
    {
        var local = back.InZone(Denver);
        var day = local.DayOfWeek switch
        {
            IsoDayOfWeek.Saturday => local.Date.PlusDays(2),
            IsoDayOfWeek.Sunday => local.Date.PlusDays(1),
            _ => local.Date,
        };
        return day.At(new LocalTime(18, 30)).InZoneLeniently(Denver).ToInstant();
    }

    private static bool IsInDayHours(Instant at) =>
        at.InZone(Denver) is { DayOfWeek: not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday), Hour: >= 8 and < 18 };

    // The welcome e-mails are handed over, not sent, and digests go to the rollout's manager.
    private static async Task<IReadOnlyList<StoredDelivery>> SentAsync(BotUnderTest bot, StoredRollout rollout) =>
        [
            .. (await bot.DeliveriesAsync(rollout))
                .Where(delivery => delivery.State == DeliveryState.Sent && delivery.Key.Kind != "phase1.email")
        ];

    private static IEnumerable<string> Names(IEnumerable<StoredDelivery> deliveries, TestPerson person) => deliveries
        .Where(delivery => delivery.Key.Person == DeliveryBench.IdOf(person))
        .Select(
            delivery => delivery.Key.Touchpoint!.Value.Number is var number and > 0 ? $"{delivery.Key.Kind} {number}" : delivery.Key.Kind)
        .Order();
}
