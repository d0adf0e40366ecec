namespace TeamsRolloutBot.Tests.Company;

/// <summary>
/// The days of an office, read off the calendar by hand. March 26 and 29 are holidays, so the
/// go-live of Denver and London on March 29 moves to the 30th.
/// </summary>
internal sealed record OfficeDays(string Entered, LocalDate Checklist, LocalDate Invitation, LocalDate GoLive, LocalDate FirstCheckIn)
{
    private const int CheckIns = 6;

    private static readonly OfficeDays Early = new("Mar 29", new(2027, 3, 8), new(2027, 3, 22), new(2027, 3, 30), new(2027, 4, 5));

    private static readonly OfficeDays Sydney = new("Apr 12", new(2027, 3, 22), new(2027, 4, 5), new(2027, 4, 12), new(2027, 4, 19));

    public static OfficeDays Of(int office) => office == 3 ? Sydney : Early;

    /// <summary>
    /// The newest check-in whose nudge is due, on the Wednesday of its week; 0 if none.
    /// </summary>
    public int NewestAnswered(LocalDate today) =>
        Enumerable.Range(1, CheckIns).LastOrDefault(number => FirstCheckIn.PlusWeeks(number - 1).PlusDays(2) <= today);
}
