using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.SendMail;
using EmailAddress = Microsoft.Graph.Models.EmailAddress;
using Recipient = Microsoft.Graph.Models.Recipient;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>Sends mail via Graph. Exchange adds the plain-text alternative.</summary>
internal sealed class GraphMail(GraphConnection connection) : IMail
{
    public Task SendAsync(MailMessage message, CancellationToken ct) => connection.CallAsync(
        GraphFeature.Mail,
        isRead: false,
        async client =>
        {
            await client.Users[connection.Options.Mailbox].SendMail.PostAsync(
                new SendMailPostRequestBody
                {
                    Message = new Message
                    {
                        Subject = message.Subject,
                        Body = new ItemBody { ContentType = BodyType.Html, Content = message.Html },
                        ToRecipients = [new Recipient { EmailAddress = new EmailAddress { Address = message.To, Name = message.ToName } }],
                    },
                    SaveToSentItems = true,
                },
                cancellationToken: ct);
            return true;
        },
        ct);
}
