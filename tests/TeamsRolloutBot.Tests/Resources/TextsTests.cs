using System.Text.RegularExpressions;
using TeamsRolloutBot.Resources;

namespace TeamsRolloutBot.Tests.Resources;

/// <summary>What is true of every text in every language.</summary>
public sealed partial class TextsTests
{
    /// <summary>Classes, and the languages that their English is translated to.</summary>
    public static TheoryData<string, string> Translations
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var texts in TextsOfAClass.All)
            {
                foreach (var language in Language.All.Where(language => language != Language.English))
                {
                    data.Add(texts.Name, language.Code);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Classes => [.. TextsOfAClass.All.Select(texts => texts.Name)];

    [Fact]
    public void There_are_texts_to_look_at() => Assert.True(TextsOfAClass.All.Sum(texts => texts.In(Language.English).Count) > 1000);

    [Theory]
    [MemberData(nameof(Translations))]
    public void No_text_is_missing_and_none_is_left_over(string name, string code) =>
        Assert.Equal(English(name).Keys.Order(), In(name, code).Keys.Order());

    [Theory]
    [MemberData(nameof(Translations))]
    public void A_translation_says_every_value_that_the_English_says(string name, string code) =>
        Assert.Empty(Problems(name, code, (english, text) => Values(english).SequenceEqual(Values(text))));

    [Theory]
    [MemberData(nameof(Translations))]
    public void A_translation_is_not_much_longer(string name, string code) =>
        Assert.Empty(Problems(name, code, (english, text) => text.Length <= (1.6 * english.Length) + 30));

    [Theory]
    [MemberData(nameof(Translations))]
    public void A_translation_has_as_many_lines(string name, string code) =>
        Assert.Empty(Problems(name, code, (english, text) => english.Count(IsBreak) == text.Count(IsBreak)));

    [Theory]
    [MemberData(nameof(Translations))]
    public void No_English_is_left_in_a_translation(string name, string code) =>
        Assert.Empty(Problems(name, code, (_, text) => !EnglishWords().IsMatch(Cited().Replace(text, string.Empty))));

    [Theory]
    [MemberData(nameof(Translations))]
    public void A_sentence_is_translated(string name, string code) =>
        Assert.Empty(Problems(name, code, (english, text) => english != text || !Sentence().IsMatch(english)));

    [Theory]
    [MemberData(nameof(Classes))]
    public void Numbers_choose_between_two_forms(string name) =>
        Assert.Empty(
            Language.All.SelectMany(language => In(name, language.Code))
                .Where(text => Formats(text.Value).Any(HasNotTwoForms))
                .Select(text => text.Key));

    [Theory]
    [MemberData(nameof(Classes))]
    public void The_same_is_written_once_in_a_class(string name) =>
        Assert.Empty(
            English(name)
                .GroupBy(text => string.Join('\n', Language.All.Select(language => In(name, language.Code)[text.Key])))
                .Where(same => same.Count() > 1)
                .Select(same => string.Join(", ", same.Select(text => text.Key))));

    [Theory]
    [MemberData(nameof(Classes))]
    public void Every_text_is_written_by_the_code(string name)
    {
        // Texts of a playbook are looked up by their English.
        if (name == nameof(PlaybookTexts))
        {
            return;
        }

        Assert.Subset(Used, English(name).Keys.Select(key => $"{name}.{key}").ToHashSet());
    }

    [Theory]
    [InlineData("en", "browser")]
    [InlineData("es", "navegador")]
    [InlineData("fr", "navigateur")]
    public void A_link_that_leaves_Teams_says_so(string code, string word)
    {
        var links = TextsOfAClass.All
            .SelectMany(texts => In(texts.Name, code))
            .Where(text => text.Key.EndsWith("OpensInBrowser", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Contains(word, link.Value, StringComparison.Ordinal));
    }

    // Names used in the source: a text is found by its property.
    private static readonly HashSet<string> Used =
    [
        .. Directory.EnumerateFiles(Repository.File("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .SelectMany(file => Property().Matches(File.ReadAllText(file)).Select(match => match.Value)),
    ];

    private static bool HasNotTwoForms(string format) =>
        format.Contains('|') && format.Split('|') is not [{ Length: > 0 }, { Length: > 0 }];

    private static bool IsBreak(char letter) => letter == '\n';

    private static IReadOnlyDictionary<string, string> English(string name) => In(name, Language.English.Code);

    private static IReadOnlyDictionary<string, string> In(string name, string code) =>
        TextsOfAClass.All.Single(texts => texts.Name == name).In(Language.Of(code)!);

    private static IEnumerable<string> Problems(string name, string code, Func<string, string, bool> isGood) =>
        English(name)
            .Where(text => In(name, code).ContainsKey(text.Key))
            .Select(text => (text.Key, English: text.Value, Text: In(name, code)[text.Key]))
            .Where(text => !isGood(text.English, text.Text))
            .Select(text => $"{text.Key}: {text.Text}");

    private static IEnumerable<string> Values(string text) =>
        Placeholder().Matches(text).Select(match => match.Groups["value"].Value).Distinct().Order();

    private static IEnumerable<string> Formats(string text) => Placeholder().Matches(text).Select(match => match.Groups["format"].Value);

    [GeneratedRegex(@"(?<!\{)\{(?<value>[0-9]+)(:(?<format>[^}]*))?\}")]
    private static partial Regex Placeholder();

    // The names of buttons in Procore, and the fields of an e-mail.
    [GeneratedRegex("[«“][^»”]*[»”]|\"[^\"]*\"|\\{[^}]*\\}|Welcome to Procore")]
    private static partial Regex Cited();

    // Words that do not occur in any Spanish or French text.
    [GeneratedRegex(
        @"\b(the|your|you|with|and|this|that|of|is|are|from|have|to|for|people|who|what|will|not|was|been|they|their|which)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex EnglishWords();

    // At least three words in a row that are not names.
    [GeneratedRegex(@"\b[a-z]{3,} [a-z]{3,} [a-z]{3,}\b")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+Texts\.[A-Z][A-Za-z0-9]*")]
    private static partial Regex Property();
}
