using CsCheck;

namespace TeamsRolloutBot.Tests.Domain.CheckIns;

/// <summary>
/// Who is at risk: the last two answered check-ins are both "no", or the last three are unanswered.
/// Each letter is a check-in, oldest first: y(es), p(artly), n(o), - unanswered, ? sent and still
/// within its time, . not sent.
/// </summary>
public sealed class AtRiskTests
{
    [Theory]
    [InlineData("", RiskReason.None)]
    [InlineData("n", RiskReason.None)]
    [InlineData("nn", RiskReason.TwiceNo)]
    [InlineData("ynn", RiskReason.TwiceNo)]
    [InlineData("nny", RiskReason.None)]
    [InlineData("npn", RiskReason.None)]
    [InlineData("n-n", RiskReason.TwiceNo)] // an unanswered one between them changes nothing
    [InlineData("nn--", RiskReason.TwiceNo)]
    [InlineData("n.n", RiskReason.TwiceNo)]
    [InlineData("nn?", RiskReason.TwiceNo)]
    [InlineData("--", RiskReason.None)]
    [InlineData("---", RiskReason.ThreeUnanswered)]
    [InlineData("y---", RiskReason.ThreeUnanswered)]
    [InlineData("---y", RiskReason.None)]
    [InlineData("--?", RiskReason.None)] // there is still time to answer the third
    [InlineData("---?", RiskReason.ThreeUnanswered)]
    [InlineData("--.", RiskReason.None)]
    [InlineData("nn---", RiskReason.ThreeUnanswered)]
    public void Two_no_running_and_three_unanswered_running_are_a_risk(string checkIns, RiskReason expected) =>
        Assert.Equal(expected, RiskOf(checkIns));

    [Fact]
    public void The_order_in_which_check_ins_are_given_does_not_matter() =>
        Gen.Char["ypn-."].Array[0, 10]
            .SelectMany(letters => Gen.Shuffle(Enumerable.Range(0, letters.Length).ToArray()), (letters, order) => (letters, order))
            .Sample(
                sample =>
                    RiskOf(new string(sample.letters)) == AtRisk.Of(
                        sample.order.Select(place => Record(sample.letters[place], place)), IsOverdue));

    [Fact]
    public void Who_answered_the_newest_check_in_with_yes_is_not_at_risk() =>
        Gen.Char["ypn-"].Array[0, 10].Sample(letters => RiskOf(new string(letters) + "y") == RiskReason.None);

    private static RiskReason RiskOf(string checkIns) =>
        AtRisk.Of(checkIns.Select(Record), checkIn => IsOverdue(checkIn) && checkIns[checkIn.Number - 1] != '?');

    private static bool IsOverdue(CheckInRecord checkIn) => true;

    private static CheckInRecord Record(char letter, int place)
    {
        var sent = Instant.FromUtc(2027, 3, 22, 15, 0) + Duration.FromDays(7 * place);
        return letter switch
        {
            'y' => new(place + 1, sent, new CheckInAnswer(Usage.Yes, sent)),
            'p' => new(place + 1, sent, new CheckInAnswer(Usage.Partly, sent)),
            'n' => new(place + 1, sent, new CheckInAnswer(Usage.No, sent)),
            '.' => new(place + 1, null, null),
            _ => new(place + 1, sent, null),
        };
    }
}
