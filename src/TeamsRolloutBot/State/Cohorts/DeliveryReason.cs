namespace TeamsRolloutBot.State;

/// <summary>
/// Why a delivery was skipped, failed or waits. Stored by name: a name is never given another
/// meaning.
/// </summary>
internal enum ReasonCode
{
    /// <summary>An earlier release has stored the sentence itself, which is the value.</summary>
    AsWritten,

    /// <summary>
    /// The plan leaves it out; the value is the name of the <see cref="SkipReason"/>.
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
/// Why a delivery was skipped, failed or waits, as a value: it is put into words when it is read.
/// </summary>
/// <param name="Code">Which reason.</param>
/// <param name="Value">What the sentence names; null where it names nothing.</param>
/// <param name="Other">What else it names.</param>
internal sealed record DeliveryReason(ReasonCode Code, string? Value = null, string? Other = null)
{
    private const char Separator = '|';

    /// <summary>What the plan leaves out.</summary>
    public static DeliveryReason Of(SkipReason skip) => new(ReasonCode.LeftOut, skip.ToString());

    /// <summary>The sentence, in the language that is being written.</summary>
    public string Text => Words(Code).With(Value, Other);

    /// <summary>As a row holds it.</summary>
    public string Stored => string.Join(Separator, new[] { Code.ToString(), Value, Other }.OfType<string>());

    /// <summary>Reads what a row holds.</summary>
    /// <param name="stored">As it was stored; null: by an earlier release.</param>
    /// <param name="sentence">The English sentence beside it; null: there is no reason.</param>
    public static DeliveryReason? Read(string? stored, string? sentence)
    {
        // What a newer release has stored is known by its sentence alone.
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
