using System.Globalization;
using System.Text.Json.Serialization;

namespace TeamsRolloutBot.Resources;

/// <summary>A language the bot writes; in JSON its code.</summary>
[JsonConverter(typeof(LanguageConverter))]
public sealed class Language
{
    public static readonly Language English = new("en", "en-US", "English", nameof(CommandTexts.English));
    public static readonly Language Spanish = new("es", "es-US", "Español", nameof(CommandTexts.Spanish));
    public static readonly Language French = new("fr", "fr-FR", "Français", nameof(CommandTexts.French));

    /// <summary>All of them, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<Language> All = [English, Spanish, French];

    private readonly string _key;

    private Language(string code, string culture, string name, string key)
    {
        _key = key;
        Code = code;
        Name = name;
        Culture = CultureInfo.GetCultureInfo(culture);
    }

    /// <summary>ISO 639-1: <c>en</c>, <c>es</c> or <c>fr</c>; the <c>lang</c> of cards.</summary>
    public string Code { get; }

    /// <summary>What its speakers call it.</summary>
    public string Name { get; }

    /// <summary>How its texts are found, and its numbers and dates are written.</summary>
    public CultureInfo Culture { get; }

    /// <summary>
    /// The language of what is being written: a turn answers in its caller's, a message is made in
    /// its reader's. English where nobody has said.
    /// </summary>
    public static Language Current
    {
        get => Of(CultureInfo.CurrentUICulture.Name) ?? English;
        set => CultureInfo.CurrentUICulture = value.Culture;
    }

    /// <summary>
    /// The language of a locale (BCP 47) such as <c>es-MX</c>; null where it is none of ours.
    /// </summary>
    public static Language? Of(string? locale)
    {
        var code = locale?.Split('-', '_')[0];
        return All.FirstOrDefault(language => string.Equals(language.Code, code, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// A language by its code or by what it is called in any of them (<c>Spanish</c>,
    /// <c>español</c>, <c>espagnol</c>), with or without accents; null where it is none of ours.
    /// </summary>
    public static Language? Find(string? typed) => Of(typed?.Trim()) ?? All.FirstOrDefault(language =>
        All.Any(other => CultureInfo.InvariantCulture.CompareInfo.Compare(
            CommandTexts.ResourceManager.GetString(language._key, other.Culture), typed?.Trim(),
            CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) == 0));

    /// <summary>What is written in it; the language before is that of what comes next.</summary>
    public T Write<T>(Func<T> write)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = Culture;
        try
        {
            return write();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>
    /// Everything that is not written for somebody is English, and numbers and dates in keys and
    /// files depend on no machine's settings.
    /// </summary>
    public static void IgnoreTheMachines()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = English.Culture;
    }

    public override string ToString() => Code;
}
