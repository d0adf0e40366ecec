namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>
/// The welcome e-mail with its merge fields, see <see cref="WelcomeEmail"/>: one text, and what it
/// is in other languages.
/// </summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">The text.</param>
public sealed record EmailTemplate(string Subject, string Body)
{
    /// <summary>The language the text was written in; null: nobody has said.</summary>
    public Language? Language { get; init; }

    /// <summary>
    /// Its translations by the codes of their languages (<see cref="Resources.Language.Code"/>);
    /// null: there are none. They have no translations of their own.
    /// </summary>
    public IReadOnlyDictionary<string, EmailTemplate>? Translations { get; init; }

    /// <summary>
    /// The text for readers of a language: its translation, else the text that comes with the bot,
    /// else the one that was written.
    /// </summary>
    public EmailTemplate In(Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return Translation(language)
            ?? language.Write(() => new EmailTemplate(PlaybookContent.Of(Subject), PlaybookContent.Of(Body)));
    }

    /// <summary>True where readers of a language have a text of their own.</summary>
    public bool IsTranslated(Language language) => Translation(language) is not null;

    /// <summary>With what was written in a language.</summary>
    /// <param name="language">Which.</param>
    /// <param name="text">The text; null: its readers get the one that was written.</param>
    public EmailTemplate With(Language language, EmailTemplate? text)
    {
        ArgumentNullException.ThrowIfNull(language);
        var others = (Translations ?? new Dictionary<string, EmailTemplate>()).Where(each => each.Key != language.Code);
        var all = (text is null ? others : others.Append(KeyValuePair.Create(language.Code, text))).ToDictionary();
        return this with { Translations = all.Count == 0 ? null : all };
    }

    /// <summary>Each of its texts changed, in the language of that text.</summary>
    public EmailTemplate Each(Func<string, string> change)
    {
        var main = Language ?? Language.English;
        var written = main.Write(() => this with { Body = change(Body), Language = main });
        return Language.All.Where(language => language != main && (IsTranslated(language) || In(language).Body != Body))
            .Aggregate(
                written,
                (email, language) => language.Write(() => email.With(language, In(language) with { Body = change(In(language).Body) })));
    }

    /// <summary>By what they say.</summary>
    public bool Equals(EmailTemplate? other) =>
        other is not null && (Subject, Body, Language) == (other.Subject, other.Body, other.Language)
            && Language.All.All(language => Equals(Translation(language), other.Translation(language)));

    public override int GetHashCode() => HashCode.Combine(Subject, Body, Language);

    private EmailTemplate? Translation(Language language) => Translations?.GetValueOrDefault(language.Code);
}
