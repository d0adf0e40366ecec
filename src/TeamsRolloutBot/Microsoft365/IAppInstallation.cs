using TeamsRolloutBot.Domain;

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

/// <summary>Why the app could not be installed, as an administrator reads it.</summary>
internal static class InstallationFailures
{
    /// <summary>
    /// The code of a failure where the app is not in the organisation's catalogue.
    /// </summary>
    public const string NotInCatalogue = "AppNotInCatalogue";

    /// <summary>What is said where signing in failed.</summary>
    public const string SignIn =
        "Microsoft Graph does not accept the bot’s sign-in: an administrator has to look at Graph:SignIn and its credential";

    public static string Sentence(GraphException failure) => failure switch
    {
        { Code: NotInCatalogue } =>
            "the app is not in the organisation’s app catalogue: an administrator has to upload the package in the Teams admin "
                + "center, or set Graph:AppExternalId to the id of its manifest",
        { Kind: GraphFailureKind.NotPermitted } =>
            "the bot may not install its app: an administrator has to grant "
                + $"{string.Join(" and ", GraphFeatureFacts.Of(GraphFeature.Installation).Permissions)}",
        { Kind: GraphFailureKind.Refused } =>
            "a Teams app permission policy blocks the app for this person: an administrator has to allow it in the Teams admin center",
        { Kind: GraphFailureKind.NotFound } => "the person is not in the directory any more",
        { Kind: GraphFailureKind.SignIn } => SignIn,
        _ =>
            $"Microsoft Graph did not accept the installation (status {failure.Status?.ToString() ?? "none"}, code "
                + $"{failure.Code ?? "none"})",
    };
}
