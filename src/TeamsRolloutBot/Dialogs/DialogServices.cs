using Microsoft.Extensions.Options;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Hosting;
using TeamsRolloutBot.Identity;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Reports;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.Storage.Maintenance;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Puts the conversation into a host.</summary>
internal static class DialogServices
{
    public static IServiceCollection AddConversation(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RolloutOptions>().Bind(configuration.GetSection(RolloutOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RolloutOptions>, RolloutOptionsValidator>();
        services.AddSingleton<RolloutRepository>();
        services.AddSingleton<ReturnedLists>();
        services.AddSingleton<CohortRepository>();
        services.AddSingleton<UserRepository>();
        services.AddSingleton<BurstRepository>();
        services.AddSingleton<KnownPeopleRepository>();
        services.AddSingleton<AuditRepository>();
        services.AddSingleton<CohortErasure>();
        services.AddSingleton<ForgetJobs>();
        services.AddSingleton<RolloutEraser>();
        services.AddSingleton<Retention>();
        services.AddSingleton<Forgetting>();
        services.AddSingleton<PersonSearch>();
        services.AddSingleton<CohortRepair>();
        services.AddSingleton<Repair>();
        services.AddSingleton<Upgrade>();
        services.AddSingleton<PersonalData>();
        services.AddSingleton<Lifecycle>();
        services.AddSingleton<Membership>();
        services.AddSingleton<SharedChecklist>();
        services.AddSingleton<JobTitles>();
        services.AddSingleton<ZoneReader>();
        services.AddHostedService(provider => provider.GetRequiredService<ZoneReader>());
        services.AddSingleton<LookupJobs>();
        services.AddSingleton<LookupProgress>();
        services.AddSingleton<MemberLookup>();
        services.AddHostedService(provider => provider.GetRequiredService<MemberLookup>());
        services.AddSingleton<Questions>();
        services.AddSingleton<AddressBook>();
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        services.AddSingleton<OutgoingMailPolicy>();
        services.AddSingleton<PeopleDirectory>();
        services.AddSingleton<AccessControl>();
        services.AddSingleton<NamedManagers>();
        services.AddHostedService(provider => provider.GetRequiredService<NamedManagers>());
        services.AddSingleton<StartPolicy>();
        services.AddSingleton<Greeting>();
        services.AddSingleton<Identification>();
        services.AddSingleton<RepeatedPresses>();
        services.AddSingleton<DraftEditor>();
        services.AddSingleton<DirectoryLookup>();
        services.AddSingleton<ReturnedInput>();
        services.AddSingleton<ReturnedRows>();
        services.AddSingleton<AttachedLists>();
        services.AddSingleton<UnsavedInput>();
        services.AddSingleton<StepScreens>();
        services.AddSingleton<StepAnswers>();
        services.AddSingleton<TypedAnswers>();
        services.AddSingleton<IDialog, HelpDialog>();
        services.AddSingleton<DefinitionDialog>();
        services.AddSingleton<IDialog>(provider => provider.GetRequiredService<DefinitionDialog>());
        services.AddSingleton<SeveralCohorts>();
        services.AddSingleton<IDialog, DraftMembersDialog>();
        services.AddOptions<PublicAddress>().Bind(configuration.GetSection(Protocol.Authentication.BotOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PublicAddress>, PublicAddressValidator>();
        services.AddSingleton<RolloutChoice>();
        services.AddSingleton<CohortChoice>();
        services.AddSingleton<RolloutProgress>();
        services.AddSingleton<AnswersReader>();
        services.AddSingleton<ClosingReader>();
        services.AddSingleton<ClosingExcel>();
        services.AddSingleton<PeoplePage>();
        services.AddSingleton<PersonReader>();
        services.AddSingleton<QuestionPages>();
        services.AddSingleton<ReadinessReader>();
        services.AddSingleton<ReachReader>();
        services.AddSingleton<WelcomeTexts>();
        services.AddSingleton<ProgressTable>();
        services.AddSingleton<ProgressReport>();
        services.AddSingleton<MailMergeCsv>();
        services.AddSingleton<FileRepository>();
        services.AddSingleton<Downloads>();
        services.AddOptions<Files.FileOptions>().Bind(configuration.GetSection(Files.FileOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<Files.FileOptions>, FileOptionsValidator>();
        services.AddSingleton<FileHandOver>();
        services.AddSingleton<FileConsents>();
        services.AddSingleton<ReceivedFiles>();
        services.AddHttpClient(FileConsents.ClientName, client => client.Timeout = FileConsents.Timeout)
            .ConfigurePrimaryHttpMessageHandler(
                () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10) })

            // They write addresses, which are keys to the file.
            .RemoveAllLoggers();
        services.AddSingleton<HistoryReader>();
        services.AddSingleton<HistoryCsv>();
        services.AddSingleton<IDialog, StatusDialog>();
        services.AddSingleton<IDialog, PeopleDialog>();
        services.AddSingleton<IDialog, PersonDialog>();
        services.AddSingleton<IDialog, FollowUpDialog>();
        services.AddSingleton<MemberFinder>();
        services.AddSingleton<IDialog, LeavingDialog>();
        services.AddSingleton<IDialog, NudgeDialog>();
        services.AddSingleton<DeliveryProblems>();
        services.AddSingleton<IDialog, DeliveriesDialog>();
        services.AddSingleton<IDialog, ReachDialog>();
        services.AddSingleton<IDialog, LifecycleDialog>();
        services.AddSingleton<IDialog, MoveDialog>();
        services.AddSingleton<IDialog, ManageDialog>();
        services.AddSingleton<IDialog, CohortDialog>();
        services.AddSingleton<IDialog, RolloutsDialog>();
        services.AddSingleton<IDialog, PlaybookDialog>();
        services.AddSingleton<IDialog, UndoDialog>();
        services.AddSingleton<IDialog, ClosingDialog>();
        services.AddSingleton<IDialog, MembershipDialog>();
        services.AddSingleton<IDialog, JobTitleDialog>();
        services.AddSingleton<IDialog, TransferDialog>();
        services.AddSingleton<IDialog, EmailDialog>();
        services.AddSingleton<TrainingSessions>();
        services.AddSingleton<SessionTimes>();
        services.AddSingleton<SessionFile>();
        services.AddSingleton<IDialog, TrainingDialog>();
        services.AddSingleton<IDialog, AttendanceDialog>();
        services.AddSingleton<IDialog, SessionNotesDialog>();
        services.AddSingleton<IDialog, HistoryDialog>();
        services.AddHostedService<Housekeeping>();
        services.AddSingleton<IDialog, ChecklistDialog>();
        services.AddSingleton<IDialog, CheckInDialog>();
        services.AddSingleton<IDialog, QuestionDialog>();
        services.AddSingleton<IDialog, PrivacyDialog>();
        services.AddSingleton<TurnRouter>();
        return services;
    }
}
