using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Reports;

/// <summary>
/// Files made for one person, fetched by a link that nobody can guess (128 random bits) and that ends after <see cref="Minutes"/> minutes. Kept in the store, so that any instance
/// serves a link and it survives a restart; removed by the housekeeping. The store knows a file by the hash of its token: who reads keys has no link.
/// </summary>
internal sealed class Downloads(FileRepository files, IClock clock)
{
    public const string Route = "/download";

    /// <summary>For how long a link works.</summary>
    public const int Minutes = 15;
    private const int TokenBytes = 16;
    private static readonly Duration Lifetime = Duration.FromMinutes(Minutes);
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create("0123456789abcdef");

    /// <summary>Keeps a file and gives the path of its link.</summary>
    /// <exception cref="StorageLimitException">The file is too long to be kept.</exception>
    public async Task<string> AddAsync(string name, string contentType, ReadOnlyMemory<byte> content, CancellationToken ct = default)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        await files.AddAsync(IdOf(token), name, contentType, content, clock.GetCurrentInstant() + Lifetime, ct);
        return $"{Route}/{token}";
    }

    /// <summary>The file of a link; null when the link has ended or never was.</summary>
    public async Task<StoredFile?> FindAsync(string token, CancellationToken ct = default) =>
        token.Length == 2 * TokenBytes && !token.AsSpan().ContainsAnyExcept(TokenCharacters)
        && await files.FindAsync(IdOf(token), ct) is { } file && file.Until > clock.GetCurrentInstant()
            ? file
            : null;

    /// <summary>Begins to read a file that was found, which shows whether it can be read, and gives what writes all of it to a stream.</summary>
    /// <exception cref="StorageException">It can't be read.</exception>
    public Task<Func<Stream, Task>> OpenAsync(StoredFile file, CancellationToken ct = default) => files.OpenAsync(file, ct);

    /// <summary>What the store knows the file of a token by.</summary>
    internal static string IdOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
}

/// <summary>Serves downloads.</summary>
internal static class DownloadEndpoint
{
    public static void MapDownloads(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(Downloads.Route + "/{token}", ServeAsync);

    private static async Task<IResult> ServeAsync(string token, Downloads downloads, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            if (await downloads.FindAsync(token, context.RequestAborted) is not { } file)
            {
                return Results.Text("This link has ended. Ask the bot for the file again.", statusCode: StatusCodes.Status404NotFound);
            }

            // A fault after the first part cuts the answer off: its length says that something is missing.
            var write = await downloads.OpenAsync(file, context.RequestAborted);
            context.Response.ContentLength = file.Length;
            return Results.Stream(write, file.ContentType, file.Name);
        }
        catch (StorageException)
        {
            return Results.Text("The file can’t be read right now. Try the link again in a minute.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
