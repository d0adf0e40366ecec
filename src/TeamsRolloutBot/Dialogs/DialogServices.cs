using Microsoft.Extensions.Options;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Dialogs.Files;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Registers the dialogs.</summary>
internal static class DialogServices
{
    public static IServiceCollection AddDialogs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<AccessControl>();
        services.AddSingleton<StartPolicy>();
        services.AddSingleton<Greeting>();
        services.AddSingleton<Identification>();
        services.AddSingleton<RepeatedPresses>();
        services.AddSingleton<DraftEditor>();
        services.AddSingleton<DirectorySearch>();
        services.AddSingleton<StepViews>();
        services.AddSingleton<ReturnedInput>();
        services.AddSingleton<ReturnedRows>();
        services.AddSingleton<AttachedLists>();
        services.AddSingleton<UnsavedInput>();
        services.AddSingleton<StepScreens>();
        services.AddSingleton<StepAnswers>();
        services.AddSingleton<TypedAnswers>();
        services.AddSingleton<HelpDialog>();
        services.AddSingleton<IDialog>(provider => provider.GetRequiredService<HelpDialog>());
        services.AddSingleton<IDialog, LanguageDialog>();
        services.AddSingleton<DefinitionDialog>();
        services.AddSingleton<IDialog>(provider => provider.GetRequiredService<DefinitionDialog>());
        services.AddSingleton<IDialog, DraftMembersDialog>();
        services.AddSingleton<IDialog, UncheckedDialog>();
        services.AddOptions<PublicAddress>().Bind(configuration.GetSection(Protocol.Authentication.BotOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PublicAddress>, PublicAddressValidator>();
        services.AddSingleton<RolloutChoice>();
        services.AddSingleton<CohortChoice>();
        services.AddOptions<Files.FileOptions>().Bind(configuration.GetSection(Files.FileOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<Files.FileOptions>, FileOptionsValidator>();
        services.AddSingleton<FileHandOver>();
        services.AddSingleton<FileConsents>();
        services.AddSingleton<ReceivedFiles>();
        services.AddHttpClient(FileConsents.ClientName, client => client.Timeout = FileConsents.Timeout)
            .ConfigurePrimaryHttpMessageHandler(
                () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10) })

            // Request logs would contain download URLs, and those grant access to the file.
            .RemoveAllLoggers();
        services.AddSingleton<IDialog, StatusDialog>();
        services.AddSingleton<IDialog, PeopleDialog>();
        services.AddSingleton<IDialog, PersonDialog>();
        services.AddSingleton<IDialog, FollowUpDialog>();
        services.AddSingleton<MemberFinder>();
        services.AddSingleton<IDialog, LeavingDialog>();
        services.AddSingleton<IDialog, CrewDialog>();
        services.AddSingleton<IDialog, SheetDialog>();
        services.AddSingleton<IDialog, NudgeDialog>();
        services.AddSingleton<IDialog, DeliveriesDialog>();
        services.AddSingleton<IDialog, ReachDialog>();
        services.AddSingleton<IDialog, LifecycleDialog>();
        services.AddSingleton<IDialog, MoveDialog>();
        services.AddSingleton<IDialog, ManageDialog>();
        services.AddSingleton<IDialog, CohortDialog>();
        services.AddSingleton<IDialog, RolloutsDialog>();
        services.AddSingleton<IDialog, PlaybookDialog>();
        services.AddSingleton<IDialog, PlaybookShelfDialog>();
        services.AddSingleton<IDialog, SetupDialog>();
        services.AddSingleton<IDialog, SubcontractorsDialog>();
        services.AddSingleton<IDialog, UndoDialog>();
        services.AddSingleton<IDialog, ClosingDialog>();
        services.AddSingleton<PeopleForm>();
        services.AddSingleton<IDialog, AddPeopleDialog>();
        services.AddSingleton<IDialog, AddCohortDialog>();
        services.AddSingleton<IDialog, JobTitleDialog>();
        services.AddSingleton<IDialog, TransferDialog>();
        services.AddSingleton<IDialog, EmailDialog>();
        services.AddSingleton<SessionFiles>();
        services.AddSingleton<IDialog, TrainingDialog>();
        services.AddSingleton<IDialog, AttendanceDialog>();
        services.AddSingleton<IDialog, SessionNotesDialog>();
        services.AddSingleton<IDialog, HistoryDialog>();
        services.AddSingleton<IDialog, ChecklistDialog>();
        services.AddSingleton<IDialog, CheckInDialog>();
        services.AddSingleton<IDialog, QuestionDialog>();
        services.AddSingleton<IDialog, PrivacyDialog>();
        services.AddSingleton<TurnAnswers>();
        services.AddSingleton<WaitNotice>();
        services.AddSingleton<Arrivals>();
        services.AddSingleton<TurnRouter>();
        return services;
    }
}
