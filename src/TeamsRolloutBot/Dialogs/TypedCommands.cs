namespace TeamsRolloutBot.Dialogs;

/// <summary>Finds the command that a typed text is.</summary>
internal sealed class TypedCommands(IEnumerable<IDialog> dialogs)
{
    // The longest words first: "export definition" is not the command "export".
    private readonly List<(string Words, Command Command)> _commands = [.. dialogs
        .SelectMany(dialog => dialog.Commands)
        .SelectMany(command => command.Words.Select(words => (Words: words, Command: command)))
        .OrderByDescending(command => command.Words.Length)];

    /// <summary>The command and what follows it; null when the text is none.</summary>
    /// <param name="typed">What somebody typed.</param>
    /// <param name="isCertain">Only a command that the text can be nothing else than.</param>
    public (Command Command, string Argument)? Find(string typed, bool isCertain)
    {
        var text = CommandIn(typed);
        foreach (var (words, command) in _commands)
        {
            if (LengthOf(words, text) is not { } length)
            {
                continue;
            }

            var argument = text[length..].TrimStart().TrimStart(':', ',', ';').Trim();
            argument = command.TakesText ? argument : TypedText.Unquoted(argument.Trim('.', '!', '?'));
            if (command.Takes?.Invoke(argument) ?? (!isCertain || argument.Length == 0))
            {
                return (command, argument);
            }
        }

        return null;
    }

    // “/help”, "help" and “help.” are what they say.
    private static string CommandIn(string typed)
    {
        var text = typed.Trim().TrimStart('¿', '¡');
        text = text.Length > 0 && TypedText.Plain(text[0]) is '"' or '\'' ? TypedText.Unquoted(text.TrimEnd('.', '!', '?', ',')) : text;
        return text.Length > 1 && text[0] == '/' && char.IsLetter(text[1]) ? text[1..] : text;
    }

    /// <summary>
    /// How much of a text a command's words are; null when it does not begin with them. Blanks and
    /// dashes of every kind are the same.
    /// </summary>
    private static int? LengthOf(string words, string text)
    {
        var at = 0;
        foreach (var expected in words)
        {
            if (at >= text.Length)
            {
                return null;
            }

            if (expected != ' ')
            {
                if (!TypedText.IsSameLetter(text[at++], expected))
                {
                    return null;
                }

                continue;
            }

            var begin = at;
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == begin)
            {
                return null;
            }
        }

        return at == text.Length || char.IsWhiteSpace(text[at]) || text[at] is '.' or '!' or '?' or ':' or ',' or ';' ? at : null;
    }
}
