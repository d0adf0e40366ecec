using System.Globalization;
using Microsoft.Graph.Models;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>
/// Installation via Graph. Source: "Proactive installation of apps using Graph API" of the Teams
/// documentation: the catalogue id is not the manifest's, 409 means already installed, and
/// installing returns no body, so the installation is read to find its chat.
/// </summary>
internal sealed class GraphInstallation(GraphConnection connection) : IAppInstallation, IDisposable
{
    // Many senders start at once; only one of them looks up the app.
    private readonly SemaphoreSlim _lookingUp = new(1);
    private string? _catalogueId;

    public async Task InstallAsync(PersonId objectId, CancellationToken ct)
    {
        var app = await CatalogueIdAsync(ct);
        try
        {
            await connection.CallAsync(
                GraphFeature.Installation,
                isRead: false,
                client => client.Users[objectId.Value].Teamwork.InstalledApps.PostAsync(
                    new UserScopeTeamsAppInstallation
                    {
                        AdditionalData = new Dictionary<string, object>
                        {
                            ["teamsApp@odata.bind"] = $"{connection.Cloud.Endpoint}/appCatalogs/teamsApps/{app}"
                        },
                    },
                    cancellationToken: ct),
                ct);
        }
        catch (GraphException failure) when (failure.Kind == GraphFailureKind.Conflict)
        {
            // Already installed.
        }
        catch (GraphException failure) when (failure.Kind == GraphFailureKind.NotFound)
        {
            // Either the person or the app is missing; if it is the app, looking it up again says
            // so.
            _catalogueId = null;
            await CatalogueIdAsync(ct);
            throw;
        }
        catch (GraphException failure) when (failure.Kind == GraphFailureKind.MaybeDone)
        {
            // Retrying is safe: if it was done, the answer is 409.
            throw new GraphException(GraphFailureKind.Transient, failure.Message, failure) { Status = failure.Status, Code = failure.Code };
        }
    }

    public async Task<string?> FindChatAsync(PersonId objectId, CancellationToken ct)
    {
        var app = await CatalogueIdAsync(ct);
        try
        {
            var installed = await connection.CallAsync(
                GraphFeature.Installation,
                isRead: true,
                client => client.Users[objectId.Value].Teamwork.InstalledApps.GetAsync(
                    request =>
                    {
                        request.QueryParameters.Filter = string.Create(CultureInfo.InvariantCulture, $"teamsApp/id eq '{app}'");
                        request.QueryParameters.Select = ["id"];
                    },
                    ct),
                ct);
            if (installed?.Value?.FirstOrDefault()?.Id is not { } installation)
            {
                return null;
            }

            var chat = await connection.CallAsync(
                GraphFeature.Installation,
                isRead: true,
                client => client.Users[objectId.Value].Teamwork.InstalledApps[installation].Chat.GetAsync(cancellationToken: ct),
                ct);
            return chat?.Id;
        }
        catch (GraphException failure) when (failure.Kind == GraphFailureKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>Looks up the app in the organisation's catalogue.</summary>
    /// <exception cref="GraphException">The app is not there, or the catalogue can't be
    /// read.</exception>
    public async Task<string> CatalogueIdAsync(CancellationToken ct)
    {
        await _lookingUp.WaitAsync(ct);
        try
        {
            return _catalogueId ??= await LookUpAsync(ct);
        }
        finally
        {
            _lookingUp.Release();
        }
    }

    public void Dispose() => _lookingUp.Dispose();

    private async Task<string> LookUpAsync(CancellationToken ct)
    {
        var apps = await connection.CallAsync(
            GraphFeature.Installation,
            isRead: true,
            client => client.AppCatalogs.TeamsApps.GetAsync(
                request =>
                {
                    request.QueryParameters.Filter = $"externalId eq '{connection.Options.AppExternalId}'";
                    request.QueryParameters.Select = ["id", "externalId"];
                },
                ct),
            ct,
            isProof: false);
        return apps?.Value?.FirstOrDefault()?.Id
            ?? throw new GraphException(
                GraphFailureKind.Invalid, "The app is not in the organisation’s catalogue.")
            { Code = InstallationFailures.NotInCatalogue };
    }
}
