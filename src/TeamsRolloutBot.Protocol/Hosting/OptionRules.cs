using Microsoft.Extensions.Options;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>
/// Looks at a section of the configuration: everything that is wrong with it is said at once.
/// </summary>
public static class OptionRules
{
    /// <param name="rules">What has to hold; and the message where it does not, beginning with the
    /// setting's name.</param>
    public static ValidateOptionsResult Check(params ReadOnlySpan<(bool Holds, string Message)> rules)
    {
        List<string> failures = [];
        foreach (var (holds, message) in rules)
        {
            if (!holds)
            {
                failures.Add(message);
            }
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
