using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Files made for one person, kept for minutes under an unguessable token (128 random bits). They
/// are in the store, so every instance has them and they survive a restart; housekeeping removes
/// them. The store key is the token's hash, so reading keys gives no access.
/// </summary>
internal sealed class Downloads(FileRepository files, AuditRepository audit, IClock clock)
{
    public const string Route = "/download";

    /// <summary>How long a link works.</summary>
    public const int LinkMinutes = 5;

    /// <summary>How long a file offered in Teams can be accepted.</summary>
    public const int OfferedMinutes = 15;

    private const int TokenBytes = 16;
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create("0123456789abcdef");

    /// <summary>Stores a file and returns its token.</summary>
    /// <exception cref="FileLimitException">The file is too long, or too many files are kept
    /// already.</exception>
    public async Task<string> AddAsync(
        FileOwner owner, string name, string contentType, ReadOnlyMemory<byte> content, int minutes, int megabytesOfTenant,
        CancellationToken ct =
            default)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        await files.AddAsync(
            IdOf(token), owner, name, contentType, content, clock.GetCurrentInstant() + Duration.FromMinutes(minutes), megabytesOfTenant,
            ct);
        return token;
    }

    /// <summary>The file for a token; null if it expired, was taken or never existed.</summary>
    public async Task<StoredFile?> FindAsync(string token, CancellationToken ct = default) =>
        await FindAnyAsync(token, ct) is { IsTaken: false } file ? file : null;

    /// <summary>A person's own file, taken or not; null if there is none.</summary>
    public async Task<StoredFile?> FindOwnAsync(string token, string tenantId, PersonId person, CancellationToken ct = default) =>
        await FindAnyAsync(token, ct) is { Owner: { } owner } file && owner.TenantId == tenantId && owner.Person == person ? file : null;

    /// <summary>Takes the file of a link; possible only once.</summary>
    public async Task<StoredFile?> TakeAsync(string token, CancellationToken ct = default) =>
        await FindAsync(token, ct) is { } file && await files.MarkAsync(file.Id, isTaken: true, ct) ? file : null;

    /// <summary>Takes a person's own file.</summary>
    public async Task<StoredFile?> TakeAsync(string token, string tenantId, PersonId person, CancellationToken ct = default) =>
        await FindOwnAsync(token, tenantId, person, ct) is { IsTaken: false } file && await files.MarkAsync(file.Id, isTaken: true, ct)
            ? file
            : null;

    /// <summary>Makes a taken file available again.</summary>
    public Task GiveBackAsync(StoredFile file, CancellationToken ct = default) => files.MarkAsync(file.Id, isTaken: false, ct);

    public Task RemoveAsync(StoredFile file, CancellationToken ct = default) => files.RemoveAsync(file, ct);

    /// <summary>Records in the history that a file with other people's data was fetched.</summary>
    public async Task RecordAsync(StoredFile file, CancellationToken ct = default)
    {
        if (file.Owner is not { RecordedAs: { } what } owner)
        {
            return;
        }

        var entry = AuditEntry.Of(
            AuditAction.Downloaded, owner.Person, clock.GetCurrentInstant()) with
        { Subjects = [.. owner.Subjects.Take(1)], Detail = what };
        await (owner.Rollout is { } rollout ? audit.AddAsync(rollout, entry, ct) : audit.AddAsync(owner.TenantId, entry, ct));
    }

    private async Task<StoredFile?> FindAnyAsync(string token, CancellationToken ct) =>
        token.Length == 2 * TokenBytes && !token.AsSpan().ContainsAnyExcept(TokenCharacters)
        && await files.FindAsync(IdOf(token), ct) is { } file && file.Until > clock.GetCurrentInstant()
            ? file
            : null;

    /// <summary>
    /// Opens a file, which shows whether it is readable, and returns a delegate that writes it to a
    /// stream.
    /// </summary>
    /// <exception cref="StorageException">The file cannot be read.</exception>
    public Task<Func<Stream, Task>> OpenAsync(StoredFile file, CancellationToken ct = default) => files.OpenAsync(file, ct);

    /// <summary>The store's key for a token.</summary>
    internal static string IdOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
}

/// <summary>Serves downloads.</summary>
internal static class DownloadEndpoint
{
    public static void MapDownloads(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(Downloads.Route + "/{token}", ServeAsync);

    // Gives the file back if it cannot be read, or its download cannot be recorded.
    private static async Task<Func<Stream, Task>> OpenAsync(Downloads downloads, StoredFile file, CancellationToken ct)
    {
        try
        {
            var write = await downloads.OpenAsync(file, ct);
            await downloads.RecordAsync(file, ct);
            return write;
        }
        catch (StorageException)
        {
            await downloads.GiveBackAsync(file, CancellationToken.None);
            throw;
        }
    }

    private static async Task<IResult> ServeAsync(string token, Downloads downloads, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            if (await downloads.TakeAsync(token, context.RequestAborted) is not { } file)
            {
                return Say(context, () => CommonTexts.ThisLinkHasEndedOrWasUsed, StatusCodes.Status404NotFound);
            }

            // A failure in mid-stream truncates the response; the content length reveals that.
            var write = await OpenAsync(downloads, file, context.RequestAborted);
            context.Response.ContentLength = file.Length;
            return Results.Stream(write, file.ContentType, file.Name);
        }
        catch (StorageException)
        {
            return Say(context, () => CommonTexts.TheFileCantBeReadRightNow, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult Say(HttpContext context, Func<string> text, int status) =>
        Results.Text(RequestLanguage.Of(context.Request).Write(text), statusCode: status);
}
