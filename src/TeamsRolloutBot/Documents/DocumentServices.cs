namespace TeamsRolloutBot.Documents;

/// <summary>Registers the services that read state and write documents.</summary>
internal static class DocumentServices
{
    public static IServiceCollection AddDocuments(this IServiceCollection services)
    {
        // Fails at startup if a shipped playbook is invalid, not when somebody first starts a
        // rollout.
        _ = ShippedPlaybooks.All;
        services.AddSingleton<Everybody>();
        services.AddSingleton<RolloutProgress>();
        services.AddSingleton<ProgressTable>();
        services.AddSingleton<ProgressReport>();
        services.AddSingleton<AnswersReader>();
        services.AddSingleton<ClosingReader>();
        services.AddSingleton<ClosingExcel>();
        services.AddSingleton<PeoplePage>();
        services.AddSingleton<PersonReader>();
        services.AddSingleton<QuestionPages>();
        services.AddSingleton<ReadinessReader>();
        services.AddSingleton<ReachReader>();
        services.AddSingleton<SeveralCohorts>();
        services.AddSingleton<DeliveryProblems>();
        services.AddSingleton<HistoryReader>();
        services.AddSingleton<HistoryCsv>();
        services.AddSingleton<PersonInCohort>();
        services.AddSingleton<PersonalData>();
        services.AddSingleton<WelcomeTexts>();
        services.AddSingleton<MailMergeCsv>();
        services.AddSingleton<SessionFile>();
        services.AddSingleton<Downloads>();
        return services;
    }
}
