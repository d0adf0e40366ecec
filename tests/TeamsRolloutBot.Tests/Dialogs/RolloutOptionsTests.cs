using TeamsRolloutBot.Operations;

namespace TeamsRolloutBot.Tests.Dialogs;

public sealed class RolloutOptionsTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData(1, true)]
    [InlineData(3650, true)]
    [InlineData(0, false)]
    [InlineData(3651, false)]
    public void A_retention_time_out_of_range_stops_the_start_with_its_name(int? days, bool isValid)
    {
        var result = new RolloutOptionsValidator().Validate(null, new RolloutOptions { RetentionDays = days });

        Assert.Equal(isValid, result.Succeeded);
        Assert.Equal(!isValid, result.FailureMessage?.Contains("Rollouts:RetentionDays", StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData("sam@contoso.example.com", true)]
    [InlineData("5c0fcd06-5c3b-4c0b-9e5a-0f6f2f1a7b01", true)]
    [InlineData("Sam", false)]
    public void An_administrator_is_an_object_id_or_an_address(string administrator, bool isValid)
    {
        var result = new RolloutOptionsValidator().Validate(null, new RolloutOptions { Administrators = { administrator } });

        Assert.Equal(isValid, result.Succeeded);
        Assert.Equal(!isValid, result.FailureMessage?.Contains("Rollouts:Administrators", StringComparison.Ordinal) ?? false);
    }
}
