using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>Registers the Bot Framework SDK together with our parts before and behind it.</summary>
public static class TeamsProtocol
{
    /// <summary>
    /// Adds the adapter, authentication of incoming activities, and the connector (plain as
    /// <see cref="IConnector"/>, with retries as <see cref="RetryingConnector"/> for replies). The
    /// host must register its <see cref="IBot"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration, with the section
    /// <see cref="BotOptions.Section"/>.</param>
    public static IServiceCollection AddTeamsProtocol(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<BotOptions>().Bind(configuration.GetSection(BotOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BotOptions>, BotOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<RequestOptions>().Bind(configuration.GetSection(RequestOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RequestOptions>, RequestOptionsValidator>();
        services.AddSingleton<SenderLimits>();
        services.AddSingleton<ChannelPolicy>();
        services.AddIncomingAuthentication();
        services.AddConnector();
        services.AddSingleton<TurnAuthentication>();
        services.AddSingleton<TeamsAdapter>();
        services.AddSingleton<IBotFrameworkHttpAdapter>(provider => provider.GetRequiredService<TeamsAdapter>());
        return services;
    }

    /// <summary>
    /// Receives activities at an address and passes them to the <see cref="IBot"/>.
    /// </summary>
    public static IEndpointConventionBuilder MapActivities(this IEndpointRouteBuilder endpoints, string pattern = "/api/messages")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var adapter = endpoints.ServiceProvider.GetRequiredService<IBotFrameworkHttpAdapter>();
        var bot = endpoints.ServiceProvider.GetRequiredService<IBot>();
        return endpoints.MapPost(pattern, context => adapter.ProcessAsync(context.Request, context.Response, bot, context.RequestAborted));
    }

    private static void AddIncomingAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, TokenRules>();
        services.AddSingleton<IncomingAuthentication>();
        services.AddHostedService<OwnMetadataNotice>();

        // Not AddAuthentication: that adds data protection, which keeps a key ring in the home
        // folder for cookies the bot does not have.
        services.AddAuthenticationCore(authentication => authentication.AddScheme<JwtBearerHandler>(TokenRules.Scheme, displayName: null));
        services.AddWebEncoders();
        services.AddTransient<JwtBearerHandler>();
        services.AddSingleton<IPostConfigureOptions<JwtBearerOptions>, JwtBearerPostConfigureOptions>();
    }

    private static void AddConnector(this IServiceCollection services)
    {
        services.AddSingleton(provider => new ServiceUrlPolicy(
            provider.GetRequiredService<IOptions<BotOptions>>().Value.Cloud,
            allowLoopback: provider.GetRequiredService<IHostEnvironment>().IsDevelopment()));
        services.TryAddSingleton<IBotCredential>(provider =>
            provider.GetRequiredService<IOptions<BotOptions>>().Value is { UsesTokens: true } bot
                ? new EntraCredential(bot, provider.GetRequiredService<TimeProvider>())
                : new NoCredential()
        );
        services
            .AddHttpClient(ConnectorClients.ClientName, client => client.Timeout = ConnectorClients.Timeout)
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    // A redirect would carry the request to an address that no policy has checked.
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    AutomaticDecompression = System.Net.DecompressionMethods.All,
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                    ConnectTimeout = TimeSpan.FromSeconds(10),
                }
            )
            .AddHttpMessageHandler(provider => new ConnectorGuard(
                provider.GetRequiredService<ServiceUrlPolicy>(),
                provider.GetRequiredService<TimeProvider>()
            ))
            // The loggers write URLs, which contain conversation ids; requests have metrics and
            // traces anyway.
            .RemoveAllLoggers();
        services.AddSingleton<ConnectorClients>();
        services.TryAddSingleton<IConnector, BotConnector>();
        services.AddSingleton(provider => new RetryingConnector(
            provider.GetRequiredService<IConnector>(), provider.GetRequiredService<TimeProvider>(), Random.Shared.NextDouble));
    }
}
