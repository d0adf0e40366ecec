using Microsoft.Extensions.Options;

namespace TeamsRolloutBot.Identity;

/// <summary>Registers identity services and the outgoing mail policy.</summary>
internal static class IdentityServices
{
    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<AddressBook>();
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        services.AddSingleton<OutgoingMailPolicy>();
        return services;
    }
}
