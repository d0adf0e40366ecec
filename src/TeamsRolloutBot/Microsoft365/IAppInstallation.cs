namespace TeamsRolloutBot.Microsoft365;

/// <summary>Installs the bot's app for people, and finds the resulting chat.</summary>
internal interface IAppInstallation
{
    /// <summary>Installs the app for a person; succeeds if it is already there.</summary>
    /// <param name="objectId">The Entra object id.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="GraphException">It could not be installed:
    /// <see cref="GraphFailureKind.NotFound"/> if the person has left,
    /// <see cref="GraphFailureKind.Invalid"/> with
    /// <see cref="InstallationFailures.NotInCatalogue"/> if the app is not in the organisation's
    /// catalogue.</exception>
    Task InstallAsync(PersonId objectId, CancellationToken ct);

    /// <summary>
    /// The id of a person's chat with the bot; null if the app is not installed for them, or no
    /// longer is.
    /// </summary>
    /// <exception cref="GraphException">Graph is unavailable or refuses.</exception>
    Task<string?> FindChatAsync(PersonId objectId, CancellationToken ct);
}

/// <summary>Codes of failed installations.</summary>
internal static class InstallationFailures
{
    /// <summary>The app is not in the organisation's catalogue.</summary>
    public const string NotInCatalogue = "AppNotInCatalogue";
}
