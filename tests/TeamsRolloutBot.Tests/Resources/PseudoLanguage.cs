using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;

namespace TeamsRolloutBot.Tests.Resources;

/// <summary>
/// English in which everything from the resources is enclosed in ⟦ and ⟧, but values inserted into
/// a text are not: whatever is outside is not translated.
/// </summary>
internal static partial class PseudoLanguage
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("qps-ploc");

    static PseudoLanguage()
    {
        foreach (var type in TextsOfAClass.Types)
        {
            var manager = (ResourceManager)type.GetProperty("ResourceManager", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
            type.GetField("resourceMan", BindingFlags.NonPublic | BindingFlags.Static)!.SetValue(null, new MarkedTexts(manager));
        }
    }

    /// <summary>
    /// Writes in this language. Other tests read English at the same time, and still do.
    /// </summary>
    public static T Written<T>(Func<T> write)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = Culture;
            return write();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>What does not come from the resources.</summary>
    public static string Outside(string text) => Marked().Replace(text, " ");

    // “{0} of {1:day|days}” becomes “{0}⟦ of ⟧{1:⟦day⟧|⟦days⟧}”. The text determines how a date is
    // written.
    private static string Mark(string text)
    {
        var marked = Placeholder().Replace(text, match => match.Groups["forms"].Value is { Length: > 0 } forms
            ? $"⟧{{{match.Groups["value"]}:{string.Join('|', forms.Split('|').Select(form => $"⟦{form}⟧"))}}}⟦"
            : match.Value.Contains(':') ? match.Value
            : $"⟧{match}⟦");
        return $"⟦{marked}⟧".Replace("⟦⟧", string.Empty, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?<!\{)\{(?<value>[0-9]+)(:((?<forms>[^}]*\|[^}]*)|[^}]*))?\}")]
    private static partial Regex Placeholder();

    // A truncated text has no end.
    [GeneratedRegex("⟦[^⟧]*(⟧|$)")]
    private static partial Regex Marked();

    private sealed class MarkedTexts(ResourceManager english) : ResourceManager
    {
        public override string? GetString(string name, CultureInfo? culture)
        {
            var asked = culture ?? CultureInfo.CurrentUICulture;
            return asked.Name == Culture.Name
                ? english.GetString(name, CultureInfo.InvariantCulture) is { } text ? Mark(text) : null
                : english.GetString(name, asked);
        }
    }
}
