using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace TeamsRolloutBot.Protocol.Authentication;

/// <summary>Fails the start with the name of the invalid or missing setting.</summary>
internal sealed class BotOptionsValidator(IHostEnvironment environment) : IValidateOptions<BotOptions>
{
    public ValidateOptionsResult Validate(string? name, BotOptions options)
    {
        var problems = options.UsesTokens ? ProblemsOfRegistration(options) : ProblemsOfAnonymity();
        var list = problems.ToList();
        return list.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(list);
    }

    private IEnumerable<string> ProblemsOfAnonymity()
    {
        if (!environment.IsDevelopment())
        {
            yield return "Bot:AppId is missing. The bot can only run without a registration in Development.";
        }
    }

    private IEnumerable<string> ProblemsOfRegistration(BotOptions options)
    {
        if (!Guid.TryParse(options.AppId, out _))
        {
            yield return "Bot:AppId is not a GUID; set it to the application (client) id of the registration.";
        }

        if (!Enum.IsDefined(options.TenantType))
        {
            yield return "Bot:TenantType must be SingleTenant, MultiTenant or ManagedIdentity.";
        }

        if (!Enum.IsDefined(options.Cloud))
        {
            yield return "Bot:Cloud must be Public, Gcc, GccHigh, DoD or China.";
        }

        if (options.TenantType != BotTenantType.MultiTenant && !Guid.TryParse(options.TenantId, out _))
        {
            yield return "Bot:TenantId is missing or not a GUID; it is needed unless Bot:TenantType is MultiTenant.";
        }

        foreach (var tenant in options.AllowedTenants.Where(tenant => !Guid.TryParse(tenant, out _)))
        {
            yield return $"Bot:AllowedTenants contains '{tenant}', which is not a GUID.";
        }

        if (options.OpenIdMetadata.Length > 0 && !IsMetadataAddress(options.OpenIdMetadata))
        {
            yield return "Bot:OpenIdMetadata must be an https URL (in Development, http on loopback is allowed too).";
        }

        if (CredentialProblem(options) is { } problem)
        {
            yield return problem;
        }
    }

    private static string? CredentialProblem(BotOptions options)
    {
        const string Names = "Bot:ClientSecret, Bot:CertificatePath, Bot:CertificateThumbprint";
        string[] settings = [options.ClientSecret, options.CertificatePath, options.CertificateThumbprint];
        var given = settings.Count(setting => setting.Length > 0);
        if (options.TenantType == BotTenantType.ManagedIdentity)
        {
            return given == 0 ? null : $"A managed identity has no credential: remove {Names}.";
        }

        if (given != 1)
        {
            return $"Set exactly one of {Names}; {given} are set.";
        }

        return options.CertificatePath.Length > 0 && CertificateFile.Problem(options.CertificatePath) is { } problem
            ? $"Bot:CertificatePath {problem}"
            : null;
    }

    private bool IsMetadataAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (environment.IsDevelopment() && uri.Scheme == Uri.UriSchemeHttp && IsLoopback(uri)));

    private static bool IsLoopback(Uri uri) =>
        uri.Host == "localhost" || (IPAddress.TryParse(uri.Host, out var ip) && IPAddress.IsLoopback(ip));
}
