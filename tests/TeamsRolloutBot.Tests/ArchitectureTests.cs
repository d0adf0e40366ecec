using AdaptiveCards;
using NetArchTest.Rules;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Protocol.Hosting;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Tests;

/// <summary>
/// Which room may depend on which, read from the compiled assemblies: rules, storage, protocol and
/// card elements do not depend on the service, and within the service, dependencies go one way.
/// </summary>
public sealed class ArchitectureTests
{
    // Each room may depend on those before it and on none after it, so there are no cycles.
    private static readonly string[] Rooms =
    [
        "Text", "Time", "Pacing", "State", "Microsoft365", "Identity", "Documents", "Cards", "Sessions", "Delivery", "Operations",
        "Dialogs", "Hosting",
    ];

    public static TheoryData<string> RoomNames => [.. Rooms];

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_room_knows_those_before_it_only(string room)
    {
        var behind = Rooms.SkipWhile(other => other != room).Skip(1).Select(Namespace).ToArray();
        var result = Types.InAssembly(typeof(DeliveryOptions).Assembly)
            .That().ResideInNamespace(Namespace(room))
            .ShouldNot().HaveDependencyOnAny(behind.Length == 0 ? ["Nothing"] : behind)
            .GetResult();
        Assert.True(result.IsSuccessful, string.Join('\n', (result.FailingTypes ?? []).Select(type => $"{type.FullName}: {type.Explanation}")));
    }

    [Fact]
    public void Every_type_of_the_service_is_in_a_room() =>
        Assert.All(
            typeof(DeliveryOptions).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("TeamsRolloutBot", StringComparison.Ordinal) == true),
            type => Assert.Contains(type.Namespace!.Split('.').ElementAtOrDefault(1), Rooms));

    [Fact]
    public void The_rules_know_neither_the_protocol_nor_the_service_nor_any_input_or_output() =>
        Assert.All(
            typeof(PersonId).Assembly.GetReferencedAssemblies(),
            reference => Assert.Matches(
                @"^(System\.(Runtime|Collections|Linq|Memory|Text\.RegularExpressions|Collections\.Immutable|Security\.Cryptography|"
                    + @"Collections\.Concurrent|Threading|Runtime\.InteropServices)|NodaTime|TeamsRolloutBot\.Resources)$",
                reference.Name));

    [Fact]
    public void The_elements_of_cards_know_nobody() =>
        Assert.All(
            typeof(AdaptiveCard).Assembly.GetReferencedAssemblies(),
            reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void Storage_and_the_protocol_know_nothing_of_rollouts() =>
        Assert.All(
            new[] { typeof(ITableStore), typeof(TeamsAdapter) }.SelectMany(type => type.Assembly.GetReferencedAssemblies()),
            reference => Assert.DoesNotContain("TeamsRolloutBot", reference.Name, StringComparison.Ordinal));

    private static string Namespace(string room) => $"TeamsRolloutBot.{room}";
}
