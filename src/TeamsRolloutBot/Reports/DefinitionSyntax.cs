using System.Text.Json;
using System.Text.RegularExpressions;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Rollouts;

namespace TeamsRolloutBot.Reports;

/// <summary>
/// Says in plain words what is wrong with a file that is no definition file by its form.
/// </summary>
internal static partial class DefinitionSyntax
{
    private const int ShownOfLine = 60;

    private static readonly string[] Ordinals =
    [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"
    ];

    /// <param name="error">What the parser says, which is written for programmers.</param>
    /// <param name="definition">What it read.</param>
    public static string Explain(JsonException error, string definition)
    {
        var number = (int)(error.LineNumber ?? 0);
        var line = definition.ReplaceLineEndings("\n").Split('\n').ElementAtOrDefault(number)?.Trim() ?? string.Empty;
        var place = $"line {number + 1}{(line.Length > 0 ? $" (“{Cards.CardKit.Shorten(line, ShownOfLine)}”)" : string.Empty)}";
        if (error.Message.Contains("could not be converted to", StringComparison.Ordinal))
        {
            return WithPlace($"{(error.Path ?? string.Empty).TrimStart('$', '.')}, {place}: {WhatFits(error.Path ?? string.Empty)}", null);
        }

        if (UnknownField().Match(error.Message) is { Success: true } unknown)
        {
            return
                $"In {place} there is no field “{Cards.CardKit.Shorten(unknown.Groups[1].Value, 60)}”. Check how it is spelled, or "
                    + "leave it out.";
        }

        if (!definition.Contains('{', StringComparison.Ordinal))
        {
            return "This is not a definition: it begins with { and ends with }. “export definition” gives you one to copy.";
        }

        if (line.AsSpan().IndexOfAny('“', '”', '„') >= 0 || !definition.Contains('"', StringComparison.Ordinal))
        {
            return
                $"There are typographic quotes (“ ”) where a definition has plain ones (\"), first noticed in {place}. Copy it from "
                    + "the file that was exported, not from a document or a chat that changes them.";
        }

        return PastedDefinition.IsWhole(definition)
            ? $"The definition can’t be read from {place} on: look there, and in the line before, for a quote, a comma or a bracket "
                  + "that is missing or too many."
            : "The definition ends too early: its last } is missing. Copy the whole of it.";
    }

    /// <summary>
    /// An error with its place in words behind it, where it is in a cohort: people look for the
    /// cohort and not for a path.
    /// </summary>
    public static string WithPlace(string error, DefinitionFile? file)
    {
        const string Start = "cohorts[";
        if (!error.StartsWith(Start, StringComparison.Ordinal) || error.IndexOf(']', StringComparison.Ordinal) is not (> 0 and var end)
            || !int.TryParse(error.AsSpan(Start.Length, end - Start.Length), out var index))
        {
            return error;
        }

        var ordinal = index >= 0 && index < Ordinals.Length ? $"the {Ordinals[index]} cohort" : $"cohort {index + 1}";
        var name = file?.Cohorts?.ElementAtOrDefault(index)?.Name is { Length: > 0 } known
            ? $", “{Cards.CardKit.Shorten(known, ShownOfLine)}”"
            : string.Empty;
        return $"{error} (In {ordinal}{name}.)";
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
