using System.Collections.Concurrent;
using System.Security.Cryptography;
using NodaTime;

namespace TeamsRolloutBot.Reports;

/// <summary>
/// Files made for one person, fetched by a link that nobody can guess (128 random bits) and that ends after 15 minutes. Kept in memory: a file
/// that is gone is made again by asking again.
/// </summary>
internal sealed class Downloads(IClock clock)
{
    public const string Route = "/download";
    private const int MostKept = 100;
    private static readonly Duration Lifetime = Duration.FromMinutes(15);

    private readonly ConcurrentDictionary<string, Download> _files = new(StringComparer.Ordinal);

    /// <summary>Keeps a file and gives the path of its link.</summary>
    public string Add(string name, string contentType, byte[] content)
    {
        var now = clock.GetCurrentInstant();
        foreach (var (old, file) in _files)
        {
            if (file.Until <= now || _files.Count >= MostKept)
            {
                _files.TryRemove(old, out _);
            }
        }

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _files[token] = new Download(name, contentType, content, now + Lifetime);
        return $"{Route}/{token}";
    }

    /// <summary>The file of a link; null when the link has ended or never was.</summary>
    public Download? Find(string token) =>
        _files.TryGetValue(token, out var file) && file.Until > clock.GetCurrentInstant() ? file : null;
}

/// <summary>A file to be fetched.</summary>
internal sealed record Download(string Name, string ContentType, byte[] Content, Instant Until);

/// <summary>Serves downloads.</summary>
internal static class DownloadEndpoint
{
    public static void MapDownloads(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Downloads.Route + "/{token}", (string token, Downloads downloads, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return downloads.Find(token) is { } file
                ? Results.File(file.Content, file.ContentType, file.Name)
                : Results.Text("This link has ended. Ask the bot for the file again.", statusCode: StatusCodes.Status404NotFound);
        });
}
