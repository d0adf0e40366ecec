using TeamsRolloutBot.Delivery;

namespace TeamsRolloutBot.Tests.Delivery;

public sealed class DeliveryOptionsTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void A_pace_is_1_to_1000_requests_a_second(int requestsPerSecond, bool isAllowed)
    {
        var result = new DeliveryOptionsValidator().Validate(null, new DeliveryOptions { RequestsPerSecond = requestsPerSecond });

        Assert.Equal(isAllowed, result.Succeeded);
        Assert.Equal(!isAllowed, result.FailureMessage?.Contains("Delivery:RequestsPerSecond", StringComparison.Ordinal) == true);
    }
}
