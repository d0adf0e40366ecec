using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using TeamsRolloutBot.Protocol.Hosting;

namespace TeamsRolloutBot.Protocol.Authentication;

/// <summary>
/// Validation of Teams' tokens: the framework's JWT scheme, set to the rules of the Bot Connector
/// (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot).
/// </summary>
internal sealed partial class TokenRules(
    IOptions<BotOptions> options, IHostEnvironment environment, TimeProvider time, ILogger<TokenRules> logger)
    : IConfigureNamedOptions<JwtBearerOptions>
{
    /// <summary>The name of the authentication scheme.</summary>
    public const string Scheme = "Bot";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(10);

    private readonly SampledWarning _refused = new(time);

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, JwtBearerOptions jwt)
    {
        if (name != Scheme)
        {
            return;
        }

        var bot = options.Value;
        var cloud = BotCloudEndpoints.For(bot.Cloud);
        var metadata = bot.OpenIdMetadata.Length > 0 ? bot.OpenIdMetadata : cloud.OpenIdMetadata;

        // Created here rather than by the scheme in order to switch off the last known good
        // configuration, with which a withdrawn key would stay valid for an hour. If a refresh
        // fails, the current keys stay in use anyway.
        jwt.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            metadata,
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(new HttpClient { Timeout = MetadataTimeout }) { RequireHttps = !environment.IsDevelopment() })
        {
            UseLastKnownGoodConfiguration = false,
        };
        jwt.MapInboundClaims = false;
        jwt.IncludeErrorDetails = false;
        jwt.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = cloud.TokenIssuer,
            ValidAudience = bot.AppId,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512],
            ClockSkew = ClockSkew,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ValidateIssuerSigningKey = true,
            LifetimeValidator = IsCurrent,
        };
        jwt.Events = new JwtBearerEvents
        {
            OnMessageReceived = IgnoreTokensWithoutRegistration,
            OnTokenValidated = KeepWhatTheTokenSays,
            OnAuthenticationFailed = RefuseInsteadOfThrowing,
        };
    }

    private bool IsCurrent(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now <= end + ClockSkew && (notBefore is not { } start || now >= start - ClockSkew);
    }

    private Task IgnoreTokensWithoutRegistration(MessageReceivedContext context)
    {
        // There is no audience to check, and fetching metadata would make a developer's machine
        // call out.
        if (!options.Value.UsesTokens)
        {
            context.NoResult();
        }

        return Task.CompletedTask;
    }

    private static async Task KeepWhatTheTokenSays(TokenValidatedContext context)
    {
        var token = (JsonWebToken)context.SecurityToken;
        var configuration = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        var keyId = token.SigningKey?.KeyId;
        var key = configuration.JsonWebKeySet?.Keys.FirstOrDefault(candidate => candidate.Kid == keyId);
        var serviceUrl = token.TryGetPayloadValue<string>("serviceurl", out var claim) ? claim : null;
        context.HttpContext.Features.Set(new VerifiedToken(serviceUrl, KeyEndorsements.Of(key)));
    }

    private Task RefuseInsteadOfThrowing(AuthenticationFailedContext context)
    {
        // Otherwise the scheme rethrows unknown errors, such as an unreachable metadata server,
        // resulting in a 500.
        if (_refused.IsDue(out var unwritten))
        {
            LogRefused(logger, context.Exception.GetType().Name, unwritten);
        }

        context.Fail(context.Exception);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A token was refused: {Reason}; {Unwritten} more since the last entry")]
    private static partial void LogRefused(ILogger logger, string reason, int unwritten);
}

/// <summary>What a verified token says about its activity.</summary>
/// <param name="ServiceUrl">The service URL the activity must name.</param>
/// <param name="Endorsements">The channels the signing key may speak for.</param>
internal sealed record VerifiedToken(string? ServiceUrl, IReadOnlyList<string> Endorsements);
