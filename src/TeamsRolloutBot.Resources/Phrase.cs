using System.Globalization;

namespace TeamsRolloutBot.Resources;

/// <summary>
/// Puts values into a text of the resources: <c>{0}</c> is a value, a whole number with its
/// thousands separated, and <c>{0:day|days}</c> is the form that goes with a number (one and
/// other; https://cldr.unicode.org/index/cldr-spec/plural-rules).
/// </summary>
public static class Phrase
{
    /// <summary>The text with its values, in the language that is being written.</summary>
    public static string With(this string text, params object?[] values) => string.Format(new Formatter(Language.Current), text, values);

    /// <summary>
    /// One of two forms. French says “0 jour”, English and Spanish “0 days”.
    /// </summary>
    private static bool IsOne(Language language, long count) => count == 1 || (count == 0 && language == Language.French);

    private sealed class Formatter(Language language) : IFormatProvider, ICustomFormatter
    {
        public object? GetFormat(Type? formatType) =>
            formatType == typeof(ICustomFormatter) ? this : language.Culture.GetFormat(formatType);

        public string Format(string? format, object? arg, IFormatProvider? formatProvider)
        {
            if (format?.Split('|') is [var one, var other])
            {
                return IsOne(language, Convert.ToInt64(arg, CultureInfo.InvariantCulture)) ? one : other;
            }

            return arg switch
            {
                int or long => ((IFormattable)arg).ToString(format ?? "N0", language.Culture),
                IFormattable value => value.ToString(format, language.Culture),
                _ => arg?.ToString() ?? string.Empty,
            };
        }
    }
}
