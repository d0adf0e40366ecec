using Microsoft.Extensions.Options;
using TeamsRolloutBot.Protocol.Hosting;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// What carries deliveries to the senders. Values of <see cref="DeliveryOptions.Queue"/>.
/// </summary>
internal enum QueueKind
{
    /// <summary>
    /// <see cref="AzureStorage"/> beside <c>Storage:Kind=AzureTables</c>, else
    /// <see cref="InProcess"/>; in Development always that.
    /// </summary>
    Auto,

    /// <summary>
    /// In memory, for one instance; what it held is found again from storage after a restart.
    /// </summary>
    InProcess,

    /// <summary>
    /// A queue in the storage account of the tables, for any number of instances.
    /// </summary>
    AzureStorage,
}

/// <summary>The section <c>Delivery</c> of the configuration.</summary>
internal sealed class DeliveryOptions
{
    public const string Section = "Delivery";

    /// <summary>
    /// Requests a second to the connector for one tenant, over all instances; 1 to 1,000. The
    /// platform's limit is 50 for an app and tenant ("Rate limiting for agents").
    /// </summary>
    public int RequestsPerSecond { get; set; } = 45;

    /// <summary>What carries deliveries to the senders.</summary>
    public QueueKind Queue { get; set; } = QueueKind.Auto;

    /// <summary>
    /// Address of the account's queue endpoint; empty: that of <c>Storage:AccountUri</c> with
    /// <c>.queue.</c> for <c>.table.</c>.
    /// </summary>
    public Uri? QueueUri { get; set; }

    /// <summary>How many messages of a rollout are in flight at once; 1 to 1,000.</summary>
    public int Concurrency { get; set; } = 64;

    /// <summary>
    /// How many messages of a rollout are claimed and wait for their turn, at most: a quarter of a
    /// second's.
    /// </summary>
    public int Ahead => Math.Max(4, RequestsPerSecond / 4);

    /// <summary>
    /// How long a sender holds a message before another may take it; 10 to 600 seconds.
    /// </summary>
    public int LeaseSeconds { get; set; } = 120;

    /// <summary>
    /// How often the due index is looked at when nothing else says so; 1 to 300 seconds.
    /// </summary>
    public int PlannerSeconds { get; set; } = 15;
}

/// <summary>Stops the start with the name of the setting that is wrong.</summary>
internal sealed class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>
{
    public ValidateOptionsResult Validate(string? name, DeliveryOptions options) => OptionRules.Check(
        (options.RequestsPerSecond is >= 1 and <= 1000, "Delivery:RequestsPerSecond must be 1 to 1000 (Teams allows 50)."),
        (options.Concurrency is >= 1 and <= 1000, "Delivery:Concurrency must be 1 to 1000."),
        (options.LeaseSeconds is >= 10 and <= 600, "Delivery:LeaseSeconds must be 10 to 600."),
        (Enum.IsDefined(options.Queue), "Delivery:Queue must be Auto, InProcess or AzureStorage."),
        (
            options.QueueUri is null or { IsAbsoluteUri: true, Scheme: "https" },
            "Delivery:QueueUri must be an absolute https address, such as https://NAME.queue.core.windows.net."),
        (options.PlannerSeconds is >= 1 and <= 300, "Delivery:PlannerSeconds must be 1 to 300."));
}
