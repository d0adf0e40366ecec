using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.Tests.Protocol.Hosting;

namespace TeamsRolloutBot.Tests.Protocol.Authentication;

public sealed class BotOptionsTests
{
    [Theory]
    [InlineData("Bot:AppId", "my-bot", "Bot:AppId")]
    [InlineData("Bot:AppId", "", "Bot:AppId")]
    [InlineData("Bot:TenantId", "", "Bot:TenantId")]
    [InlineData("Bot:TenantId", "contoso", "Bot:TenantId")]
    [InlineData("Bot:TenantType", "77", "Bot:TenantType")]
    [InlineData("Bot:Cloud", "77", "Bot:Cloud")]
    [InlineData("Bot:ClientSecret", "", "Bot:ClientSecret")]
    [InlineData("Bot:CertificateThumbprint", "abc", "Bot:CertificateThumbprint")]
    [InlineData("Bot:TenantType", "ManagedIdentity", "Bot:ClientSecret")]
    [InlineData("Bot:OpenIdMetadata", "http://127.0.0.1/", "Bot:OpenIdMetadata")]
    [InlineData("Bot:AllowedTenants:0", "contoso", "Bot:AllowedTenants")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string setting, string value, string named)
    {
        var settings = Valid();
        settings[setting] = value;

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(
            () => BotHost.StartAsync(environment: "Production", settings: settings));

        Assert.Contains(named, refusal.Message);
        Assert.DoesNotContain("hush", refusal.Message);
    }

    [Theory]
    [InlineData("Bot:TenantType", "Sometimes")]
    [InlineData("Bot:Cloud", "Moon")]
    public async Task A_word_that_is_no_choice_stops_the_start_and_is_named(string setting, string value)
    {
        var settings = Valid();
        settings[setting] = value;

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => BotHost.StartAsync(environment: "Production", settings: settings));

        Assert.Contains(setting, refusal.Message);
    }

    [Fact]
    public async Task A_certificate_file_that_is_not_there_stops_the_start()
    {
        var settings = Valid();
        settings["Bot:ClientSecret"] = "";
        settings["Bot:CertificatePath"] = "/nowhere/bot.pfx";

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(
            () => BotHost.StartAsync(environment: "Production", settings: settings));

        Assert.Contains("Bot:CertificatePath", refusal.Message);
    }

    [Theory]
    [InlineData("bot.pem", "words", "without a certificate")]
    [InlineData("bot.pem", "certificate", "without a certificate and its private key")]
    [InlineData("bot.pfx", "certificate", "without a certificate")]
    [InlineData("bot.pfx", "password", "protected with a password")]
    [InlineData("bot.pem", "elliptic", "(RSA)")]
    [InlineData("bot.crt", "whole", "must name a .pfx or a .pem file")]
    [InlineData("bot.pem", "whole", null)]
    [InlineData("bot.pfx", "whole", null)]
    public void A_certificate_file_that_can_not_be_used_is_said_to_be_so(string name, string content, string? problem)
    {
        var folder = Directory.CreateTempSubdirectory("rollout-certificate-");
        var file = Path.Combine(folder.FullName, name);
        using var key = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = content == "elliptic"
            ? new CertificateRequest("CN=bot", curve, HashAlgorithmName.SHA256)
            : new CertificateRequest("CN=bot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        var pem = certificate.ExportCertificatePem();
        switch (content)
        {
            case "words":
                File.WriteAllText(file, "not a certificate");
                break;
            case "password":
                File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, "hush"));
                break;
            case "whole" when name.EndsWith(".pfx", StringComparison.Ordinal):
                File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12));
                break;
            case "whole":
                File.WriteAllText(file, $"{pem}\n{key.ExportPkcs8PrivateKeyPem()}");
                break;
            case "elliptic":
                File.WriteAllText(file, $"{pem}\n{curve.ExportPkcs8PrivateKeyPem()}");
                break;
            default:
                File.WriteAllText(file, pem);
                break;
        }

        var found = CertificateFile.Problem(file);

        if (problem is null)
        {
            Assert.Null(found);
        }
        else
        {
            Assert.Contains(problem, found, StringComparison.Ordinal);
        }

        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("SingleTenant", "hush")]
    [InlineData("MultiTenant", "hush")]
    [InlineData("ManagedIdentity", "")]
    public async Task A_whole_registration_starts(string tenantType, string secret)
    {
        var settings = Valid();
        settings["Bot:TenantType"] = tenantType;
        settings["Bot:ClientSecret"] = secret;

        await using var bot = await BotHost.StartAsync(environment: "Production", settings: settings);
        using var response = await bot.PostAsync("{}");

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static Dictionary<string, string?> Valid() => new()
    {
        ["Bot:AppId"] = "0a1b2c3d-0000-4000-8000-000000000001",
        ["Bot:TenantId"] = "0a1b2c3d-0000-4000-8000-00000000000a",
        ["Bot:ClientSecret"] = "hush",
    };
}
