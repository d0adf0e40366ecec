namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>
/// An outside id made safe for logging: one line, no control characters, no longer than the
/// platform's longest ids.
/// </summary>
internal static class LoggedId
{
    private const int Longest = 200;

    public static string? Of(string? id)
    {
        if (id is null)
        {
            return null;
        }

        var shown = id.Length <= Longest ? id : id[..Longest];
        return shown.All(IsShown) ? shown : string.Concat(shown.Where(IsShown));
    }

    private static bool IsShown(char character) => character is >= ' ' and <= '~';
}
