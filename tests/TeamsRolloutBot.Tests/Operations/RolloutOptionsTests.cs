using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Operations;

namespace TeamsRolloutBot.Tests.Operations;

public sealed class RolloutOptionsTests
{
    private const string ObjectId = "5c0fcd06-5c3b-4c0b-9e5a-0f6f2f1a7b01";

    [Theory]
    [InlineData(null, true)]
    [InlineData(1, true)]
    [InlineData(3650, true)]
    [InlineData(0, false)]
    [InlineData(3651, false)]
    public void A_retention_time_out_of_range_stops_the_start_with_its_name(int? days, bool isValid) =>
        AssertStops(isValid, "Rollouts:RetentionDays", new RolloutOptions { RetentionDays = days });

    [Theory]
    [InlineData(ObjectId, true)]
    [InlineData("sam@contoso.example.com", false)]
    [InlineData("Sam", false)]
    [InlineData("*", false)]
    public void An_administrator_is_an_object_id_and_never_an_address(string administrator, bool isValid) =>
        AssertStops(isValid, $"“{administrator}”", new RolloutOptions { Administrators = { administrator } });

    [Theory]
    [InlineData("Development", false, "", true)]
    [InlineData("Development", false, "sam@contoso.example.com", true)]
    [InlineData("Development", false, "Sam", false)]
    [InlineData("Production", false, "", false)]
    [InlineData("Production", false, "*", true)]
    [InlineData("Production", false, ObjectId, true)]
    [InlineData("Production", false, "sam@contoso.example.com", false)]
    [InlineData("Production", true, "", false)]
    [InlineData("Production", true, "*", false)]
    [InlineData("Production", true, ObjectId, true)]
    [InlineData("Production", true, "sam@contoso.example.com", true)]
    [InlineData("Production", true, "Sam", false)]
    public void Outside_Development_the_bot_starts_only_with_managers_that_can_be_told_apart(
        string environment, bool isGraphOn, string manager, bool isValid)
    {
        var options = new RolloutOptions();
        if (manager.Length > 0)
        {
            options.Managers.Add(manager);
        }

        AssertStops(isValid, "Rollouts:Managers", options, environment, isGraphOn);
    }

    private static void AssertStops(
        bool isValid, string name, RolloutOptions options, string environment = "Development", bool isGraphOn = false)
    {
        var validator = new RolloutOptionsValidator(
            new HostingEnvironment { EnvironmentName = environment },
            Options.Create(new GraphOptions { SignIn = isGraphOn ? GraphSignIn.ManagedIdentity : GraphSignIn.None }));

        var result = validator.Validate(null, options);

        Assert.Equal(isValid, result.Succeeded);
        Assert.Equal(!isValid, result.FailureMessage?.Contains(name, StringComparison.Ordinal) ?? false);
    }
}
