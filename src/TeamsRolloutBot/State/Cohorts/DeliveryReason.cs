namespace TeamsRolloutBot.State;

/// <summary>
/// Why a delivery was skipped, failed or waits. Stored by name: never reuse a name for another
/// meaning.
/// </summary>
internal enum ReasonCode
{
    /// <summary>The sentence itself, as stored by an earlier release, is the value.</summary>
    AsWritten,

    /// <summary>
    /// Skipped by the plan; the value is the name of the <see cref="SkipReason"/>.
    /// </summary>
    LeftOut,
    NotMet,
    HasLeft,
    NotInDirectory,
    AddressDisputed,
    AppRemoved,
    SignInRefused,
    NotInCatalogue,
    InstallationNotPermitted,
    PolicyBlocksTheApp,
    PersonNotFound,
    InstallationNotAccepted,
    RightAfterAnother,
    NothingLeftToSay,
    NotInTheCohort,
    RolloutClosed,
    MailsAMinute,
    NoAddressKnown,
    AddressNotAllowed,
    MailBusy,
    MailNotAccepted,
    SentByMail,
    HandedOver,
    InOneCard,
    CouldNotBeMade,
    TeamsAskedToWait,
    TeamsBusy,
    TeamsDidNotAnswer,
    ChatGone,
    BotTurnedOff,
    BotBlocked,
    TooLarge,
    RegistrationRefused,
    TeamsDidNotAccept,
    TeamsFailed,
    TeamsRefused,
}

/// <summary>
/// Why a delivery was skipped, failed or waits, as a code that is turned into text when read.
/// </summary>
/// <param name="Code">The reason.</param>
/// <param name="Value">The sentence's argument; null if it has none.</param>
/// <param name="Other">Its second argument.</param>
internal sealed record DeliveryReason(ReasonCode Code, string? Value = null, string? Other = null)
{
    private const char Separator = '|';

    /// <summary>The reason for a touchpoint skipped by the plan.</summary>
    public static DeliveryReason Of(SkipReason skip) => new(ReasonCode.LeftOut, skip.ToString());

    /// <summary>The sentence in the current language.</summary>
    public string Text => Words(Code).With(Value, Other);

    /// <summary>The stored form.</summary>
    public string Stored => string.Join(Separator, new[] { Code.ToString(), Value, Other }.OfType<string>());

    /// <summary>Parses the stored form.</summary>
    /// <param name="stored">The stored form; null if written by an earlier release.</param>
    /// <param name="sentence">The English sentence stored with it; null if there is no
    /// reason.</param>
    public static DeliveryReason? Read(string? stored, string? sentence)
    {
        // A code stored by a newer release is known by its sentence only.
        var parts = stored?.Split(Separator, 3) ?? [];
        return parts.Length > 0 && Enum.TryParse<ReasonCode>(parts[0], out var code)
            ? new DeliveryReason(code, parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2))
            : sentence is null ? null : new DeliveryReason(ReasonCode.AsWritten, sentence);
    }

    private string Words(ReasonCode code) => code switch
    {
        ReasonCode.LeftOut => Enum.TryParse<SkipReason>(Value, out var skip) ? skip.Text() : "{0}",
        ReasonCode.NotMet => ReasonTexts.NotMet,
        ReasonCode.HasLeft => ReasonTexts.HasLeft,
        ReasonCode.NotInDirectory => ReasonTexts.NotInDirectory,
        ReasonCode.AddressDisputed => ReasonTexts.AddressDisputed,
        ReasonCode.AppRemoved => ReasonTexts.AppRemoved,
        ReasonCode.SignInRefused => ReasonTexts.SignInRefused,
        ReasonCode.NotInCatalogue => ReasonTexts.NotInCatalogue,
        ReasonCode.InstallationNotPermitted => ReasonTexts.InstallationNotPermitted,
        ReasonCode.PolicyBlocksTheApp => ReasonTexts.PolicyBlocksTheApp,
        ReasonCode.PersonNotFound => ReasonTexts.PersonNotFound,
        ReasonCode.InstallationNotAccepted => ReasonTexts.InstallationNotAccepted,
        ReasonCode.RightAfterAnother => ReasonTexts.RightAfterAnother,
        ReasonCode.NothingLeftToSay => ReasonTexts.NothingLeftToSay,
        ReasonCode.NotInTheCohort => ReasonTexts.NotInTheCohort,
        ReasonCode.RolloutClosed => ReasonTexts.RolloutClosed,
        ReasonCode.MailsAMinute => ReasonTexts.MailsAMinute,
        ReasonCode.NoAddressKnown => ReasonTexts.NoAddressKnown,
        ReasonCode.AddressNotAllowed => ReasonTexts.AddressNotAllowed,
        ReasonCode.MailBusy => ReasonTexts.MailBusy,
        ReasonCode.MailNotAccepted => ReasonTexts.MailNotAccepted,
        ReasonCode.SentByMail => ReasonTexts.SentByMail,
        ReasonCode.HandedOver => ReasonTexts.HandedOver,
        ReasonCode.InOneCard => ReasonTexts.InOneCard,
        ReasonCode.CouldNotBeMade => ReasonTexts.CouldNotBeMade,
        ReasonCode.TeamsAskedToWait => ReasonTexts.TeamsAskedToWait,
        ReasonCode.TeamsBusy => ReasonTexts.TeamsBusy,
        ReasonCode.TeamsDidNotAnswer => ReasonTexts.TeamsDidNotAnswer,
        ReasonCode.ChatGone => ReasonTexts.ChatGone,
        ReasonCode.BotTurnedOff => ReasonTexts.BotTurnedOff,
        ReasonCode.BotBlocked => ReasonTexts.BotBlocked,
        ReasonCode.TooLarge => ReasonTexts.TooLarge,
        ReasonCode.RegistrationRefused => ReasonTexts.RegistrationRefused,
        ReasonCode.TeamsDidNotAccept => ReasonTexts.TeamsDidNotAccept,
        ReasonCode.TeamsFailed => ReasonTexts.TeamsFailed,
        ReasonCode.TeamsRefused => ReasonTexts.TeamsRefused,
        _ => "{0}",
    };
}
