using System.Threading.RateLimiting;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>The configuration section <c>Requests</c>: limits per sender.</summary>
public sealed class RequestOptions
{
    public const string Section = "Requests";

    /// <summary>
    /// Maximum burst of activities from one sender; 0 to 10,000, 0 for no limit. Beyond it, the
    /// answer is 429. Not applied without a registration.
    /// </summary>
    public int BurstPerSender { get; set; } = 60;

    /// <summary>Sustained activities per minute from one sender; 1 to 100,000.</summary>
    public int PerMinutePerSender { get; set; } = 120;
}

/// <summary>Fails the start with the names of the invalid settings.</summary>
internal sealed class RequestOptionsValidator : IValidateOptions<RequestOptions>
{
    public ValidateOptionsResult Validate(string? name, RequestOptions options) => OptionRules.Check(
        (options.BurstPerSender is >= 0 and <= 10_000, "Requests:BurstPerSender must be 0 to 10000."),
        (options.PerMinutePerSender is >= 1 and <= 100_000, "Requests:PerMinutePerSender must be 1 to 100000."));
}

/// <summary>
/// A token bucket per sender of authenticated activities. Excessive senders, such as a script in
/// somebody's name or a faulty client, are throttled without affecting others. Full buckets are
/// discarded.
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
    /// True if the activity may be handled; otherwise returns the seconds to wait, at least 1.
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
