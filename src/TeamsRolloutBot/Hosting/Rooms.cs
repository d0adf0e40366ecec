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

/// <summary>Registers all parts of the service, the lowest layer first.</summary>
internal static class Rooms
{
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">With all sections.</param>
    /// <param name="isDevelopment">The movable clock of Development requires the in-memory
    /// queue.</param>
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
