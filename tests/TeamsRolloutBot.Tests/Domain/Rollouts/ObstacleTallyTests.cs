using CsCheck;

namespace TeamsRolloutBot.Tests.Domain.Rollouts;

public sealed class ObstacleTallyTests
{
    private static readonly Gen<Participant> People = Gen.Select(Gen.Enum<ContactOutcome>(), Gen.Enum<Obstacle>())
        .Array[0, 6]
        .Select(contacts => new Participant
        {
            Person = Person.FromEmail("maria@contoso.example.com"),
            IsMember = true,
            History = contacts
                .Index()
                .Aggregate(
                    ContactHistory.Empty,
                    (history, contact) =>
                        history.With(
                            TouchpointKind.CheckIn,
                            contact.Index,
                            new Contact(contact.Item.Item1, default, default, Obstacle: contact.Item.Item2)
                        )
                ),
        });

    [Fact]
    public void Messages_and_people_are_counted_by_obstacle()
    {
        var maria = With(
            (ContactOutcome.Failed, Obstacle.NoApp), (ContactOutcome.Failed, Obstacle.NoApp), (ContactOutcome.Sent, Obstacle.None));
        var sam = With((ContactOutcome.Failed, Obstacle.AppRemoved));

        var tally = ObstacleTally.Empty.Change(null, maria).Change(null, sam);

        Assert.Equal(new ObstacleCount(1, 2), tally[Obstacle.NoApp]);
        Assert.Equal(new ObstacleCount(1, 1), tally[Obstacle.AppRemoved]);
        Assert.Equal((1, 2), (tally.WaitingPeople, tally.WaitingMessages));
    }

    [Fact]
    public void What_comes_and_goes_again_leaves_nothing() =>
        Gen.Select(People, People)
            .Sample((one, two) => ObstacleTally.Empty.Change(null, one).Change(one, two).Change(two, null).Equals(ObstacleTally.Empty));

    [Fact]
    public void Failures_that_wait_for_the_app_are_not_counted_as_failed() => People.Sample(person =>
    {
        var counts = CohortCounts.Sum(RolloutBuilder.Definition(), [person]);
        var contacts = person.History.Contacts.Values.Where(contact => contact.Outcome == ContactOutcome.Failed).ToList();
        return counts.Failed == contacts.Count(contact => !contact.Obstacle.IsWaiting())
            && counts.Obstacles.WaitingMessages == contacts.Count(contact => contact.Obstacle.IsWaiting())
            && counts.UnreachedBy(Obstacle.None).Messages == contacts.Count(contact => contact.Obstacle == Obstacle.None);
    });

    private static Participant With(params (ContactOutcome Outcome, Obstacle Obstacle)[] contacts) => new()
    {
        Person = Person.FromEmail("maria@contoso.example.com"),
        IsMember = true,
        History = contacts.Index().Aggregate(ContactHistory.Empty, (history, contact) => history.With(
            TouchpointKind.CheckIn, contact.Index, new Contact(
                contact.Item.Outcome, Instant.MinValue, Instant.MinValue, Obstacle: contact.Item.Obstacle))),
    };
}
