namespace TeamsRolloutBot.Protocol.Hosting;

/// <summary>
/// An id that came from outside, as it may stand in a log: one line, no control characters, not
/// longer than any id of the platform's.
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
