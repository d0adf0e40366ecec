using Microsoft.Extensions.Options;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>Fails the start with the name of the invalid or missing setting.</summary>
internal sealed class GraphOptionsValidator(IOptions<BotOptions> bot, IHostEnvironment environment) : IValidateOptions<GraphOptions>
{
    public ValidateOptionsResult Validate(string? name, GraphOptions options)
    {
        var problems = options.IsOn ? Problems(options).ToList() : [.. ProblemsOfNone(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    // A credential without a sign-in means a forgotten line, not a wish to do without Graph.
    private static IEnumerable<string> ProblemsOfNone(GraphOptions options)
    {
        if (
            options.ClientSecret.Length + options.CertificatePath.Length + options.CertificateThumbprint.Length + options.Mailbox.Length
            > 0
        )
        {
            yield return "Graph:SignIn is missing, although other Graph settings are set. "
                + "It is Bot, ManagedIdentity, WorkloadIdentity, Certificate or ClientSecret.";
        }
    }

    private IEnumerable<string> Problems(GraphOptions options)
    {
        if (!Enum.IsDefined(options.SignIn))
        {
            yield return "Graph:SignIn must be None, Bot, ManagedIdentity, WorkloadIdentity, Certificate or ClientSecret.";
        }

        if (options.Cloud is { } cloud && !Enum.IsDefined(cloud))
        {
            yield return "Graph:Cloud must be Public, Gcc, GccHigh, DoD or China.";
        }

        if (!Guid.TryParse(options.TenantId, out _))
        {
            yield return "Graph:TenantId is missing or not a GUID (the default is Bot:TenantId).";
        }

        if (options.SignIn != GraphSignIn.ManagedIdentity && !Guid.TryParse(options.ClientId, out _))
        {
            yield return "Graph:ClientId is missing or not a GUID (the default is Bot:AppId).";
        }

        if (!Guid.TryParse(options.AppExternalId, out _))
        {
            yield return "Graph:AppExternalId is missing or not a GUID: it is the id in the app package’s manifest "
                + "(the default is Bot:AppId).";
        }

        if (options.Mailbox.Length > 0 && !EmailAddress.IsValid(options.Mailbox) && !Guid.TryParse(options.Mailbox, out _))
        {
            yield return "Graph:Mailbox is not an e-mail address.";
        }

        if (options.InstallationsPerSecond is not (>= 1 and <= 30))
        {
            yield return "Graph:InstallationsPerSecond must be 1 to 30.";
        }

        if (options.MailsPerMinute is not (>= 1 and <= 30))
        {
            yield return "Graph:MailsPerMinute must be 1 to 30.";
        }

        if (options.TimeoutSeconds is not (>= 1 and <= 100))
        {
            yield return "Graph:TimeoutSeconds must be 1 to 100.";
        }

        if (options.Endpoint.Length > 0 && !IsLocal(options.Endpoint))
        {
            yield return "Graph:Endpoint is only for an address on this machine, in Development.";
        }

        if (CredentialProblem(options) is { } problem)
        {
            yield return problem;
        }
    }

    private bool IsLocal(string endpoint) =>
        environment.IsDevelopment() && Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.IsLoopback;

    private string? CredentialProblem(GraphOptions options)
    {
        var hasSecret = options.ClientSecret.Length > 0;
        var hasCertificate = options.CertificatePath.Length + options.CertificateThumbprint.Length > 0;
        return options.SignIn switch
        {
            GraphSignIn.Bot when !bot.Value.UsesTokens => "Graph:SignIn is Bot, but Bot:AppId is missing.",
            GraphSignIn.Bot when hasSecret || hasCertificate =>
                "Graph:SignIn is Bot: remove Graph:ClientSecret, Graph:CertificatePath and Graph:CertificateThumbprint.",
            GraphSignIn.ClientSecret when !hasSecret => "Graph:ClientSecret is missing.",
            GraphSignIn.ClientSecret when hasCertificate =>
                "Graph:SignIn is ClientSecret: remove Graph:CertificatePath and Graph:CertificateThumbprint.",
            GraphSignIn.Certificate when !hasCertificate => "Graph:CertificatePath or Graph:CertificateThumbprint is missing.",
            GraphSignIn.Certificate when options.CertificatePath.Length > 0 && options.CertificateThumbprint.Length > 0 =>
                "Set only one of Graph:CertificatePath and Graph:CertificateThumbprint.",
            GraphSignIn.Certificate when options.CertificatePath.Length > 0
                && CertificateFile.Problem(options.CertificatePath) is { } problem => $"Graph:CertificatePath {problem}",
            GraphSignIn.ManagedIdentity or GraphSignIn.WorkloadIdentity when hasSecret || hasCertificate =>
                $"Graph:SignIn is {options.SignIn}, which has no credential: remove Graph:ClientSecret, "
                    + "Graph:CertificatePath and Graph:CertificateThumbprint.",
            _ => null,
        };
    }
}
