using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace TeamsRolloutBot.IntegrationTests.Storage;

/// <summary>
/// Sits in front of the transport and disrupts writes: their responses are lost after the server
/// has done the work.
/// </summary>
internal sealed class FaultyNetwork : HttpPipelinePolicy
{
    private int _lostAnswers;

    /// <summary>Decides for each write whether its response is lost.</summary>
    public Func<bool> LosesAnswer { get; set; } = () => false;

    /// <summary>Happens between the loss of a response and the next attempt.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    public int LostAnswers => _lostAnswers;

    /// <summary>Loses only the response to the next write.</summary>
    public void LoseNextAnswer()
    {
        var lost = 0;
        LosesAnswer = () => Interlocked.Exchange(ref lost, 1) == 0;
    }

    public void Configure(TableClientOptions options)
    {
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.AddPolicy(this, HttpPipelinePosition.BeforeTransport);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (message.Request.Method != RequestMethod.Get && LosesAnswer())
        {
            Interlocked.Increment(ref _lostAnswers);
            await Meanwhile();
            throw new IOException("The connection was reset.");
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The adapter is asynchronous.");
}
