namespace TeamsRolloutBot.Documents;

/// <summary>The language in which a browser wants to be answered.</summary>
internal static class RequestLanguage
{
    /// <summary>
    /// The first of its <c>Accept-Language</c> (RFC 9110, 12.5.4) that is one of ours; else
    /// English.
    /// </summary>
    public static Language Of(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(asked => asked.Quality ?? 1)
            .Select(asked => Language.Of(asked.Value.Value))
            .FirstOrDefault(language => language is not null) ?? Language.English;
}
