namespace TeamsRolloutBot.Microsoft365;

/// <summary>An e-mail to one person.</summary>
/// <param name="To">The address.</param>
/// <param name="ToName">The display name.</param>
/// <param name="Subject">One line.</param>
/// <param name="Html">A complete HTML document.</param>
internal sealed record MailMessage(string To, string ToName, string Subject, string Html);

/// <summary>Sends e-mails from the configured mailbox.</summary>
internal interface IMail
{
    /// <summary>Sends an e-mail and saves a copy in the mailbox's sent items.</summary>
    /// <exception cref="GraphException">It was not sent, or with
    /// <see cref="GraphFailureKind.MaybeDone"/>, may have been.</exception>
    Task SendAsync(MailMessage message, CancellationToken ct);
}
