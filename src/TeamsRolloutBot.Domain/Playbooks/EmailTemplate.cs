namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>
/// The welcome e-mail with its merge fields (see <see cref="WelcomeEmail"/>): one text and its
/// translations.
/// </summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">The text.</param>
public sealed record EmailTemplate(string Subject, string Body)
{
    /// <summary>The language of the original text; null if unknown.</summary>
    public Language? Language { get; init; }

    /// <summary>
    /// Translations by language code (<see cref="Resources.Language.Code"/>); null if there are
    /// none. Translations are not nested.
    /// </summary>
    public IReadOnlyDictionary<string, EmailTemplate>? Translations { get; init; }

    /// <summary>
    /// The text for readers of a language: its translation, otherwise the text shipped with the
    /// bot, otherwise the original.
    /// </summary>
    public EmailTemplate In(Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return Translation(language)
            ?? language.Write(() => new EmailTemplate(PlaybookContent.Of(Subject), PlaybookContent.Of(Body)));
    }

    /// <summary>True if the language has its own translation.</summary>
    public bool IsTranslated(Language language) => Translation(language) is not null;

    /// <summary>Sets or removes the text for a language.</summary>
    /// <param name="language">The language.</param>
    /// <param name="text">The text; null: readers of the language get the original.</param>
    public EmailTemplate With(Language language, EmailTemplate? text)
    {
        ArgumentNullException.ThrowIfNull(language);
        var others = (Translations ?? new Dictionary<string, EmailTemplate>()).Where(each => each.Key != language.Code);
        var all = (text is null ? others : others.Append(KeyValuePair.Create(language.Code, text))).ToDictionary();
        return this with { Translations = all.Count == 0 ? null : all };
    }

    /// <summary>Applies a change to each text, in that text's language.</summary>
    public EmailTemplate Each(Func<string, string> change)
    {
        var main = Language ?? Language.English;
        var written = main.Write(() => this with { Body = change(Body), Language = main });
        return Language.All.Where(language => language != main && (IsTranslated(language) || In(language).Body != Body))
            .Aggregate(
                written,
                (email, language) => language.Write(() => email.With(language, In(language) with { Body = change(In(language).Body) })));
    }

    /// <summary>Compares by content.</summary>
    public bool Equals(EmailTemplate? other) =>
        other is not null && (Subject, Body, Language) == (other.Subject, other.Body, other.Language)
            && Language.All.All(language => Equals(Translation(language), other.Translation(language)));

    public override int GetHashCode() => HashCode.Combine(Subject, Body, Language);

    private EmailTemplate? Translation(Language language) => Translations?.GetValueOrDefault(language.Code);
}
