using System.Text.Json;
using System.Text.RegularExpressions;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Documents;

/// <summary>Explains syntax errors of a definition file in plain words.</summary>
internal static partial class DefinitionSyntax
{
    private const int ShownOfLine = 60;

    /// <param name="error">The parser's error, whose message is meant for programmers.</param>
    /// <param name="definition">The text that was parsed.</param>
    public static string Explain(JsonException error, string definition)
    {
        var number = (int)(error.LineNumber ?? 0);
        var line = definition.ReplaceLineEndings("\n").Split('\n').ElementAtOrDefault(number)?.Trim() ?? string.Empty;
        var place = line.Length > 0
            ? ReadingTexts.LineWithText.With(number + 1, Wording.Shorten(line, ShownOfLine))
            : ReadingTexts.LineAlone.With(number + 1);
        if (error.Message.Contains("could not be converted to", StringComparison.Ordinal))
        {
            return WithPlace($"{(error.Path ?? string.Empty).TrimStart('$', '.')}, {place}: {WhatFits(error.Path ?? string.Empty)}", null);
        }

        if (UnknownField().Match(error.Message) is { Success: true } unknown)
        {
            return
                ReadingTexts.InThereIsNoFieldCheck.With(place, Wording.Shorten(unknown.Groups[1].Value, 60));
        }

        if (!definition.Contains('{', StringComparison.Ordinal))
        {
            return ReadingTexts.ThisIsNotADefinitionIt;
        }

        if (line.AsSpan().IndexOfAny('“', '”', '„') >= 0 || !definition.Contains('"', StringComparison.Ordinal))
        {
            return
                ReadingTexts.ThereAreTypographicQuotesWhereA.With(place);
        }

        return PastedDefinition.IsWhole(definition)
            ? ReadingTexts.TheDefinitionCantBeReadFrom.With(place)
            : ReadingTexts.TheDefinitionEndsTooEarlyIts;
    }

    /// <summary>
    /// Appends the place of an error in words if it is in a cohort: people look for the cohort, not
    /// for a path.
    /// </summary>
    public static string WithPlace(string error, DefinitionFile? file)
    {
        const string Start = "cohorts[";
        if (!error.StartsWith(Start, StringComparison.Ordinal) || error.IndexOf(']', StringComparison.Ordinal) is not (> 0 and var end)
            || !int.TryParse(error.AsSpan(Start.Length, end - Start.Length), out var index))
        {
            return error;
        }

        var ordinals = ReadingTexts.FirstCohorts.Split('|');
        var cohort = index >= 0 && index < ordinals.Length ? ordinals[index] : ReadingTexts.CohortNumber.With(index + 1);
        return file?.Cohorts?.ElementAtOrDefault(index)?.Name is { Length: > 0 } known
            ? ReadingTexts.InCohortOfName.With(error, cohort, Wording.Shorten(known, ShownOfLine))
            : ReadingTexts.InCohort.With(error, cohort);
    }

    // Caused by JsonUnmappedMemberHandling.Disallow; only the message contains the name.
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
            ? ReadingTexts.WriteDaysOfTheWeekSuch
            : ReadingTexts.TheValueHasNotTheForm;

        static string OneOf<T>()
            where T : struct, Enum => ReadingTexts.WriteOr.With(string.Join(", ", Enum.GetNames<T>().SkipLast(1)), Enum.GetNames<T>()[^1]);
    }
}
