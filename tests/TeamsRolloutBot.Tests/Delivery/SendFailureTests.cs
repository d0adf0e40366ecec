using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Tests.Delivery;

public sealed class SendFailureTests
{
    // What the platform's table says about retrying. The client itself retries a host error of a
    // GCC tenant on the other host.
    private static readonly Dictionary<string, Treatment> Expected = new(StringComparer.Ordinal)
    {
        ["400 Bad Argument"] = Treatment.GiveUp,
        ["401 BotNotRegistered"] = Treatment.Hold,
        ["403 BotDisabledByAdmin"] = Treatment.Unreachable,
        ["403 BotNotInConversationRoster"] = Treatment.Unreachable,
        ["403 ConversationBlockedByUser"] = Treatment.Unreachable,
        ["403 ForbiddenOperationException"] = Treatment.Unreachable,
        ["403 InvalidBotApiHost"] = Treatment.GiveUp,
        ["403 NotEnoughPermissions"] = Treatment.GiveUp,
        ["404 ActivityNotFoundInConversation"] = Treatment.NewConversation,
        ["404 ConversationNotFound"] = Treatment.NewConversation,
        ["412 PreconditionFailed"] = Treatment.Retry,
        ["413 MessageSizeTooBig"] = Treatment.GiveUp,
        ["429 Throttled"] = Treatment.Retry,
        ["500 ServiceError"] = Treatment.GiveUp,
        ["502 ServiceError"] = Treatment.Retry,
        ["503 "] = Treatment.Retry,
        ["504 "] = Treatment.Retry,
    };

    public static TheoryData<string> Outcomes => [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Every_documented_outcome_has_its_treatment(string outcome)
    {
        var (status, code) = (int.Parse(outcome[..3]), outcome.Length > 4 ? outcome[4..] : null);
        var failure = new ConnectorException(ConnectorFailures.Classify(status, code, subCode: null), "failed")
        {
            Status = status,
            ErrorCode = code,
        };

        var (treatment, reason) = SendFailure.Treat(failure);

        Assert.Equal(Expected[outcome], treatment);
        Assert.NotEmpty(reason.Text);
    }

    [Fact]
    public void What_may_have_gone_out_is_tried_again_because_losing_is_worse() =>
        Assert.Equal(Treatment.Retry, SendFailure.Treat(new ConnectorException(ConnectorFailureKind.MaybeSent, "no answer")).Treatment);

    [Theory]
    [InlineData(3, 0, 3000)]
    [InlineData(3, 1, 3500)]
    [InlineData(0, 0, 1000)]
    public void What_the_platform_asks_for_is_waited_at_least(int askedSeconds, double chance, int expectedMilliseconds)
    {
        var failure = new ConnectorException(ConnectorFailureKind.Throttled, "429") { RetryAfter = TimeSpan.FromSeconds(askedSeconds) };

        Assert.Equal(Duration.FromMilliseconds(expectedMilliseconds), SendFailure.Wait(failure, attempts: 9, chance));
    }

    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(5, 8, 16)]
    [InlineData(40, 150, 300)]
    public void Unasked_the_wait_doubles_up_to_five_minutes_and_is_not_the_same_for_everybody(int attempts, double least, double most)
    {
        var failure = new ConnectorException(ConnectorFailureKind.Transient, "503");

        Assert.Equal(least, SendFailure.Wait(failure, attempts, 0).TotalSeconds, 3);
        Assert.Equal(most, SendFailure.Wait(failure, attempts, 1).TotalSeconds, 3);
    }
}
