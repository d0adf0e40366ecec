using Microsoft.Bot.Builder;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Identity;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Protocol.Hosting;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Hosting;

/// <summary>Puts every room of the service into a host, the lowest first.</summary>
internal static class Rooms
{
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">With all sections.</param>
    /// <param name="isDevelopment">A clock that can be put forward needs the queue in
    /// memory.</param>
    public static IServiceCollection AddRooms(
        this IServiceCollection services, IConfiguration configuration, bool isDevelopment) => services
        .AddStorage(configuration)
        .AddState()
        .AddTeamsProtocol(configuration)
        .AddSingleton<IBot, RolloutBot>()
        .AddMicrosoft365(configuration)
        .AddIdentity(configuration)
        .AddDocuments()
        .AddSessions()
        .AddDelivery(configuration, isDevelopment)
        .AddOperations(configuration)
        .AddDialogs(configuration);
}
