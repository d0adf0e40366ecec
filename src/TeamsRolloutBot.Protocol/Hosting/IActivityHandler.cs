using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>What the bot does with an activity. Registered by the host as a scoped or singleton service.</summary>
public interface IActivityHandler
{
    /// <summary>Handles one authenticated activity.</summary>
    /// <returns>
    /// The answer to an invoke; nothing for an invoke that is not known, which is then answered with 501. Ignored for every other
    /// activity, which is always answered with an empty 200.
    /// </returns>
    Task<InvokeResponse?> HandleAsync(Activity activity, CancellationToken cancellationToken);
}
