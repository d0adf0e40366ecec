using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.Events;
using Microsoft.Graph.Users.Item.SendMail;
using Microsoft.Kiota.Abstractions;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>
/// Probes the bot's permissions: for each feature, the cheapest read-only call that needs its
/// permission.
/// </summary>
internal sealed class GraphProbes(GraphConnection connection, GraphLevels levels, GraphInstallation installation)
{
    // A non-existent meeting: all that matters is whether the request is permitted.
    private const string NoMeeting = "https://teams.microsoft.com/l/meetup-join/none";

    /// <summary>Probes every feature that is not known to work and is due for a try.</summary>
    public async Task TryAsync(CancellationToken ct)
    {
        if (!levels.IsConfigured)
        {
            return;
        }

        var subject = connection.Options.Mailbox;
        await TryAsync(GraphFeature.People, async () => subject = await FindSomebodyAsync(subject, ct), ct);
        await TryAsync(GraphFeature.Installation, () => TryInstallationAsync(subject, ct), ct);
        await TryAsync(GraphFeature.Mail, () => TryMailAsync(ct), ct);
        if (subject.Length == 0)
        {
            Withdraw(
                [GraphFeature.Calendar, GraphFeature.Zones, GraphFeature.Attendance],
                () => ManagerTexts.GraphNoSubject);
            return;
        }

        await TryAsync(
            GraphFeature.Calendar,
            () => connection.CallAsync(GraphFeature.Calendar, true, client => client.Users[subject].Events.GetAsync(Smallest, ct), ct), ct);
        await TryAsync(
            GraphFeature.Zones,
            () =>
                connection.CallAsync(
                    GraphFeature.Zones, true,
                    client => client.Users[subject].MailboxSettings.GetAsync(request => request.QueryParameters.Select = ["timeZone"], ct),
                    ct),
            ct);
        await TryAsync(
            GraphFeature.Attendance,
            () => connection.CallAsync(
                GraphFeature.Attendance, true, client =>
                    client.Users[subject].OnlineMeetings.GetAsync(
                        request => request.QueryParameters.Filter = $"JoinWebUrl eq '{NoMeeting}'", ct), ct),
            ct);

        static void Smallest(RequestConfiguration<EventsRequestBuilder.EventsRequestBuilderGetQueryParameters> request)
        {
            request.QueryParameters.Select = ["id"];
            request.QueryParameters.Top = 1;
        }
    }

    private async Task TryAsync(GraphFeature feature, Func<Task> probe, CancellationToken ct)
    {
        if (levels.IsPermitted(feature) || !levels.IsOpen(feature))
        {
            return;
        }

        try
        {
            await probe();
        }
        catch (GraphException failure) when (
            failure.Kind is GraphFailureKind.NotFound && feature is not (GraphFeature.Installation or GraphFeature.Mail))
        {
            // The request was permitted; finding nothing does not matter.
            levels.Permit(feature);
        }
        catch (GraphException failure)
        {
            // Transient failures say nothing about permissions: the first real call will tell.
            if (!failure.IsPassing && failure.Kind is not (GraphFailureKind.NotPermitted or GraphFailureKind.SignIn))
            {
                levels.Withdraw(feature, () => Reason(feature, failure));
            }
        }
    }

    private async Task<string> FindSomebodyAsync(string subject, CancellationToken ct)
    {
        var users = await connection.CallAsync(
            GraphFeature.People,
            isRead: true,
            client => client.Users.GetAsync(
                request =>
                {
                    request.QueryParameters.Select = ["id"];
                    request.QueryParameters.Top = 1;
                },
                ct),
            ct);
        return subject.Length > 0 ? subject : users?.Value?.FirstOrDefault()?.Id ?? string.Empty;
    }

    private async Task TryInstallationAsync(string subject, CancellationToken ct)
    {
        await installation.CatalogueIdAsync(ct);
        if (subject.Length == 0)
        {
            return;
        }

        await connection.CallAsync(
            GraphFeature.Installation,
            isRead: true,
            client => client.Users[subject].Teamwork.InstalledApps.GetAsync(
                request =>
                {
                    request.QueryParameters.Select = ["id"];
                    request.QueryParameters.Top = 1;
                },
                ct),
            ct);
    }

    // A message without recipients: 400 if sending is permitted, 403 if it is not.
    private async Task TryMailAsync(CancellationToken ct)
    {
        if (connection.Options.Mailbox is not { Length: > 0 } mailbox)
        {
            levels.Withdraw(GraphFeature.Mail, () => ManagerTexts.GraphNoMailbox);
            return;
        }

        try
        {
            await connection.CallAsync(
                GraphFeature.Mail,
                isRead: false,
                async client =>
                {
                    await client.Users[mailbox].SendMail.PostAsync(
                        new SendMailPostRequestBody
                        {
                            Message = new Message { Subject = "Is sending permitted?", ToRecipients = [] },
                            SaveToSentItems = false
                        }, cancellationToken: ct);
                    return true;
                },
                ct);
        }
        catch (GraphException failure) when (failure is { Kind: GraphFailureKind.Invalid, Status: 400 })
        {
            levels.Permit(GraphFeature.Mail);
        }
    }

    private void Withdraw(IEnumerable<GraphFeature> features, Func<string> reason)
    {
        foreach (var feature in features.Where(feature => !levels.IsPermitted(feature)))
        {
            levels.Withdraw(feature, reason);
        }
    }

    private static string Reason(GraphFeature feature, GraphException failure) => failure switch
    {
        { Code: InstallationFailures.NotInCatalogue } => ManagerTexts.GraphNotInCatalogue,
        { Kind: GraphFailureKind.NotFound } when feature == GraphFeature.Mail => ManagerTexts.GraphMailboxNotFound,
        _ => ManagerTexts.GraphNotAccepted.With($"{failure.Status}", failure.Code),
    };
}

/// <summary>Probes permissions at startup, and retries later what did not work.</summary>
internal sealed partial class GraphLevelWatch(GraphProbes probes, GraphLevels levels, TimeProvider time, ILogger<GraphLevelWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!levels.IsConfigured)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                var before = levels.Current;
                await probes.TryAsync(stoppingToken);
                if (levels.Current != before)
                {
                    LogReached(logger, levels.Current);
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFault(logger, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Microsoft 365 level: {Level}")]
    private static partial void LogReached(ILogger logger, GraphLevel level);

    [LoggerMessage(Level = LogLevel.Error, Message = "The permissions could not be tried; the bot will retry later")]
    private static partial void LogFault(ILogger logger, Exception fault);
}
