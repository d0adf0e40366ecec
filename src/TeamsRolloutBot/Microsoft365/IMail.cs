namespace TeamsRolloutBot.Microsoft365;

/// <summary>An e-mail to one person.</summary>
/// <param name="To">The address.</param>
/// <param name="ToName">The name beside it.</param>
/// <param name="Subject">One line.</param>
/// <param name="Html">A whole HTML document.</param>
internal sealed record MailMessage(string To, string ToName, string Subject, string Html);

/// <summary>Sends e-mails from the configured mailbox.</summary>
internal interface IMail
{
    /// <summary>Sends an e-mail; a copy stays in the mailbox's sent items.</summary>
    /// <exception cref="GraphException">It was not sent; <see cref="GraphFailureKind.MaybeDone"/>:
    /// it may have been.</exception>
    Task SendAsync(MailMessage message, CancellationToken ct);
}
