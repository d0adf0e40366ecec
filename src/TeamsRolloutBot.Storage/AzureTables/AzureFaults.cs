using Azure;
using Azure.Data.Tables.Models;
using Azure.Identity;
using Microsoft.Identity.Client;

namespace TeamsRolloutBot.Storage.AzureTables;

/// <summary>
/// Maps errors of the table service
/// (https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes) to the port's.
/// </summary>
internal static class AzureFaults
{
    /// <summary>The failed condition, or null if the error is something else.</summary>
    public static ConflictReason? AsConflict(RequestFailedException fault) => fault.Status switch
    {
        409 when fault.ErrorCode == TableErrorCode.EntityAlreadyExists => ConflictReason.Exists,
        412 => ConflictReason.Stale,
        404 when fault.ErrorCode == TableErrorCode.ResourceNotFound || fault.ErrorCode == TableErrorCode.EntityNotFound =>
            ConflictReason.Missing,
        _ => null,
    };

    /// <summary>
    /// Whether an exception originates from the service, the network or the credential.
    /// </summary>
    public static bool IsOutside(Exception fault, CancellationToken ct) => fault switch
    {
        RequestFailedException or AuthenticationFailedException or IOException or HttpRequestException => true,
        // The client's own time-out, as opposed to the caller's cancellation.
        OperationCanceledException => !ct.IsCancellationRequested,
        // Thrown by the client when it has used up its retries.
        AggregateException all => all.InnerExceptions.All(inner => IsOutside(inner, ct)),
        _ => false,
    };

    public static StorageException Describe(Exception fault) => fault switch
    {
        RequestFailedException { Status: 401 or 403 } refused => new(
            $"The storage account refuses access ({refused.ErrorCode}). Give the bot's identity the role 'Storage Table Data "
                + "Contributor', or check Storage:ConnectionString, and the account's network rules.",
            isTransient: false,
            fault),
        AuthenticationFailedException outage when IsPassing(outage) => new(
            "There is no token for the storage account: Entra or the machine's identity endpoint failed.",
            isTransient: true,
            fault),
        AuthenticationFailedException => new(
            "There is no token for the storage account. Check the bot's identity (managed identity, certificate or secret) and "
                + "Storage:AccountUri.",
            isTransient: false,
            fault),
        RequestFailedException { Status: 404 } missing => new(
            $"The storage account has no such table ({missing.ErrorCode}). Tables are created when the bot starts: restart it and check "
                + "Storage:TablePrefix.",
            isTransient: false,
            fault),
        RequestFailedException { Status: >= 400 and < 500 and not (408 or 409 or 429) } rejected => new(
            $"The storage account rejected a request ({rejected.Status} {rejected.ErrorCode}).",
            isTransient: false,
            fault),
        RequestFailedException { Status: > 0 } busy => new(
            $"The storage account failed ({busy.Status} {busy.ErrorCode}), also after retries.",
            isTransient: true,
            fault),
        _ =>
            new(
                "The storage account could not be reached. Check the network and Storage:ConnectionString or Storage:AccountUri.",
                isTransient: true, fault),
    };

    // The network or an outage, not the registration.
    private static bool IsPassing(Exception? cause) => cause switch
    {
        null => false,
        MsalServiceException { StatusCode: 0 or 429 or >= 500 } => true,
        RequestFailedException { Status: 0 or 429 or >= 500 } => true,
        HttpRequestException or TimeoutException or OperationCanceledException => true,
        _ => IsPassing(cause.InnerException),
    };
}
