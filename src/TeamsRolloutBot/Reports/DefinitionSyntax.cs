using System.Text.Json;
using System.Text.RegularExpressions;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Rollouts;

namespace TeamsRolloutBot.Reports;

/// <summary>Says in plain words what is wrong with a file that is no definition file by its form.</summary>
internal static partial class DefinitionSyntax
{
    public static string Explain(JsonException error)
    {
        var message = error.Message;
        if (message.Contains("could not be converted to", StringComparison.Ordinal))
        {
            return WhatFits(error.Path ?? string.Empty);
        }

        if (UnknownField().Match(message) is { Success: true } unknown)
        {
            return $"there is no field “{Cards.CardKit.Shorten(unknown.Groups[1].Value, 60)}” here. Check how it is spelled, or leave it out.";
        }

        var path = message.IndexOf(" Path:", StringComparison.Ordinal);
        return path > 0 ? message[..path] : message;
    }

    // With JsonUnmappedMemberHandling.Disallow; the message is the only place where the name is.
    [GeneratedRegex("^The JSON property '(.*?)' could not be mapped", RegexOptions.Singleline)]
    private static partial Regex UnknownField();

    private static string WhatFits(string path)
    {
        if (path.EndsWith(".audience", StringComparison.OrdinalIgnoreCase))
        {
            return OneOf<Audience>();
        }

        if (path.EndsWith(".approach", StringComparison.OrdinalIgnoreCase))
        {
            return OneOf<Approach>();
        }

        if (path.EndsWith(".strategy", StringComparison.OrdinalIgnoreCase))
        {
            return OneOf<Strategy>();
        }

        return path.Contains(".daysOff", StringComparison.OrdinalIgnoreCase)
            ? "write days of the week, such as [\"Saturday\", \"Sunday\"]."
            : "the value has not the form that belongs there; dates are written like 2027-03-15, times like 09:00, numbers without quotes.";

        static string OneOf<T>()
            where T : struct, Enum => $"write {string.Join(", ", Enum.GetNames<T>().SkipLast(1))} or {Enum.GetNames<T>()[^1]}.";
    }
}
