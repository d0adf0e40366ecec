using System.Text.RegularExpressions;

namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>
/// The welcome e-mail: a text with merge fields in braces. The fields are <c>{name}</c>,
/// <c>{role}</c>, <c>{training date}</c>, <c>{required webinars}</c>, <c>{certifications}</c>,
/// <c>{manager}</c> and <c>{app link}</c>; case is ignored.
/// </summary>
public static partial class WelcomeEmail
{
    /// <summary>The merge fields, without the braces.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "name", "role", "training date", "required webinars", "certifications", "manager", AppLink
    ];

    /// <summary>Where to get the app.</summary>
    public const string AppLink = "app link";

    /// <summary>The unknown fields a text uses, in order of appearance.</summary>
    public static IReadOnlyList<string> UnknownFields(string text) =>
        [
            .. Field().Matches(text).Select(match => match.Groups[1].Value)
                .Where(name => !Fields.Contains(TypedText.Fold(name).ToLowerInvariant())).Distinct()
        ];

    /// <summary>
    /// Fills the fields. Inserted values are never expanded again; unknown fields are left as they
    /// are.
    /// </summary>
    public static string Fill(string text, WelcomeEmailValues values) =>
        Field()
            .Replace(
                text,
                match =>
                    TypedText.Fold(match.Groups[1].Value).ToLowerInvariant() switch
                    {
                        "name" => values.Name,
                        "role" => values.Role,
                        "training date" => values.TrainingDate,
                        "required webinars" => values.RequiredWebinars,
                        "certifications" => values.Certifications,
                        "manager" => values.Manager,
                        AppLink => values.AppLink,
                        _ => match.Value,
                    }
            );

    /// <summary>
    /// Adds a sentence on where to get the app, in the current language, unless the text already
    /// has the field.
    /// </summary>
    public static string WithAppLink(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Field().Matches(text).Any(match => TypedText.Fold(match.Groups[1].Value).Equals(AppLink, StringComparison.OrdinalIgnoreCase)))
        {
            return text;
        }

        // Before the closing paragraph with thanks and name.
        var paragraphs = text.ReplaceLineEndings("\n").Split("\n\n");
        return string.Join("\n\n", [.. paragraphs[..^1], AppSentence, paragraphs[^1]]);
    }

    /// <summary>Removes the sentence added by <see cref="WithAppLink"/>.</summary>
    public static string WithoutAppLink(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Language.All.Select(language => language.Write(() => AppSentence))
            .Aggregate(text, (left, sentence) => left.Replace($"{sentence}\n\n", string.Empty, StringComparison.Ordinal));
    }

    private static string AppSentence => RuleTexts.WhereToGetTheApp.With($"{{{AppLink}}}");

    [GeneratedRegex(@"\{([^{}\r\n]{1,40})\}")]
    private static partial Regex Field();
}

/// <summary>The values of the merge fields, as plain text.</summary>
public sealed record WelcomeEmailValues(
    string Name, string Role, string TrainingDate, string RequiredWebinars, string Certifications, string Manager)
{
    /// <summary>Where to get the app: a link or a short phrase.</summary>
    public string AppLink { get; init; } = RuleTexts.LookForItUnderAppsIn;
}
