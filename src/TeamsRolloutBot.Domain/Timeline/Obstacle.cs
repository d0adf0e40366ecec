namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>
/// Why a message does not reach somebody. Stored by number: never reuse one for another meaning.
/// </summary>
public enum Obstacle
{
    /// <summary>None, or not recorded by an earlier release.</summary>
    None = 0,

    /// <summary>They do not have the app yet.</summary>
    NoApp = 1,

    /// <summary>
    /// They do not have the app, and the bot is not allowed to install it for them.
    /// </summary>
    AppNotAllowed = 2,

    /// <summary>Their address is not in the directory.</summary>
    NotInDirectory = 3,

    /// <summary>They have removed or blocked the app.</summary>
    AppRemoved = 4,

    /// <summary>They have left the organisation.</summary>
    HasLeft = 5,

    /// <summary>Two accounts claim their address.</summary>
    AddressDisputed = 6,

    /// <summary>The welcome e-mail can't be sent to their address.</summary>
    NoMail = 7,

    /// <summary>Teams rejected the message.</summary>
    NotAccepted = 8,
}

/// <summary>Obstacles as displayed to a manager.</summary>
public static class Obstacles
{
    /// <summary>All obstacles, the most common first.</summary>
    public static IReadOnlyList<Obstacle> All { get; } =
    [
        Obstacle.NoApp, Obstacle.AppNotAllowed, Obstacle.NotInDirectory, Obstacle.AppRemoved, Obstacle.HasLeft, Obstacle.AddressDisputed,
        Obstacle.NoMail, Obstacle.NotAccepted,
    ];

    /// <summary>The message waits for the person to get the app; it has not failed.</summary>
    public static bool IsWaiting(this Obstacle obstacle) => obstacle is Obstacle.NoApp or Obstacle.AppNotAllowed;

    /// <summary>
    /// The end of a sentence about a number of people: <c>have not got the app yet</c>.
    /// </summary>
    public static string Of(this Obstacle obstacle, int people)
    {
        var isOne = people == 1;
        return obstacle switch
        {
            Obstacle.NoApp => isOne ? RuleTexts.HasNotGotTheAppYet : RuleTexts.HaveNotGotTheAppYet,
            Obstacle.AppNotAllowed =>
                isOne ? RuleTexts.HasNotGotTheAppAnd : RuleTexts.HaveNotGotTheAppAnd,
            Obstacle.NotInDirectory =>
                isOne ? RuleTexts.HasAnAddressThatIsNot : RuleTexts.HaveAddressesThatAreNotIn,
            Obstacle.AppRemoved => isOne ? RuleTexts.HasRemovedOrBlockedTheApp : RuleTexts.HaveRemovedOrBlockedTheApp,
            Obstacle.HasLeft => isOne ? RuleTexts.IsNotInTheOrganisationAny : RuleTexts.AreNotInTheOrganisationAny,
            Obstacle.AddressDisputed => isOne ? RuleTexts.HasAnAddressThatTwoAccounts : RuleTexts.HaveAddressesThatTwoAccountsClaim,
            Obstacle.NoMail =>
                isOne ? RuleTexts.HasAnAddressICantSend : RuleTexts.HaveAddressesICantSendThe,
            Obstacle.NotAccepted =>
                isOne ? RuleTexts.CouldNotBeSentAMessage : RuleTexts.CouldNotBeSentAMessage,
            _ => isOne ? RuleTexts.WasNotReached : RuleTexts.WereNotReached,
        };
    }
}
