namespace TeamsRolloutBot.Cards;

/// <summary>Progress as a line of text, readable in every theme and at every width.</summary>
internal static class ProgressBar
{
    // The bar and its caption fit on one line of a phone.
    private const int Longest = 10;

    /// <summary><c>**3 of 7 done** ▰▰▰▱▱▱▱</c></summary>
    /// <param name="done">0 to <paramref name="total"/>.</param>
    /// <param name="total">The total.</param>
    public static string Line(int done, int total)
    {
        var length = Math.Min(total, Longest);

        // Full only when everything is done, and never empty once something is.
        var filled = done == 0 ? 0 : Math.Max(1, done * length / total);
        return MemberTexts.OfDone.With(done, total, new string('▰', filled), new string('▱', length - filled)).TrimEnd();
    }
}
