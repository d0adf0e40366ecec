using System.Text.RegularExpressions;

namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>
/// The welcome e-mail: a text with merge fields in braces. Known fields are <c>{name}</c>, <c>{role}</c>, <c>{training date}</c>,
/// <c>{required webinars}</c>, <c>{certifications}</c> and <c>{manager}</c>; they are compared without case.
/// </summary>
public static partial class WelcomeEmail
{
    /// <summary>The merge fields, as they are written between the braces.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["name", "role", "training date", "required webinars", "certifications", "manager"];

    /// <summary>The fields a text uses that do not exist, in the order they appear.</summary>
    public static IReadOnlyList<string> UnknownFields(string text) =>
        [.. Field().Matches(text).Select(match => match.Groups[1].Value).Where(name => !Fields.Contains(TypedText.Fold(name).ToLowerInvariant())).Distinct()];

    /// <summary>Fills the fields. What is filled in is never read for fields again; unknown fields stay as they are.</summary>
    public static string Fill(string text, WelcomeEmailValues values) => Field().Replace(text, match => TypedText.Fold(match.Groups[1].Value).ToLowerInvariant() switch
    {
        "name" => values.Name,
        "role" => values.Role,
        "training date" => values.TrainingDate,
        "required webinars" => values.RequiredWebinars,
        "certifications" => values.Certifications,
        "manager" => values.Manager,
        _ => match.Value,
    });

    [GeneratedRegex(@"\{([^{}\r\n]{1,40})\}")]
    private static partial Regex Field();
}

/// <summary>What is put in place of the merge fields, as plain text.</summary>
public sealed record WelcomeEmailValues(
    string Name, string Role, string TrainingDate, string RequiredWebinars, string Certifications, string Manager);
