namespace TeamsRolloutBot.Domain.Timeline;

/// <summary>
/// What keeps a message from somebody. Stored by number: a number is never given another meaning.
/// </summary>
public enum Obstacle
{
    /// <summary>None, or one that an earlier release did not keep.</summary>
    None = 0,

    /// <summary>They have not got the app yet.</summary>
    NoApp = 1,

    /// <summary>They have not got the app, and the bot may not install it for them.</summary>
    AppNotAllowed = 2,

    /// <summary>Nobody in the directory has their address.</summary>
    NotInDirectory = 3,

    /// <summary>They have removed or blocked the app.</summary>
    AppRemoved = 4,

    /// <summary>They have left the organisation.</summary>
    HasLeft = 5,

    /// <summary>Two accounts claim their address.</summary>
    AddressDisputed = 6,

    /// <summary>The welcome e-mail can't be sent to their address.</summary>
    NoMail = 7,

    /// <summary>Teams did not take the message.</summary>
    NotAccepted = 8,
}

/// <summary>Obstacles as a manager reads them.</summary>
public static class Obstacles
{
    /// <summary>All of them, those that concern most people first.</summary>
    public static IReadOnlyList<Obstacle> All { get; } =
    [
        Obstacle.NoApp, Obstacle.AppNotAllowed, Obstacle.NotInDirectory, Obstacle.AppRemoved, Obstacle.HasLeft, Obstacle.AddressDisputed,
        Obstacle.NoMail, Obstacle.NotAccepted,
    ];

    /// <summary>The message waits for the person to get the app: nothing has failed.</summary>
    public static bool IsWaiting(this Obstacle obstacle) => obstacle is Obstacle.NoApp or Obstacle.AppNotAllowed;

    /// <summary>
    /// The end of a sentence that begins with people: <c>have not got the app yet</c>.
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
