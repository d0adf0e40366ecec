namespace TeamsRolloutBot.Dialogs;

/// <summary>Answers a turn.</summary>
internal delegate Task<Reply> TurnHandler(Turn turn, CancellationToken ct);

/// <summary>
/// Answers a typed command; what follows the command's words is <paramref name="argument"/>.
/// </summary>
internal delegate Task<Reply> CommandHandler(Turn turn, string argument, CancellationToken ct);

/// <summary>Where something is answered.</summary>
internal enum AnsweredIn
{
    /// <summary>
    /// In the asker's own chat with the bot, wherever it was asked: what is about people is nobody
    /// else's to read.
    /// </summary>
    PersonalChat,

    /// <summary>Where it was asked: it says the same to everybody.</summary>
    Anywhere,
}

/// <summary>A button's action.</summary>
/// <param name="Name">What the button carries, such as <c>task.set</c>. Cards live in chats for
/// years: once posted, it is answered for good.</param>
/// <param name="Handle">Answers it.</param>
internal sealed record Verb(string Name, TurnHandler Handle)
{
    public AnsweredIn AnsweredIn { get; init; }

    /// <summary>What is said where it takes a while.</summary>
    public LongWork Work { get; init; }
}

/// <summary>Something a person can type.</summary>
/// <param name="Key">Its words are the text of this name in <see cref="CommandTexts"/>.</param>
/// <param name="Description">What it does, in a line; null when help does not list it.</param>
/// <param name="Handle">Answers it.</param>
internal sealed record Command(string Key, string? Description, CommandHandler Handle)
{
    /// <summary>What is typed in the language that is being written.</summary>
    public string Title => TypedWords.In(Key, Language.Current)[0];

    /// <summary>
    /// The command and other words for it, in every language: somebody may have a Spanish client
    /// and a manager who says “type help”. Compared without case and accents.
    /// </summary>
    public IEnumerable<string> Words => TypedWords.Of(Key);

    /// <summary>
    /// What may follow the words. While a dialog waits for an answer a text counts as a command
    /// only if it is one for certain: a rollout may be called “New York” and a best practice “Close
    /// out every week”.
    /// </summary>
    public Func<string, bool>? Takes { get; init; }

    public AnsweredIn AnsweredIn { get; init; }

    /// <summary>What is said where it takes a while.</summary>
    public LongWork Work { get; init; }

    /// <summary>Under what help lists it.</summary>
    public HelpTopic Topic { get; init; }

    /// <summary>
    /// What follows the words is a text of its own and keeps its last question mark.
    /// </summary>
    public bool TakesText { get; init; }
}

/// <summary>A part of the conversation: the commands and the card verbs it answers.</summary>
internal interface IDialog
{
    IEnumerable<Command> Commands { get; }

    IEnumerable<Verb> Verbs { get; }

    /// <summary>
    /// Answers typed text that is no command, when this dialog is waiting for it; else null.
    /// </summary>
    Task<Reply?> ContinueAsync(Turn turn, CancellationToken ct) => Task.FromResult<Reply?>(null);
}
