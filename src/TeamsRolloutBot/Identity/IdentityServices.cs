using Microsoft.Extensions.Options;

namespace TeamsRolloutBot.Identity;

/// <summary>Puts who is who, and who is written to, into a host.</summary>
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
