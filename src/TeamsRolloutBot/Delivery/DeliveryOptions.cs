using Microsoft.Extensions.Options;

namespace TeamsRolloutBot.Delivery;

/// <summary>The section <c>Delivery</c> of the configuration.</summary>
internal sealed class DeliveryOptions
{
    public const string Section = "Delivery";

    /// <summary>
    /// Requests a second to the connector for one tenant, over all instances; 1 to 1,000, or 0 for no pace at all. The platform's limit is 50 for an app
    /// and tenant ("Rate limiting for agents").
    /// </summary>
    public int RequestsPerSecond { get; set; } = 45;

    /// <summary>How many messages are in flight at once; 1 to 1,000.</summary>
    public int Concurrency { get; set; } = 64;

    /// <summary>How long a sender holds a message before another may take it; 10 to 600 seconds.</summary>
    public int LeaseSeconds { get; set; } = 120;

    /// <summary>How often the due index is looked at when nothing else says so; 1 to 300 seconds.</summary>
    public int PlannerSeconds { get; set; } = 15;
}

/// <summary>Stops the start with the name of the setting that is wrong.</summary>
internal sealed class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>
{
    public ValidateOptionsResult Validate(string? name, DeliveryOptions options)
    {
        List<string> failures = [];
        Check(options.RequestsPerSecond is >= 0 and <= 1000, "Delivery:RequestsPerSecond must be 1 to 1000 (Teams allows 50), or 0 for no pace at all.");
        Check(options.Concurrency is >= 1 and <= 1000, "Delivery:Concurrency must be 1 to 1000.");
        Check(options.LeaseSeconds is >= 10 and <= 600, "Delivery:LeaseSeconds must be 10 to 600.");
        Check(options.PlannerSeconds is >= 1 and <= 300, "Delivery:PlannerSeconds must be 1 to 300.");
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;

        void Check(bool holds, string message)
        {
            if (!holds)
            {
                failures.Add(message);
            }
        }
    }
}
