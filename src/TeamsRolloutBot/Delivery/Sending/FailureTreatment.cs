using System.Diagnostics;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>Handles a connector failure as <see cref="SendFailure"/> prescribes.</summary>
internal sealed partial class FailureTreatment(Recipients recipients, ILogger<FailureTreatment> logger)
{
    // Give up after a few attempts if the chat still fails once looked up again.
    private const int MostAttemptsAtChat = 3;

    public async Task<SendOutcome> TreatAsync(ClaimedDelivery claimed, ConnectorException failure, CancellationToken ct)
    {
        var (rollout, delivery, person) = (claimed.Rollout, claimed.Delivery, claimed.Key.Person);
        var (treatment, reason) = SendFailure.Treat(failure);
        Activity.Current?.SetStatus(ActivityStatusCode.Error, failure.Kind.ToString());
        LogFailure(logger, delivery.Key.Kind, failure.Kind, failure.Status, delivery.Attempts, treatment);
        switch (treatment)
        {
            case Treatment.NewConversation when delivery.Attempts < MostAttemptsAtChat:
                await recipients.ForgetConversationAsync(rollout.TenantId, person, ct);
                return new SendOutcome.PutOff(null, reason);
            case Treatment.Retry:
                var wait = SendFailure.Wait(failure, delivery.Attempts, Random.Shared.NextDouble());
                return new SendOutcome.Retry(wait, reason, failure.Kind == ConnectorFailureKind.MaybeSent);
            case Treatment.Hold:
                LogRefused(logger, failure.Status, failure.ErrorCode);
                return new SendOutcome.Held(reason);
            case Treatment.Unreachable when delivery.Attempts < MostAttemptsAtChat && await recipients.RenewAsync(rollout, person, ct):
                return new SendOutcome.PutOff(null, reason);
            case Treatment.Unreachable:
                await recipients.MarkBlockedAsync(rollout.TenantId, person, ct);
                return new SendOutcome.Failed(reason, Obstacle.AppRemoved);
            default:
                return new SendOutcome.Failed(reason, Obstacle.NotAccepted);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message =
        "The bot's registration or secret is refused (status {Status}, code {Code}); deliveries wait until that is fixed")]
    private static partial void LogRefused(ILogger logger, int? status, string? code);

    [LoggerMessage(Level = LogLevel.Information, Message = "A {Kind} failed: {Failure}, status {Status}, attempt {Attempt}: {Treatment}")]
    private static partial void LogFailure(
        ILogger logger, string kind, ConnectorFailureKind failure, int? status, int attempt, Treatment treatment);
}
