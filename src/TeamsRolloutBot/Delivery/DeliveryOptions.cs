using Microsoft.Extensions.Options;
using TeamsRolloutBot.Protocol.Hosting;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// The queue feeding the senders: the values of <see cref="DeliveryOptions.Queue"/>.
/// </summary>
internal enum QueueKind
{
    /// <summary>
    /// <see cref="AzureStorage"/> with <c>Storage:Kind=AzureTables</c>, otherwise
    /// <see cref="InProcess"/>; always the latter in Development.
    /// </summary>
    Auto,

    /// <summary>In memory, for a single instance; rebuilt from storage after a restart.</summary>
    InProcess,

    /// <summary>A queue in the tables' storage account, for any number of instances.</summary>
    AzureStorage,
}

/// <summary>The configuration section <c>Delivery</c>.</summary>
internal sealed class DeliveryOptions
{
    public const string Section = "Delivery";

    /// <summary>
    /// Connector requests per second for one tenant, across all instances; 1 to 1,000. The
    /// platform's limit is 50 per app and tenant ("Rate limiting for agents").
    /// </summary>
    public int RequestsPerSecond { get; set; } = 45;

    /// <summary>The queue feeding the senders.</summary>
    public QueueKind Queue { get; set; } = QueueKind.Auto;

    /// <summary>
    /// The account's queue endpoint; if empty, <c>Storage:AccountUri</c> with <c>.queue.</c> for
    /// <c>.table.</c>.
    /// </summary>
    public Uri? QueueUri { get; set; }

    /// <summary>Maximum messages in flight per rollout; 1 to 1,000.</summary>
    public int Concurrency { get; set; } = 64;

    /// <summary>
    /// Maximum claimed messages per rollout waiting for a send slot: a quarter of a second's worth.
    /// </summary>
    public int Ahead => Math.Max(4, RequestsPerSecond / 4);

    /// <summary>How long a sender holds the lease on a message; 10 to 600 seconds.</summary>
    public int LeaseSeconds { get; set; } = 120;

    /// <summary>
    /// How often the due index is polled in the absence of a signal; 1 to 300 seconds.
    /// </summary>
    public int PlannerSeconds { get; set; } = 15;
}

/// <summary>Fails the start with the name of the invalid setting.</summary>
internal sealed class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>
{
    public ValidateOptionsResult Validate(string? name, DeliveryOptions options) => OptionRules.Check(
        (options.RequestsPerSecond is >= 1 and <= 1000, "Delivery:RequestsPerSecond must be 1 to 1000 (Teams allows 50)."),
        (options.Concurrency is >= 1 and <= 1000, "Delivery:Concurrency must be 1 to 1000."),
        (options.LeaseSeconds is >= 10 and <= 600, "Delivery:LeaseSeconds must be 10 to 600."),
        (Enum.IsDefined(options.Queue), "Delivery:Queue must be Auto, InProcess or AzureStorage."),
        (
            options.QueueUri is null or { IsAbsoluteUri: true, Scheme: "https" },
            "Delivery:QueueUri must be an absolute https URL, such as https://NAME.queue.core.windows.net."),
        (options.PlannerSeconds is >= 1 and <= 300, "Delivery:PlannerSeconds must be 1 to 300."));
}
