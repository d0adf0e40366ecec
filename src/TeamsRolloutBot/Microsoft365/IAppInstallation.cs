namespace TeamsRolloutBot.Microsoft365;

/// <summary>Installs the bot's app for people, and tells the chat that then exists.</summary>
internal interface IAppInstallation
{
    /// <summary>
    /// Installs the app for somebody; that it is there already is success.
    /// </summary>
    /// <param name="objectId">The Entra object id.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="GraphException"> It could not be installed:
    /// <see cref="GraphFailureKind.NotFound"/> when the person has left,
    /// <see cref="GraphFailureKind.Invalid"/> with
    /// <see cref="InstallationFailures.NotInCatalogue"/> when the app is not in the organisation's
    /// catalogue. </exception>
    Task InstallAsync(PersonId objectId, CancellationToken ct);

    /// <summary>
    /// The id of somebody's chat with the bot; null when the app is not installed for them (any
    /// more).
    /// </summary>
    /// <exception cref="GraphException">Graph can't say.</exception>
    Task<string?> FindChatAsync(PersonId objectId, CancellationToken ct);
}

/// <summary>Why the app could not be installed.</summary>
internal static class InstallationFailures
{
    /// <summary>
    /// The code of a failure where the app is not in the organisation's catalogue.
    /// </summary>
    public const string NotInCatalogue = "AppNotInCatalogue";
}
