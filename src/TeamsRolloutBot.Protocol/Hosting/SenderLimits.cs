using System.Threading.RateLimiting;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>
/// The section <c>Requests</c> of the configuration: how much one sender may ask for.
/// </summary>
public sealed class RequestOptions
{
    public const string Section = "Requests";

    /// <summary>
    /// How many activities of one sender are taken at once; 0 to 10,000, 0 for no limit. More are
    /// answered with 429. Without a registration there is none.
    /// </summary>
    public int BurstPerSender { get; set; } = 60;

    /// <summary>
    /// How many activities of one sender are taken in a minute in the long run; 1 to 100,000.
    /// </summary>
    public int PerMinutePerSender { get; set; } = 120;
}

/// <summary>Stops the start with the names of the settings that are wrong.</summary>
internal sealed class RequestOptionsValidator : IValidateOptions<RequestOptions>
{
    public ValidateOptionsResult Validate(string? name, RequestOptions options) => OptionRules.Check(
        (options.BurstPerSender is >= 0 and <= 10_000, "Requests:BurstPerSender must be 0 to 10000."),
        (options.PerMinutePerSender is >= 1 and <= 100_000, "Requests:PerMinutePerSender must be 1 to 100000."));
}

/// <summary>
/// A token bucket for each sender of authenticated activities. One who asks too much, a script in
/// somebody's name or a client gone wrong, is held back; nobody else notices. Buckets that are full
/// again are forgotten.
/// </summary>
internal sealed class SenderLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string>? _limiter;

    public SenderLimits(IOptions<RequestOptions> options)
    {
        var requests = options.Value;
        if (requests.BurstPerSender == 0)
        {
            return;
        }

        _limiter = PartitionedRateLimiter.Create<string, string>(sender =>
            RateLimitPartition.GetTokenBucketLimiter(
                sender,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = requests.BurstPerSender,
                    TokensPerPeriod = 1,
                    ReplenishmentPeriod = TimeSpan.FromMinutes(1) / requests.PerMinutePerSender,
                    QueueLimit = 0,
                }
            )
        );
    }

    /// <summary>
    /// True when the activity may be handled; else how many seconds to wait, at least 1.
    /// </summary>
    public bool Allows(Activity activity, out int retryAfterSeconds)
    {
        retryAfterSeconds = 1;
        if (_limiter is null)
        {
            return true;
        }

        using var lease = _limiter.AttemptAcquire($"{activity.TenantId}|{activity.From?.AadObjectId ?? activity.From?.Id}");
        if (!lease.IsAcquired && lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
        {
            retryAfterSeconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        }

        return lease.IsAcquired;
    }

    public void Dispose() => _limiter?.Dispose();
}
