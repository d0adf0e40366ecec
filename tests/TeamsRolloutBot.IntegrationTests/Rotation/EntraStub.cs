using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TeamsRolloutBot.IntegrationTests.Rotation;

/// <summary>
/// Entra's token endpoint for one registration: checks the assertion or the secret as Entra does,
/// and refuses in the same words. Its tokens have to be renewed before each use.
/// </summary>
internal sealed class EntraStub(string tenant, string clientId)
{
    public const string Host = "login.microsoftonline.com";
    private const string Scope = "https://api.botframework.com/.default";

    private readonly ConcurrentDictionary<string, X509Certificate2> _certificates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _secrets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _assertions = new(StringComparer.Ordinal);
    private int _refused;

    /// <summary>
    /// How each issued token was requested: the thumbprint (SHA-256, base64url) or the secret.
    /// </summary>
    public ConcurrentQueue<string> Accepted { get; } = new();

    public int Refused => Volatile.Read(ref _refused);

    /// <summary>
    /// Every assertion and token that was transmitted; none of them may be logged.
    /// </summary>
    public IEnumerable<string> Confidential => _tokens.Keys.Concat(_assertions.Keys);

    public static string Thumbprint(X509Certificate2 certificate) =>
        Base64UrlEncoder.Encode(certificate.GetCertHash(HashAlgorithmName.SHA256));

    public void Add(X509Certificate2 certificate) => _certificates[Thumbprint(certificate)] = certificate;

    public void Remove(X509Certificate2 certificate) => _certificates.TryRemove(Thumbprint(certificate), out _);

    public void Add(string secret) => _secrets[secret] = true;

    public void Expire(string secret) => _secrets[secret] = false;

    public bool IsToken(string? authorization) =>
        authorization?.StartsWith("Bearer ", StringComparison.Ordinal) == true && _tokens.ContainsKey(authorization["Bearer ".Length..]);

    public async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path == "/common/discovery/instance")
        {
            await WriteAsync(http, 200, new
            {
                tenant_discovery_endpoint = $"https://{Host}/{tenant}/v2.0/.well-known/openid-configuration",
                metadata = new[]
                {
                    new { preferred_network = Host, preferred_cache = "login.windows.net", aliases = new[] { Host, "login.windows.net" } }
                },
            });
        }
        else if (http.Request.Method == HttpMethods.Post && http.Request.Path == $"/{tenant}/oauth2/v2.0/token")
        {
            await AnswerTokenAsync(http);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task AnswerTokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var (how, refusal) = (
            form["grant_type"], form["client_id"],
            form["scope"].ToString().Split(' ').Contains(Scope)) != ("client_credentials", clientId, true)
            ? ("", (Code: 900144, Says: "The request body is not as it should be."))
            : form.ContainsKey("client_secret")
                  ? OfSecret(form["client_secret"]!)
                  : await OfAssertionAsync(form["client_assertion"].ToString());
        if (refusal is var (code, says) && code > 0)
        {
            Interlocked.Increment(ref _refused);
            var trace = Guid.NewGuid();
            await WriteAsync(http, 401, new
            {
                error = "invalid_client",
                error_description = $"AADSTS{code}: {says} Trace ID: {trace} Correlation ID: {trace} Timestamp: 2026-11-25 08:00:00Z",
                error_codes = new[] { code },
                timestamp = "2026-11-25 08:00:00Z",
                trace_id = trace,
                correlation_id = trace,
                error_uri = $"https://{Host}/error?code={code}",
            });
            return;
        }

        Accepted.Enqueue(how);
        var token = $"token-{Guid.NewGuid():n}";
        _tokens[token] = true;
        await WriteAsync(http, 200, new { token_type = "Bearer", expires_in = 1, ext_expires_in = 1, access_token = token });
    }

    private (string How, (int Code, string Says) Refusal) OfSecret(string secret) =>
        !_secrets.TryGetValue(secret, out var isGood) ? (
            "",
            (
                7000215,
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the "
                    + "client secret ID."))
        : isGood ? (secret, default)
        : (
              "",
              (
                  7000222,
                  $"The provided client secret keys for app '{clientId}' are expired. Visit the Azure portal to create new keys for "
                      + "your app."));

    private async Task<(string How, (int Code, string Says) Refusal)> OfAssertionAsync(string assertion)
    {
        _assertions[assertion] = true;
        var jwt = new JsonWebToken(assertion);
        var known = _certificates.Values.FirstOrDefault(certificate =>
            (jwt.TryGetHeaderValue<string>("x5t#S256", out var sha256) && sha256 == Thumbprint(certificate))
            || (jwt.TryGetHeaderValue<string>("x5t", out var sha1) && sha1 == Base64UrlEncoder.Encode(certificate.GetCertHash())));
        if (known is null)
        {
            return (
                "",
                (
                    700027,
                    "The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The "
                        + "key was not found.]"));
        }

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            ValidIssuer = clientId,
            ValidAudiences = [$"https://{Host}/{tenant}/oauth2/v2.0/token", $"https://{Host}/{tenant}/v2.0"],
            IssuerSigningKey = new X509SecurityKey(known),
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
            RequireExpirationTime = true,
        });
        return result.IsValid && jwt.Subject == clientId
            ? (Thumbprint(known), default)
            : ("", (700024, "Client assertion is not within its valid time range, or not for this authority."));
    }

    private static async Task WriteAsync(HttpContext http, int status, object body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(JsonSerializer.Serialize(body));
    }
}
