using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Microsoft365;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>Mailboxes tell the time zone of people whose row does not.</summary>
public sealed class ZoneReaderTests
{
    private readonly Mock<IPeople> _people = new();
    private readonly Mock<IOutbox> _outbox = new();
    private readonly GraphLevels _levels = GraphWire.Levels();

    [Fact]
    public async Task A_member_gets_the_zone_of_their_mailbox_and_the_cohort_is_looked_at_again()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        Mailbox(Maria, "Europe/Berlin");

        await AskAsync(bot, rollout, Maria);

        Assert.Equal("Europe/Berlin", await ZoneOfAsync(bot, rollout));
        _outbox.Verify(outbox => outbox.WakeAsync(rollout.Id, It.IsAny<IReadOnlyCollection<CohortId>>(), bot.Now, default), Times.Once);
    }

    [Fact]
    public async Task A_zone_that_the_row_says_stays()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        await bot.Get<Membership>().AddAsync(
            rollout, rollout.Key(1).Cohort,
            [new Member { Person = DeliveryBench.PersonOf(Maria), Zone = DateTimeZoneProviders.Tzdb["America/Chicago"] }],
            rollout.Rollout.Owner.Id, default);
        Mailbox(Maria, "Europe/Berlin");

        await AskAsync(bot, rollout, Maria);

        Assert.Equal("America/Chicago", await ZoneOfAsync(bot, rollout));
    }

    [Theory]
    [InlineData("America/Denver")]
    [InlineData(null)]
    public async Task The_cohorts_own_zone_and_an_unknown_one_change_nothing(string? zone)
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        Mailbox(Maria, zone);

        await AskAsync(bot, rollout, Maria);

        Assert.Null(await ZoneOfAsync(bot, rollout));
        _outbox.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Nobody_is_asked_for_in_another_tenant_or_without_the_permission()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));

        await AskAsync(bot, rollout with { TenantId = Guid.NewGuid().ToString() }, Maria);
        _levels.Withdraw(GraphFeature.Zones, () => "not granted");
        await AskAsync(bot, rollout, Maria);

        _people.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Who_has_no_object_id_is_not_asked_for()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria]));
        using var reader = Reader(bot);
        var byAddress = PersonId.FromEmail(Maria.Email);

        reader.Ask(rollout, rollout.Key(1).Cohort, [(byAddress, byAddress)]);
        await reader.ReadAsync(default);

        _people.VerifyNoOtherCalls();
    }

    private void Mailbox(TestPerson person, string? zone) =>
        _people.Setup(people => people.ReadHoursAsync(It.IsAny<IReadOnlyCollection<PersonId>>(), default))
            .ReturnsAsync(new Dictionary<PersonId, MailboxHours>
            {
                [DeliveryBench.IdOf(person)] = new(zone is null ? null : DateTimeZoneProviders.Tzdb[zone], null, null),
            });

    private ZoneReader Reader(BotUnderTest bot) => new(
        _people.Object, GraphWire.Connection(_levels), _levels, bot.Get<CohortRepository>(), _outbox.Object, bot.Clock,
        NullLogger<ZoneReader>.Instance);

    private async Task AskAsync(BotUnderTest bot, StoredRollout rollout, TestPerson person)
    {
        using var reader = Reader(bot);
        reader.Ask(rollout, rollout.Key(1).Cohort, [(DeliveryBench.IdOf(person), DeliveryBench.IdOf(person))]);
        await reader.ReadAsync(default);
    }

    private static async Task<string?> ZoneOfAsync(BotUnderTest bot, StoredRollout rollout) =>
        (await bot.Get<CohortRepository>().FindParticipantAsync(rollout.Key(1), DeliveryBench.IdOf(Maria)))!.Zone?.Id;
}
