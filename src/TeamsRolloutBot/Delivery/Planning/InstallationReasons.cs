using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Planning;

/// <summary>Why the app could not be installed for somebody.</summary>
internal static class InstallationReasons
{
    private const string None = "none";

    public static DeliveryReason Of(GraphException failure) => failure switch
    {
        { Code: InstallationFailures.NotInCatalogue } => new DeliveryReason(ReasonCode.NotInCatalogue),
        { Kind: GraphFailureKind.NotPermitted } when GraphFeatureFacts.Of(GraphFeature.Installation).Permissions is [var one, var other] =>
            new DeliveryReason(ReasonCode.InstallationNotPermitted, one, other),
        { Kind: GraphFailureKind.Refused } => new DeliveryReason(ReasonCode.PolicyBlocksTheApp),
        { Kind: GraphFailureKind.NotFound } => new DeliveryReason(ReasonCode.PersonNotFound),
        { Kind: GraphFailureKind.SignIn } => new DeliveryReason(ReasonCode.SignInRefused),
        _ => new DeliveryReason(ReasonCode.InstallationNotAccepted, failure.Status?.ToString() ?? None, failure.Code ?? None),
    };
}
