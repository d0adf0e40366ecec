using System.Text.RegularExpressions;

namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>
/// The welcome e-mail: a text with merge fields in braces. Known fields are <c>{name}</c>,
/// <c>{role}</c>, <c>{training date}</c>, <c>{required webinars}</c>, <c>{certifications}</c>,
/// <c>{manager}</c> and <c>{app link}</c>; they are compared without case.
/// </summary>
public static partial class WelcomeEmail
{
    /// <summary>The merge fields, as they are written between the braces.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "name", "role", "training date", "required webinars", "certifications", "manager", AppLink
    ];

    /// <summary>Where one gets the app.</summary>
    public const string AppLink = "app link";

    /// <summary>The fields a text uses that do not exist, in the order they appear.</summary>
    public static IReadOnlyList<string> UnknownFields(string text) =>
        [
            .. Field().Matches(text).Select(match => match.Groups[1].Value)
                .Where(name => !Fields.Contains(TypedText.Fold(name).ToLowerInvariant())).Distinct()
        ];

    /// <summary>
    /// Fills the fields. What is filled in is never read for fields again; unknown fields stay as
    /// they are.
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
    /// The text with a sentence in it that says where one gets the app, in the language that is
    /// being written; as it is where it says so already.
    /// </summary>
    public static string WithAppLink(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Field().Matches(text).Any(match => TypedText.Fold(match.Groups[1].Value).Equals(AppLink, StringComparison.OrdinalIgnoreCase)))
        {
            return text;
        }

        // Before the thanks and the name below it.
        var paragraphs = text.ReplaceLineEndings("\n").Split("\n\n");
        return string.Join("\n\n", [.. paragraphs[..^1], AppSentence, paragraphs[^1]]);
    }

    /// <summary>
    /// The text without that sentence, where <see cref="WithAppLink"/> has put it.
    /// </summary>
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

/// <summary>What is put in place of the merge fields, as plain text.</summary>
public sealed record WelcomeEmailValues(
    string Name, string Role, string TrainingDate, string RequiredWebinars, string Certifications, string Manager)
{
    /// <summary>Where one gets the app: a link, or a few words that say so.</summary>
    public string AppLink { get; init; } = RuleTexts.LookForItUnderAppsIn;
}
