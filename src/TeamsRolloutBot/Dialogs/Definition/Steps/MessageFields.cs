namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>The two fields of the welcome e-mail, in the language they are shown in.</summary>
/// <param name="Language">Which.</param>
/// <param name="IsMain">It is the text that was written; else a translation.</param>
internal sealed record MessageFields(Language Language, bool IsMain)
{
    // Earlier releases have the written text alone, under these ids.
    private const string MainSubject = "subject";
    private const string MainBody = "body";
    private const string Opened = "language";
    private const string OpensOne = "in-";

    // A client leaves out a field that is empty: the button says in which language they were shown.
    private const char Beside = '@';

    public string Subject => IsMain ? MainSubject : $"{MainSubject}-{Language.Code}";

    public string Body => IsMain ? MainBody : $"{MainBody}-{Language.Code}";

    /// <summary>The language of the written text.</summary>
    public static Language MainOf(EmailTemplate email) => email.Language ?? Language.Current;

    /// <summary>True where the written text is one that comes with the bot.</summary>
    public static bool IsStandard(EmailTemplate email) =>
        PlaybookContent.IsKnown(email.Body) && PlaybookContent.IsKnown(email.Subject);

    /// <summary>The fields a step shows.</summary>
    public static MessageFields Shown(StepView view) =>
        view.Typed is { } typed ? In(typed, view.Definition.Message) : Of(MainOf(view.Definition.Message), view.Definition.Message);

    /// <summary>The fields that came with a button.</summary>
    public static MessageFields In(StepInput input, EmailTemplate email) => Of(
        Language.All.FirstOrDefault(language => input.Has($"{MainBody}-{language.Code}") || input.Has($"{MainSubject}-{language.Code}"))
            ?? Language.Of(input.Text(Opened))
            ?? MainOf(email),
        email);

    /// <summary>
    /// What is offered in a language: what was written in it, else the playbook's text in it.
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

    /// <summary>The button that opens a language.</summary>
    public static string Opens(Language language) => OpensOne + language.Code;

    /// <summary>A button beside these fields.</summary>
    public string Button(string id) => IsMain ? id : $"{id}{Beside}{Language.Code}";

    /// <summary>The fields a button stood beside, and which of its kind it is.</summary>
    public static (MessageFields Fields, string Button) Pressed(string button, StepInput input, EmailTemplate email) =>
        button.Split(Beside) is [var id, var code] && Language.Of(code) is { } language
            ? (Of(language, email), id)
            : (In(input, email), button);

    /// <summary>The language a button opens; null: it opens none.</summary>
    public static Language? LanguageOf(string button) =>
        button.StartsWith(OpensOne, StringComparison.Ordinal) ? Language.Of(button[OpensOne.Length..]) : null;

    /// <summary>An input that shows a language's fields as they are stored.</summary>
    public static StepInput Open(Language language) => StepInput.FromFields(KeyValuePair.Create(Opened, language.Code));

    /// <summary>True where the input holds them: all of a translation may be empty.</summary>
    public bool IsTyped(StepInput input, string button) =>
        input.Has(Subject) || input.Has(Body) || (!IsMain && button.Contains(Beside, StringComparison.Ordinal));

    /// <summary>The e-mail with what stands in the fields.</summary>
    /// <param name="email">As it was.</param>
    /// <param name="shown">What stood in the fields.</param>
    /// <param name="text">What stands in them now; null: nothing.</param>
    public EmailTemplate Put(EmailTemplate email, EmailTemplate shown, EmailTemplate? text)
    {
        if (IsMain)
        {
            return text is null || IsSame(text, shown)
                ? email
                : email.With(Language, null) with { Subject = text.Subject, Body = text.Body, Language = Language };
        }

        // What its readers get anyway needs not be kept.
        var without = email.With(Language, null);
        return text is null || IsSame(text, without.In(Language)) ? without : email.With(Language, text);
    }

    private static bool IsSame(EmailTemplate one, EmailTemplate other) =>
        (one.Subject, one.Body.ReplaceLineEndings("\n").Trim()) == (other.Subject, other.Body.ReplaceLineEndings("\n").Trim());

    private static MessageFields Of(Language language, EmailTemplate email) => new(language, language == MainOf(email));
}
