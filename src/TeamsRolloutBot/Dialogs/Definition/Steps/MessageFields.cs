namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>The two inputs of the welcome e-mail in one language.</summary>
/// <param name="Language">The language.</param>
/// <param name="IsMain">The original text rather than a translation.</param>
internal sealed record MessageFields(Language Language, bool IsMain)
{
    // Earlier releases have only the original text, under these ids.
    private const string MainSubject = "subject";
    private const string MainBody = "body";
    private const string Opened = "language";
    private const string OpensOne = "in-";

    // Clients omit empty fields, so the button carries the language that was shown.
    private const char Beside = '@';

    public string Subject => IsMain ? MainSubject : $"{MainSubject}-{Language.Code}";

    public string Body => IsMain ? MainBody : $"{MainBody}-{Language.Code}";

    /// <summary>The language of the original text.</summary>
    public static Language MainOf(EmailTemplate email) => email.Language ?? Language.Current;

    /// <summary>Whether the original is one of the bot's built-in texts.</summary>
    public static bool IsStandard(EmailTemplate email) =>
        PlaybookContent.IsKnown(email.Body) && PlaybookContent.IsKnown(email.Subject);

    /// <summary>The inputs a step shows.</summary>
    public static MessageFields Shown(StepView view) =>
        view.Typed is { } typed ? In(typed, view.Definition.Message) : Of(MainOf(view.Definition.Message), view.Definition.Message);

    /// <summary>The inputs sent with a button.</summary>
    public static MessageFields In(StepInput input, EmailTemplate email) => Of(
        Language.All.FirstOrDefault(language => input.Has($"{MainBody}-{language.Code}") || input.Has($"{MainSubject}-{language.Code}"))
            ?? Language.Of(input.Text(Opened))
            ?? MainOf(email),
        email);

    /// <summary>
    /// The text to offer in a language: its translation, else the playbook's text.
    /// </summary>
    public static EmailTemplate Offer(RolloutDefinition definition, Language language)
    {
        var email = definition.Message;
        return language == MainOf(email) || email.IsTranslated(language) || IsStandard(email)
            ? email.In(language)
            : IsStandard(definition.Playbook.Email)
            ? definition.Playbook.Email.In(language)
            : new EmailTemplate(string.Empty, string.Empty);
    }

    /// <summary>The id of the button that opens a language.</summary>
    public static string Opens(Language language) => OpensOne + language.Code;

    /// <summary>The id of a button next to these inputs.</summary>
    public string Button(string id) => IsMain ? id : $"{id}{Beside}{Language.Code}";

    /// <summary>The inputs next to a pressed button, and the button's base id.</summary>
    public static (MessageFields Fields, string Button) Pressed(string button, StepInput input, EmailTemplate email) =>
        button.Split(Beside) is [var id, var code] && Language.Of(code) is { } language
            ? (Of(language, email), id)
            : (In(input, email), button);

    /// <summary>The language a button opens; null if it opens none.</summary>
    public static Language? LanguageOf(string button) =>
        button.StartsWith(OpensOne, StringComparison.Ordinal) ? Language.Of(button[OpensOne.Length..]) : null;

    /// <summary>Creates an input that shows a language's stored texts.</summary>
    public static StepInput Open(Language language) => StepInput.FromFields(KeyValuePair.Create(Opened, language.Code));

    /// <summary>
    /// Whether the input includes these fields; a translation may be entirely empty.
    /// </summary>
    public bool IsTyped(StepInput input, string button) =>
        input.Has(Subject) || input.Has(Body) || (!IsMain && button.Contains(Beside, StringComparison.Ordinal));

    /// <summary>Updates the e-mail from the inputs.</summary>
    /// <param name="email">The e-mail before.</param>
    /// <param name="shown">The text that was shown.</param>
    /// <param name="text">The text submitted; null if none.</param>
    public EmailTemplate Put(EmailTemplate email, EmailTemplate shown, EmailTemplate? text)
    {
        if (IsMain)
        {
            return text is null || IsSame(text, shown)
                ? email
                : email.With(Language, null) with { Subject = text.Subject, Body = text.Body, Language = Language };
        }

        // A translation equal to the default need not be stored.
        var without = email.With(Language, null);
        return text is null || IsSame(text, without.In(Language)) ? without : email.With(Language, text);
    }

    private static bool IsSame(EmailTemplate one, EmailTemplate other) =>
        (one.Subject, one.Body.ReplaceLineEndings("\n").Trim()) == (other.Subject, other.Body.ReplaceLineEndings("\n").Trim());

    private static MessageFields Of(Language language, EmailTemplate email) => new(language, language == MainOf(email));
}
