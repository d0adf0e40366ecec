namespace TeamsRolloutBot.Documents;

/// <summary>The language a browser asks for.</summary>
internal static class RequestLanguage
{
    /// <summary>
    /// The first supported language in <c>Accept-Language</c> (RFC 9110, 12.5.4), else English.
    /// </summary>
    public static Language Of(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(asked => asked.Quality ?? 1)
            .Select(asked => Language.Of(asked.Value.Value))
            .FirstOrDefault(language => language is not null) ?? Language.English;
}
