using System.Collections;
using System.Globalization;
using System.Resources;
using TeamsRolloutBot.Resources;

namespace TeamsRolloutBot.Tests.Resources;

/// <summary>The texts of one resource class, in each language.</summary>
internal sealed class TextsOfAClass
{
    private readonly Dictionary<Language, Dictionary<string, string>> _texts;

    private TextsOfAClass(Type type)
    {
        Name = type.Name;
        _texts = Language.All.ToDictionary(language => language, language => Read(ManagerOf(type), language));
    }

    /// <summary>Every class generated from a file of texts.</summary>
    public static IReadOnlyList<Type> Types { get; } =
        [.. typeof(Language).Assembly.GetExportedTypes().Where(type => type.Name.EndsWith("Texts", StringComparison.Ordinal))];

    public static IReadOnlyList<TextsOfAClass> All { get; } = [.. Types.Select(type => new TextsOfAClass(type))];

    /// <summary>The C# name, such as <c>MemberTexts</c>.</summary>
    public string Name { get; }

    /// <summary>The contents of a language's own file, without the fallback to English.</summary>
    public IReadOnlyDictionary<string, string> In(Language language) => _texts[language];

    private static ResourceManager ManagerOf(Type type) => new($"{type.Namespace}.{type.Name}", type.Assembly);

    private static Dictionary<string, string> Read(ResourceManager manager, Language language)
    {
        var culture = language == Language.English ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language.Code);
        return manager.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }
}
