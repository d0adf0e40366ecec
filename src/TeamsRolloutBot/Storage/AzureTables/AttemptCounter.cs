using Azure.Core;
using Azure.Core.Pipeline;

namespace TeamsRolloutBot.Storage.AzureTables;

/// <summary>
/// Counts how often the client's pipeline sent the requests of one operation. A conflict after the
/// first time may be with ourselves.
/// </summary>
internal sealed class AttemptCounter
{
    private const string PropertyName = "rollout-attempts";

    private int _sent;

    /// <summary>Whether a request was repeated since the last <see cref="Start"/>.</summary>
    public bool WasRepeated => _sent > 1;

    /// <summary>Counts the requests that are made in this scope.</summary>
    public IDisposable Start()
    {
        _sent = 0;
        return HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [PropertyName] = this });
    }

    /// <summary>
    /// The part in the pipeline; belongs at <see cref="HttpPipelinePosition.PerRetry"/>.
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
