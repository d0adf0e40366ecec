namespace TeamsRolloutBot.Dialogs;

/// <summary>Answers a turn.</summary>
internal delegate Task<Reply> TurnHandler(Turn turn, CancellationToken ct);

/// <summary>
/// Answers a typed command; <paramref name="argument"/> is the text after the command's words.
/// </summary>
internal delegate Task<Reply> CommandHandler(Turn turn, string argument, CancellationToken ct);

/// <summary>Where a request is answered.</summary>
internal enum AnsweredIn
{
    /// <summary>
    /// In the asker's personal chat, wherever they asked: information about people is private.
    /// </summary>
    PersonalChat,

    /// <summary>Where it was asked; the answer is the same for everybody.</summary>
    Anywhere,
}

/// <summary>A button's action.</summary>
/// <param name="Name">The verb the button carries, such as <c>task.set</c>. It must work forever
/// once posted, because cards stay in chats for years.</param>
/// <param name="Handle">Answers it.</param>
internal sealed record Verb(string Name, TurnHandler Handle)
{
    public AnsweredIn AnsweredIn { get; init; }

    /// <summary>The kind of work to announce if the answer takes a while.</summary>
    public LongWork Work { get; init; }
}

/// <summary>A typed command.</summary>
/// <param name="Key">The key of its words in <see cref="CommandTexts"/>.</param>
/// <param name="Description">A one-line description; null to leave it out of help.</param>
/// <param name="Handle">Answers it.</param>
internal sealed record Command(string Key, string? Description, CommandHandler Handle)
{
    /// <summary>The command's name in the current language.</summary>
    public string Title => TypedWords.In(Key, Language.Current)[0];

    /// <summary>
    /// The command's words in all languages: a user with a Spanish client may be told to “type
    /// help”. Compared without case and accents.
    /// </summary>
    public IEnumerable<string> Words => TypedWords.Of(Key);

    /// <summary>
    /// Which arguments are valid. While a dialog waits for an answer, text counts as a command only
    /// if it can be nothing else: a rollout may be called “New York”, a best practice “Close out
    /// every week”.
    /// </summary>
    public Func<string, bool>? Takes { get; init; }

    public AnsweredIn AnsweredIn { get; init; }

    /// <summary>The kind of work to announce if the answer takes a while.</summary>
    public LongWork Work { get; init; }

    /// <summary>The help topic it is listed under.</summary>
    public HelpTopic Topic { get; init; }

    /// <summary>A cohort's manager, who does not see the whole rollout, may use it too.</summary>
    public bool IsForLeads { get; init; }

    /// <summary>The argument is free text and keeps a trailing question mark.</summary>
    public bool TakesText { get; init; }
}

/// <summary>A part of the conversation: answers certain commands and card verbs.</summary>
internal interface IDialog
{
    IEnumerable<Command> Commands { get; }

    IEnumerable<Verb> Verbs { get; }

    /// <summary>
    /// Answers text that is not a command if this dialog is waiting for it; else null.
    /// </summary>
    Task<Reply?> ContinueAsync(Turn turn, CancellationToken ct) => Task.FromResult<Reply?>(null);
}
