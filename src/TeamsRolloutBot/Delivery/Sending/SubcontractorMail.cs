using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Identity;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// The e-mail to a subcontractor: sent from the configured mailbox if permitted, otherwise copied
/// by hand.
/// </summary>
internal sealed class SubcontractorMail(IMail mail, GraphConnection graph, GraphLevels levels, OutgoingMailPolicy policy)
{
    /// <summary>Why the bot does not send to an address; null if it does.</summary>
    public async Task<string?> BarredAsync(StoredRollout rollout, string address, CancellationToken ct)
    {
        if (!graph.Serves(rollout.TenantId) || !levels.IsOpen(GraphFeature.Mail) || graph.Options.Mailbox.Length == 0)
        {
            return ManagerTexts.TheBotMayNotSendMail;
        }

        try
        {
            return (await policy.AllowedAsync([address], ct)).Contains(address)
                ? null
                : ManagerTexts.TheBotMayNotWriteTo;
        }
        catch (GraphException)
        {
            return ManagerTexts.TheDirectoryDoesNotAnswerAt;
        }
    }

    /// <summary>Sends the e-mail.</summary>
    /// <returns>Why it was not sent; null if it was.</returns>
    public async Task<string?> SendAsync(StoredRollout rollout, Subcontractor to, EmailTemplate email, CancellationToken ct)
    {
        if (await BarredAsync(rollout, to.Email, ct) is { } barred)
        {
            return barred;
        }

        try
        {
            await mail.SendAsync(
                new MailMessage(to.Email, to.Company, email.Subject, WelcomeHtml.Write(new WelcomeText(email.Subject, email.Body))),
                ct
            );
            return null;
        }
        catch (GraphException failure) when (failure.Kind == GraphFailureKind.MaybeDone)
        {
            return ManagerTexts.Microsoft365DidNotSayWhether;
        }
        catch (GraphException failure) when (failure.IsPassing)
        {
            return ManagerTexts.Microsoft365CouldNotTakeThe;
        }
        catch (GraphException failure) when (failure.Kind == GraphFailureKind.Invalid)
        {
            return ManagerTexts.Microsoft365DoesNotAcceptThe;
        }
        catch (GraphException failure)
        {
            graph.Close(GraphFeature.Mail, failure);
            return ManagerTexts.TheBotMayNotSendMail;
        }
    }
}
