using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TeamsRolloutBot.Time;

/// <summary>
/// Translates dates typed in the user's language to English for parsing: <c>lunes, 15 de marzo</c>,
/// <c>après-demain</c>, <c>dentro de tres semanas</c>. English is left alone. The names of days and
/// months are ICU's, which the bot also writes.
/// </summary>
internal static partial class TypedDates
{
    private const string Day = "(monday|tuesday|wednesday|thursday|friday|saturday|sunday)";
    private const string Month = "(january|february|march|april|may|june|july|august|september|october|november|december)";

    private static readonly FrozenDictionary<Language, Vocabulary> Vocabularies = new[]
    {
        new Vocabulary(
            Language.Spanish,
            "set=September setiembre=September sep=September "
                + "hoy=today dias=days dia=day semanas=weeks semana=week meses=months mes=month un=a una=a dos=two tres=three cuatro=four "
                + "cinco=five seis=six siete=seven ocho=eight nueve=nine diez=ten once=eleven doce=twelve primer=first segundo=second "
                + "tercer=third cuarto=fourth ultimo=last",
            [
                (@"\bpasado manana\b", "day after tomorrow"), (@"\bmanana\b", "tomorrow"),
                (@"\b(?:el )?(?:proximo|siguiente) " + Day, "next $1"),
                (Day + @" (?:proximo|siguiente|que viene)\b", "next $1"),
                (Day + @" de la (?:proxima week|week proxima|week que viene)\b", "$1 next week"),
                (@"\beste " + Day, "this $1"),
                (@"\b(?:dentro de|en) (\w+ (?:day|week|month)s?)\b", "in $1"),
                (@"\b(?:el )?(\w+ )" + Day + @" del? " + Month + @"(?: del? (?=\d{4}))?", "$1$2 of $3 "),
                (@"\b(?:el )?(?:1[oº°]|primero|1\.[oº°])(?= de)", "1"),
                (@"\b(\d{1,2}) de " + Month + @"(?:,? del? (?=\d{4}))?", "$1 $2 "),
                (@"\bel (?=\d|[a-z]+day)", string.Empty),
                (@"\ba las? (?=\d)", "at "), (@"\b(?:al?|hasta(?: el)?) (?=\d)", "to "),
            ]),
        new Vocabulary(
            Language.French,
            "jan=January fev=February juil=July "
                + "aujourd'hui=today demain=tomorrow jours=days jour=day semaines=weeks semaine=week mois=months un=a une=a deux=two "
                + "trois=three quatre=four cinq=five six=six sept=seven huit=eight neuf=nine dix=ten onze=eleven douze=twelve "
                + "premier=first deuxieme=second second=second troisieme=third quatrieme=fourth dernier=last",
            [
                (@"\bapres[- ]tomorrow\b", "day after tomorrow"),
                (Day + @" prochain\b", "next $1"),
                (Day + @" de la week prochaine\b", "$1 next week"),
                (@"\bce " + Day, "this $1"),
                (@"\bdans september (?=day|week|month)", "dans seven "),
                (@"\bdans (\w+ (?:day|week|month)s?)\b", "in $1"),
                (@"\b(?:le )?(\w+ )" + Day + @" (?:de |d')" + Month, "$1$2 of $3"),
                (@"\b1er\b", "1"),
                (@"\ble (?=\d|[a-z]+day)", string.Empty),
                (@"(?<=^|\s)a (?=\d{1,2} ?[:h])", "at "), (@"\b(?:au|jusqu'au|a) (?=\d)", "to "),
            ]),
    }.ToFrozenDictionary(vocabulary => vocabulary.Language);

    /// <summary>In numeric dates the day comes before the month.</summary>
    public static bool AreDayFirst => Language.Current == Language.French;

    /// <summary>The text translated to English.</summary>
    /// <param name="plain">The text as normalised by <see cref="PlainText"/>.</param>
    public static string InEnglish(string plain) =>
        Vocabularies.TryGetValue(Language.Current, out var vocabulary) ? vocabulary.Translate(plain) : plain;

    private sealed class Vocabulary
    {
        private readonly FrozenDictionary<string, string> _words;
        private readonly (Regex Said, string English)[] _phrases;

        public Vocabulary(Language language, string words, (string Said, string English)[] phrases)
        {
            Language = language;
            var (names, english) = (language.Culture.DateTimeFormat, CultureInfo.InvariantCulture.DateTimeFormat);
            _words = Pairs(names.MonthNames, english.MonthNames)
                .Concat(Pairs(names.MonthGenitiveNames, english.MonthNames))
                .Concat(Pairs(names.AbbreviatedMonthNames, english.MonthNames))
                .Concat(Pairs(names.AbbreviatedMonthGenitiveNames, english.MonthNames))
                .Concat(Pairs(names.DayNames, english.DayNames))
                .Concat(Pairs(names.AbbreviatedDayNames, english.DayNames))
                .Concat(words.Split(' ').Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1])))
                .DistinctBy(pair => pair.Item1)
                .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2.ToLowerInvariant());
            _phrases = [.. phrases.Select(phrase => (new Regex(phrase.Said, RegexOptions.CultureInvariant), phrase.English))];
        }

        public Language Language { get; }

        public string Translate(string plain)
        {
            var text = Word().Replace(
                Tuesday().Replace(PlainText.WithoutAccents(plain).ToLowerInvariant(), "tuesday"),
                word => _words.GetValueOrDefault(word.Value, word.Value));
            return PlainText.Of(_phrases.Aggregate(text, (said, phrase) => phrase.Said.Replace(said, phrase.English)));
        }

        private static IEnumerable<(string Name, string English)> Pairs(string[] names, string[] english) =>
            names.Zip(english).Where(pair => pair.First.Length > 0)
                .Select(pair => (PlainText.WithoutAccents(pair.First).ToLowerInvariant().TrimEnd('.'), pair.Second));
    }

    // “mar” is Tuesday before a day and month; otherwise it is March.
    [GeneratedRegex(@"\bmar\b(?=\.?,? ?\d{1,2}(?:er)?\.? (?:de )?[a-z]{3,})")]
    private static partial Regex Tuesday();

    [GeneratedRegex("aujourd'hui|[a-z]+")]
    private static partial Regex Word();
}
