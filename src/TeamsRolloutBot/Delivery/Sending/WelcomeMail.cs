using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Identity;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// The welcome e-mail: sent from the configured mailbox if permitted, otherwise handed over to the
/// implementation manager. Nobody loses their e-mail if the permission is withdrawn meanwhile.
/// </summary>
internal sealed partial class WelcomeMail(
    IMail mail,
    IPeople people,
    GraphConnection graph,
    GraphLevels levels,
    OutgoingMailPolicy policy,
    MailPace pace,
    EmailHandOver handOver,
    WelcomeTexts texts,
    CohortRepository cohorts,
    IClock clock,
    ILogger<WelcomeMail> logger)
{
    public const string ManagersTask = "welcome-email";
    private static readonly Duration Soon = Duration.FromMilliseconds(250);
    private static readonly Duration LongestWait = Duration.FromMinutes(5);

    public async Task<SendOutcome> SendAsync(ClaimedDelivery claimed, CancellationToken ct)
    {
        var (rollout, key) = (claimed.Rollout, claimed.Key);
        if (claimed is not { Cohort: { } cohort, Participant: { } participant })
        {
            return new SendOutcome.Skipped(new DeliveryReason(ReasonCode.NotInTheCohort));
        }

        if (!graph.Serves(rollout.TenantId) || !levels.IsOpen(GraphFeature.Mail) || graph.Options.Mailbox.Length == 0)
        {
            return await HandOverAsync(rollout, key, ct);
        }

        if (pace.SlotOf(key) is var slot && slot > clock.GetCurrentInstant() + Soon)
        {
            return new SendOutcome.PutOff(slot, new DeliveryReason(ReasonCode.MailsAMinute, $"{graph.Options.MailsPerMinute}"));
        }

        pace.Release(key);
        try
        {
            if (await AddressAsync(participant, ct) is not { } address)
            {
                return new SendOutcome.Failed(new DeliveryReason(ReasonCode.NoAddressKnown), Obstacle.NoMail);
            }

            if (!(await policy.AllowedAsync([address], ct)).Contains(address))
            {
                return new SendOutcome.Failed(
                    new DeliveryReason(ReasonCode.AddressNotAllowed),
                    Obstacle.NoMail);
            }

            Language.Current = UserReference.LanguageOf(claimed.Reference, participant);
            var text = texts.Of(rollout, cohort, participant);
            await mail.SendAsync(new MailMessage(address, participant.Person.Name, text.Subject, WelcomeHtml.Write(text)), ct);
        }
        catch (GraphException failure) when (failure.IsPassing)
        {
            var wait = failure.RetryAfter is { } asked
                ? Duration.FromTimeSpan(asked)
                : Duration.Min(Duration.FromSeconds(5) * Math.Pow(2, Math.Min(claimed.Delivery.Attempts, 10)), LongestWait);
            pace.Hold(clock.GetCurrentInstant() + wait);
            return new SendOutcome.PutOff(
                clock.GetCurrentInstant() + wait, new DeliveryReason(ReasonCode.MailBusy));
        }
        catch (GraphException failure) when (failure is { Kind: GraphFailureKind.Invalid })
        {
            return new SendOutcome.Failed(new DeliveryReason(ReasonCode.MailNotAccepted), Obstacle.NoMail);
        }
        catch (GraphException failure)
        {
            graph.Close(GraphFeature.Mail, failure);
            return await HandOverAsync(rollout, key, ct);
        }

        await TryTickAsync(rollout, cohort);
        return new SendOutcome.ByMail(new DeliveryReason(ReasonCode.SentByMail));
    }

    private async Task<SendOutcome> HandOverAsync(StoredRollout rollout, DeliveryKey key, CancellationToken ct)
    {
        await handOver.HandOverAsync(rollout, key, ct);
        return new SendOutcome.ByMail(new DeliveryReason(ReasonCode.HandedOver));
    }

    private async Task<string?> AddressAsync(Participant participant, CancellationToken ct) =>
        participant.Person.Email
        ?? (levels.IsOpen(GraphFeature.People) ? (await people.FindAsync(participant.Person.Id.Value, ct))?.Person.Email : null);

    // The e-mail is out: neither a brief storage outage nor a shutdown may cause a second one. The
    // next e-mail ticks the task too.
    private async Task TryTickAsync(StoredRollout rollout, Cohort cohort)
    {
        try
        {
            await TickAsync(rollout, cohort, CancellationToken.None);
        }
        catch (StorageException fault)
        {
            LogNotTicked(logger, fault);
        }
    }

    // What the bot does by itself need not be ticked by hand.
    private async Task TickAsync(StoredRollout rollout, Cohort cohort, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort.Id);
        if (cohort.ImplementationManager is not { Id: var lead }
            || await cohorts.FindParticipantAsync(key, lead, ct) is not { } before
            || before.Progress.Done.ContainsKey(ManagersTask))
        {
            return;
        }

        await cohorts.ChangePeopleAsync(
            key,
            rollout.Definition,
            [lead],
            async work =>
            {
                if (await work.FindParticipantAsync(lead) is { } current)
                {
                    work.Put(
                        current, current with { Progress = current.Progress.Set(ManagersTask, done: true, clock.GetCurrentInstant()) });
                }

                return true;
            },
            ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A welcome e-mail was sent, but its task could not be ticked; the next one will")]
    private static partial void LogNotTicked(ILogger logger, Exception fault);
}
