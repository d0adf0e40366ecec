using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace TeamsRolloutBot.IntegrationTests.Storage;

/// <summary>
/// Stands before the transport and spoils writes: their answers are lost after the server has done
/// the work.
/// </summary>
internal sealed class FaultyNetwork : HttpPipelinePolicy
{
    /// <summary>Decides for each write whether its answer is lost.</summary>
    public Func<bool> LosesAnswer { get; set; } = () => false;

    /// <summary>Happens between the loss of an answer and the next attempt.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    public int LostAnswers { get; private set; }

    /// <summary>Loses the answer to the next write only.</summary>
    public void LoseNextAnswer()
    {
        var lost = false;
        LosesAnswer = () => !lost && (lost = true);
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
            LostAnswers++;
            await Meanwhile();
            throw new IOException("The connection was reset.");
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The adapter is asynchronous.");
}
