using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Polly;
using Polly.Retry;

namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// A connector for replies that somebody is waiting for: retries a few times when the platform
/// advises it, but no longer than a person would wait. Deliveries use the plain connector and count
/// their own attempts.
/// </summary>
public sealed class RetryingConnector : IConnector
{
    /// <summary>Maximum number of retries.</summary>
    public const int MaximumRetries = 3;

    /// <summary>If a longer wait is required, the failure is passed on at once.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly IConnector inner;
    private readonly ResiliencePipeline pipeline;

    /// <param name="inner">The underlying connector.</param>
    /// <param name="time">The clock to wait on.</param>
    /// <param name="jitter">Random numbers from 0 to 1 that spread the waits.</param>
    public RetryingConnector(IConnector inner, TimeProvider time, Func<double> jitter)
    {
        this.inner = inner;
        pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = MaximumRetries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = LongestWait,
                UseJitter = true,
                Randomizer = jitter,
                ShouldHandle = new PredicateBuilder().Handle<ConnectorException>(IsWorthWaiting),
                DelayGenerator = attempt => ValueTask.FromResult((attempt.Outcome.Exception as ConnectorException)?.RetryAfter),
            })
            .Build();
    }

    public async Task<string> SendAsync(
        ConversationAddress address, Activity activity, Action? whenWritten, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(async token => await inner.SendAsync(address, activity, whenWritten, token), cancellationToken);

    public async Task UpdateAsync(ConversationAddress address, string activityId, Activity activity, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(async token => await inner.UpdateAsync(address, activityId, activity, token), cancellationToken);

    public async Task DeleteAsync(ConversationAddress address, string activityId, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(async token => await inner.DeleteAsync(address, activityId, token), cancellationToken);

    /// <summary>Not retried: by then it would be too late for a typing indicator.</summary>
    public Task SendTypingAsync(ConversationAddress address, CancellationToken cancellationToken) =>
        inner.SendTypingAsync(address, cancellationToken);

    public async Task<string> CreatePersonalConversationAsync(
        string serviceUrl, string tenantId, string memberId, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(
            async token => await inner.CreatePersonalConversationAsync(serviceUrl, tenantId, memberId, token), cancellationToken);

    public async Task<TeamsPagedMembersResult> GetMembersPageAsync(
        ConversationAddress address, string? continuationToken, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(async token => await inner.GetMembersPageAsync(address, continuationToken, token), cancellationToken);

    public async Task<TeamsChannelAccount?> GetMemberAsync(
        ConversationAddress address, string memberId, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(async token => await inner.GetMemberAsync(address, memberId, token), cancellationToken);

    private static bool IsWorthWaiting(ConnectorException failure) =>
        failure.IsRetryable && (failure.RetryAfter is not { } wait || wait <= LongestWait);
}
