using NodaTime.Text;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Dialogs;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>
/// Sets up a launched rollout in one line: cohorts with members and go-live dates; everybody has
/// the app.
/// </summary>
internal static class DeliveryBench
{
    /// <summary>
    /// The bot on the evening before the checklists of a rollout that goes live on March 15, 2027.
    /// </summary>
    public static Task<BotUnderTest> StartAsync(string now = "2027-02-21T17:00:00Z") => BotUnderTest.StartAsync(now);

    public static PersonId IdOf(TestPerson person) => PersonId.FromObjectId(Guid.Parse(person.ObjectId));

    public static Task<StoredRollout> LaunchAsync(BotUnderTest bot, params (string GoLive, TestPerson[] Members)[] cohorts) =>
        LaunchAsync(bot, lead: null, timing: new(), cohorts);

    /// <param name="bot">The bot.</param>
    /// <param name="lead">Every cohort's implementation manager.</param>
    /// <param name="timing">When what is sent.</param>
    /// <param name="cohorts">Go-live dates and members.</param>
    public static async Task<StoredRollout> LaunchAsync(
        BotUnderTest bot, TestPerson? lead, TimingPlan timing, params (string GoLive, TestPerson[] Members)[] cohorts)
    {
        var zone = DateTimeZoneProviders.Tzdb["America/Denver"];
        foreach (var person in cohorts.SelectMany(cohort => cohort.Members).Concat(lead is null ? [] : [lead]).Distinct())
        {
            await bot.SayAsync(person, "hello");
        }

        var definition = RolloutDefinition.Start("Mountain region", ShippedPlaybooks.Default, zone) with
        {
            Timing = timing,
            Committee = [Person.FromEmail("ines@contoso.example.com")],
            Cohorts = [.. cohorts.Select((cohort, number) => new Cohort
            {
                Id = new CohortId($"c{number + 1}"),
                Name = $"Office {number + 1}",
                GoLive = LocalDatePattern.Iso.Parse(cohort.GoLive).GetValueOrThrow(),
                Zone = zone,
                ImplementationManager = lead is null ? null : PersonOf(lead),
            })],
        };
        var draft = await bot.Get<Lifecycle>()
            .StartAsync(RolloutId.New(), BotUnderTest.Tenant, PersonOf(TestPerson.Robin), definition, default);
        foreach (var (cohort, (_, members)) in draft.Definition.Cohorts.Zip(cohorts))
        {
            await bot.Get<Membership>().AddAsync(
                draft, cohort.Id, [.. members.Select(member => new Member { Person = PersonOf(member) })], draft.Rollout.Owner.Id, default);
            await bot.Get<ImplementationManagers>().SetAsync(draft, cohort.Id, null, cohort.ImplementationManager, default);
        }

        var (launched, refusal) = await bot.Get<Lifecycle>().LaunchAsync(draft, draft.Rollout.Owner.Id, default);
        Assert.Null(refusal);
        return launched!;
    }

    /// <summary>The same, after the planner has looked at it and enrolled the members.</summary>
    public static async Task<StoredRollout> EnrolledAsync(
        BotUnderTest bot, TestPerson? lead, params (string GoLive, TestPerson[] Members)[] cohorts)
    {
        var rollout = await LaunchAsync(bot, lead, timing: new(), cohorts);
        await bot.TravelAsync(InstantPattern.ExtendedIso.Format(bot.Now + Duration.FromMinutes(1)));
        return rollout;
    }

    public static Person PersonOf(TestPerson person) => new() { Id = IdOf(person), Name = person.Name, Email = person.Email };

    public static CohortKey Key(this StoredRollout rollout, int cohort) => new(rollout.Id, new CohortId($"c{cohort}"));

    public static async Task<IReadOnlyList<StoredDelivery>> DeliveriesAsync(
        this BotUnderTest bot, StoredRollout rollout, TestPerson? person = null)
    {
        var deliveries = new List<StoredDelivery>();
        foreach (var cohort in rollout.Definition.Cohorts)
        {
            await foreach (
                var delivery in bot.Get<CohortRepository>()
                    .ListDeliveriesAsync(new CohortKey(rollout.Id, cohort.Id), person is null ? null : IdOf(person)))
            {
                deliveries.Add(delivery);
            }
        }

        return deliveries;
    }

    public static int Titled(this BotUnderTest bot, TestPerson person, string title) =>
        bot.Teams.To(person).Count(message => message.Text.Split('\n').Contains(title));

    /// <summary>Fails the first requests to a person, then lets them through.</summary>
    public static void FailFirst(this BotUnderTest bot, TestPerson person, params ConnectorException[] failures)
    {
        var left = new Queue<ConnectorException>(failures);
        bot.Teams.Fails = conversation => conversation == person.Conversation && left.TryDequeue(out var failure) ? failure : null;
    }
}
