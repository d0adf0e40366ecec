using Microsoft.Extensions.Options;

namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>Validates a configuration section, reporting all errors at once.</summary>
public static class OptionRules
{
    /// <param name="rules">The conditions, each with an error message that starts with the
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
