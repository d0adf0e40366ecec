using Microsoft.Extensions.Options;

namespace TeamsRolloutBot.Operations;

/// <summary>Registers the operations on rollouts and their background work.</summary>
internal static class OperationServices
{
    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RolloutOptions>().Bind(configuration.GetSection(RolloutOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RolloutOptions>, RolloutOptionsValidator>();
        services.AddSingleton<PlaybookShelf>();
        services.AddSingleton<Lifecycle>();
        services.AddSingleton<Membership>();
        services.AddSingleton<ImplementationManagers>();
        services.AddSingleton<MemberMoves>();
        services.AddSingleton<FreshStart>();
        services.AddSingleton<SharedChecklist>();
        services.AddSingleton<CrewTicks>();
        services.AddSingleton<TrainingSessions>();
        services.AddSingleton<CalendarFollowUp>();
        services.AddSingleton<JobTitles>();
        services.AddSingleton<Questions>();
        services.AddSingleton<PeopleDirectory>();
        services.AddSingleton<PersonSearch>();
        services.AddSingleton<NamedManagers>();
        services.AddHostedService(provider => provider.GetRequiredService<NamedManagers>());
        services.AddSingleton<ZoneReader>();
        services.AddHostedService(provider => provider.GetRequiredService<ZoneReader>());
        services.AddSingleton<ProgressMessage>();
        services.AddSingleton<ResolutionProgress>();
        services.AddSingleton<AddressResolver>();
        services.AddHostedService(provider => provider.GetRequiredService<AddressResolver>());
        services.AddSingleton<CohortRemoval>();
        services.AddSingleton<PeopleWork>();
        services.AddHostedService(provider => provider.GetRequiredService<PeopleWork>());
        services.AddSingleton<RolloutEraser>();
        services.AddSingleton<Forgetting>();
        services.AddSingleton<Retention>();
        services.AddSingleton<Repair>();
        services.AddSingleton<Upgrade>();
        services.AddHostedService<Housekeeping>();
        return services;
    }
}
