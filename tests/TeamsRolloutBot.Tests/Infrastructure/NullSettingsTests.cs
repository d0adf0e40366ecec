using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Hosting;
using TeamsRolloutBot.Hosting.Development;

namespace TeamsRolloutBot.Tests.Infrastructure;

/// <summary>
/// A setting without a value (<c>"ClientSecret": null</c> in a file) is bound as null since .NET
/// 10.
/// </summary>
public sealed class NullSettingsTests
{
    public static TheoryData<string> Settings => [.. ConfigurationReference.Settings().Select(setting => setting.Name)];

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task A_setting_that_is_null_is_as_good_as_missing_or_stops_the_start_with_its_name(string setting)
    {
        var (section, name) = (setting.Split(':')[0], setting.Split(':')[1]);
        var isList = ConfigurationReference.Settings().Single(known => known.Name == setting).Default == "empty";
        foreach (var value in isList ? new JsonNode?[] { null, new JsonArray(null, "") } : [null, ""])
        {
            var refusal = await StartAsync(new JsonObject { [section] = new JsonObject { [name] = value?.DeepClone() } });

            Assert.True(
                refusal is null || refusal.Contains(section + ":", StringComparison.Ordinal),
                $"{setting} = {value?.ToJsonString() ?? "null"}: {refusal}");
        }
    }

    [Fact]
    public async Task A_client_secret_that_is_null_is_said_to_be_missing()
    {
        var refusal = await StartAsync(new JsonObject
        {
            ["Bot"] = new JsonObject
            {
                ["AppId"] = Guid.NewGuid().ToString(),
                ["TenantId"] = Guid.NewGuid().ToString(),
                ["TenantType"] = "SingleTenant",
                ["ClientSecret"] = null
            },
        });

        Assert.Equal("Set exactly one of Bot:ClientSecret, Bot:CertificatePath, Bot:CertificateThumbprint; 0 are set.", refusal);
    }

    // What startup reports; null if the bot would start.
    private static async Task<string?> StartAsync(JsonObject settings)
    {
        try
        {
            var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(settings.ToJsonString())));
            builder.AddConnectionLimits();
            builder.Services.AddRooms(builder.Configuration, isDevelopment: true);
            builder.AddDevelopmentHelpers();
            await using var app = builder.Build();
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            app.Services.GetRequiredService<TurnRouter>();
            return null;
        }
        catch (AggregateException refusals) when (refusals.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return refusals.InnerExceptions[0].Message;
        }
        catch (Exception refusal) when (refusal is OptionsValidationException or InvalidOperationException)
        {
            return refusal.Message;
        }
    }
}
