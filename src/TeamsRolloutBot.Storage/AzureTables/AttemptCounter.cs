using Azure.Core;
using Azure.Core.Pipeline;

namespace TeamsRolloutBot.Storage.AzureTables;

/// <summary>
/// Counts how often the client's pipeline sent an operation's requests. A conflict after the first
/// attempt may be with ourselves.
/// </summary>
internal sealed class AttemptCounter
{
    private const string PropertyName = "rollout-attempts";

    private int _sent;

    /// <summary>Whether a request has been retried since the last <see cref="Start"/>.</summary>
    public bool WasRepeated => _sent > 1;

    /// <summary>Counts the requests made in this scope.</summary>
    public IDisposable Start()
    {
        _sent = 0;
        return HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [PropertyName] = this });
    }

    /// <summary>
    /// The counting pipeline policy; add it at <see cref="HttpPipelinePosition.PerRetry"/>.
    /// </summary>
    internal sealed class Policy : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            if (message.TryGetProperty(PropertyName, out var counter))
            {
                Interlocked.Increment(ref ((AttemptCounter)counter!)._sent);
            }
        }
    }
}
