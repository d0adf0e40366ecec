using TeamsRolloutBot.Resources;

namespace TeamsRolloutBot.Tests.Resources;

/// <summary>Runs code in somebody's language.</summary>
internal static class In
{
    public static TheoryData<string> Codes => [.. Language.All.Select(language => language.Code)];

    /// <summary>The result in the language with that code.</summary>
    public static T LanguageOf<T>(string code, Func<T> made)
    {
        var before = Language.Current;
        try
        {
            Language.Current = Language.Of(code)!;
            return made();
        }
        finally
        {
            Language.Current = before;
        }
    }
}
