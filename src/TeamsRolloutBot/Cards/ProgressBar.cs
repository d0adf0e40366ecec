namespace TeamsRolloutBot.Cards;

/// <summary>
/// Progress as a line of text, which is seen in every theme and at every width.
/// </summary>
internal static class ProgressBar
{
    // The bar and its words fit into a line of a phone.
    private const int Longest = 10;

    /// <summary><c>**3 of 7 done** ▰▰▰▱▱▱▱</c></summary>
    /// <param name="done">0 to <paramref name="total"/>.</param>
    /// <param name="total">Of how many.</param>
    public static string Line(int done, int total)
    {
        var length = Math.Min(total, Longest);

        // Full only when all is done, and begun as soon as something is.
        var filled = done == 0 ? 0 : Math.Max(1, done * length / total);
        return MemberTexts.OfDone.With(done, total, new string('▰', filled), new string('▱', length - filled)).TrimEnd();
    }
}
