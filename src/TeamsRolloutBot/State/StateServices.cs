using TeamsRolloutBot.State.Maintenance;

namespace TeamsRolloutBot.State;

/// <summary>Registers the state repositories.</summary>
internal static class StateServices
{
    public static IServiceCollection AddState(this IServiceCollection services)
    {
        services.AddSingleton<RolloutRepository>();
        services.AddSingleton<CohortRepository>();
        services.AddSingleton<SavedPlaybooks>();
        services.AddSingleton<SubcontractorRepository>();
        services.AddSingleton<CohortErasure>();
        services.AddSingleton<CohortRepair>();
        services.AddSingleton<SessionRepository>();
        services.AddSingleton<UserRepository>();
        services.AddSingleton<KnownPeopleRepository>();
        services.AddSingleton<FileRepository>();
        services.AddSingleton<ReturnedLists>();
        services.AddSingleton<AuditRepository>();
        services.AddSingleton<BurstRepository>();
        services.AddSingleton<ExclusiveTurns>();
        services.AddSingleton<ForgetJobs>();
        services.AddSingleton<RemovedCohorts>();
        services.AddSingleton<ResolutionJobs>();
        services.AddSingleton<PeopleJobs>();
        return services;
    }
}
