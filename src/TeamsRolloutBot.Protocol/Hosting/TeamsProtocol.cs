using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>Putting the protocol into a host.</summary>
public static class TeamsProtocol
{
    /// <summary>
    /// Adds the connector (<see cref="IConnector"/> as it is, <see cref="RetryingConnector"/> for answers somebody waits for) and the
    /// authentication of what comes in. The host registers its <see cref="IActivityHandler"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration, with the section <see cref="BotOptions.Section"/>.</param>
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
        services.AddSingleton<ActivityEndpoint>();
        return services;
    }

    /// <summary>Receives activities at an address. Register an <see cref="IActivityHandler"/> first.</summary>
    public static IEndpointConventionBuilder MapActivities(this IEndpointRouteBuilder endpoints, string pattern = "/api/messages")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var endpoint = endpoints.ServiceProvider.GetRequiredService<ActivityEndpoint>();
        return endpoints.MapPost(pattern, (RequestDelegate)endpoint.HandleAsync);
    }

    private static void AddIncomingAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, TokenRules>();
        services.AddSingleton<IncomingAuthentication>();
        services.AddHostedService<OwnMetadataNotice>();

        // Not AddAuthentication: that brings data protection along, which keeps a ring of keys in the home folder for cookies that the bot does not have.
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
                : new NoCredential());
        services.AddHttpClient(ConnectorTransport.ClientName, client => client.Timeout = ConnectorTransport.Timeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // A redirect would carry the request to an address that no policy has seen.
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = System.Net.DecompressionMethods.All,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(10),
            })

            // They write addresses, and conversation ids are part of them; requests have metrics and traces.
            .RemoveAllLoggers();
        services.AddSingleton<ConnectorTransport>();
        services.TryAddSingleton<IConnector, BotConnector>();
        services.AddSingleton(provider => new RetryingConnector(
            provider.GetRequiredService<IConnector>(), provider.GetRequiredService<TimeProvider>(), Random.Shared.NextDouble));
    }
}
