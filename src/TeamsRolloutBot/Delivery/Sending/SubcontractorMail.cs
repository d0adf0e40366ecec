using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Subcontractors;
using TeamsRolloutBot.Identity;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// The e-mail to a subcontractor: sent from the configured mailbox where that is permitted, copied
/// by hand where it is not.
/// </summary>
internal sealed class SubcontractorMail(IMail mail, GraphConnection graph, GraphLevels levels, OutgoingMailPolicy policy)
{
    /// <summary>Why the bot does not send to an address; null where it does.</summary>
    public async Task<string?> BarredAsync(StoredRollout rollout, string address, CancellationToken ct)
    {
        if (!graph.Serves(rollout.TenantId) || !levels.IsOpen(GraphFeature.Mail) || graph.Options.Mailbox.Length == 0)
        {
            return "the bot may not send mail here.";
        }

        try
        {
            return (await policy.AllowedAsync([address], ct)).Contains(address)
                ? null
                : "the bot may not write to this domain; an administrator can allow it (setting Mail:AllowedDomains).";
        }
        catch (GraphException)
        {
            return "the directory does not answer at the moment.";
        }
    }

    /// <summary>Sends it.</summary>
    /// <returns>Why it was not sent; null when it was.</returns>
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
            return "Microsoft 365 did not say whether it went out. Look into the sent items before you send it again.";
        }
        catch (GraphException failure) when (failure.IsPassing)
        {
            return "Microsoft 365 could not take the e-mail. Try again later.";
        }
        catch (GraphException failure) when (failure.Kind == GraphFailureKind.Invalid)
        {
            return "Microsoft 365 does not accept the e-mail; is the address right?";
        }
        catch (GraphException failure)
        {
            graph.Close(GraphFeature.Mail, failure);
            return "the bot may not send mail here.";
        }
    }
}
