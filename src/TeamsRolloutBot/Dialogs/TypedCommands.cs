namespace TeamsRolloutBot.Dialogs;

/// <summary>Finds the command in typed text.</summary>
internal sealed class TypedCommands(IEnumerable<IDialog> dialogs)
{
    // Longest first: "export definition" is not the command "export".
    private readonly List<(string Words, Command Command)> _commands = [.. dialogs
        .SelectMany(dialog => dialog.Commands)
        .SelectMany(command => command.Words.Select(words => (Words: words, Command: command)))
        .OrderByDescending(command => command.Words.Length)];

    /// <summary>Returns the command and its argument; null if the text is not a command.</summary>
    /// <param name="typed">The typed text.</param>
    /// <param name="isCertain">Accepts only text that can be nothing else.</param>
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

    // Accepts “/help”, "help" in quotes, and “help.”
    private static string CommandIn(string typed)
    {
        var text = typed.Trim().TrimStart('¿', '¡');
        text = text.Length > 0 && TypedText.Plain(text[0]) is '"' or '\'' ? TypedText.Unquoted(text.TrimEnd('.', '!', '?', ',')) : text;
        return text.Length > 1 && text[0] == '/' && char.IsLetter(text[1]) ? text[1..] : text;
    }

    /// <summary>
    /// The length of a command's words at the start of the text; null if it does not start with
    /// them. All kinds of spaces and dashes are equal.
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
