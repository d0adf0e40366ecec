using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Files;

/// <summary>
/// Hands files to people: Teams asks whether to save one, and the bot uploads it to the person's
/// OneDrive (<see cref="FileConsents"/>). Where Teams does not support that, a one-time link is
/// used.
/// </summary>
internal sealed class FileHandOver(
    Downloads downloads,
    AuditRepository audit,
    IOptions<FileOptions> options,
    IOptions<BotOptions> bot,
    IOptions<PublicAddress> publicAddress,
    IHostEnvironment environment,
    IServer server,
    IClock clock)
{
    /// <summary>
    /// Source: "Send and receive files through bots", learn.microsoft.com: unavailable in GCC High,
    /// DoD and 21Vianet.
    /// </summary>
    private bool IsByLink =>
        environment.IsDevelopment()
            || options.Value.Way == FileWay.Link
            || bot.Value.Cloud is BotCloud.GccHigh or BotCloud.DoD or BotCloud.China;

    /// <summary>
    /// Keeps a file for the turn's person and, unless it has a link, offers it below the answer.
    /// </summary>
    /// <exception cref="State.FileLimitException">The file is too long, or too many files are kept
    /// already.</exception>
    public Task<HandedFile> GiveAsync(Turn turn, GivenFile file, CancellationToken ct) => GiveAsync(turn.Caller, turn.Offered, file, ct);

    /// <inheritdoc cref="GiveAsync(Turn, GivenFile, CancellationToken)"/>
    /// <param name="caller">The owner of the file.</param>
    /// <param name="offered">The attachments sent below the answer.</param>
    /// <param name="file">The file.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<HandedFile> GiveAsync(Caller caller, ICollection<Attachment> offered, GivenFile file, CancellationToken ct)
    {
        if (file is { RecordedAs: { } what, IsCompanion: false })
        {
            // Recorded before the hand-over, so that the history is complete.
            var entry = AuditEntry.Of(
                AuditAction.Exported, caller.Person.Id,
                clock.GetCurrentInstant()) with
            { Subjects = [.. file.Subjects.Take(1)], Detail = what };
            await (file.Rollout is { } rollout ? audit.AddAsync(rollout, entry, ct) : audit.AddAsync(caller.TenantId, entry, ct));
        }

        var owner = new FileOwner(caller.TenantId, caller.Person.Id)
        {
            Rollout = file.Rollout,
            Subjects = file.Subjects,
            RecordedAs = file.RecordedAs
        };
        var token = await downloads.AddAsync(
            owner, file.Name, file.ContentType, file.Content, IsByLink ? Downloads.LinkMinutes : Downloads.OfferedMinutes,
            options.Value.MegabytesPerTenant, ct);
        if (IsByLink)
        {
            return new HandedFile(token, LinkOf(token));
        }

        offered.Add(OfferOf(file.Name, file.Content.Length, token));
        return new HandedFile(token, null);
    }

    /// <summary>Finds a file handed over before, if it is still available.</summary>
    public async Task<HandedFile?> FindAsync(string token, CancellationToken ct) =>
        await downloads.FindAsync(token, ct) is null ? null : new HandedFile(token, IsByLink ? LinkOf(token) : null);

    /// <summary>The card with which Teams asks whether to save a file.</summary>
    public static Attachment OfferOf(string name, long length, string token) => new()
    {
        ContentType = FileConsentCard.ContentType,
        Name = name,
        Content = new FileConsentCard
        {
            Description = ManagerTexts.TheFileYouAskedFor,
            SizeInBytes = length,
            AcceptContext = new { file = token },
            DeclineContext = new { file = token },
        },
    };

    /// <summary>The file name prefix for a rollout.</summary>
    public static string StemOf(StoredRollout rollout) => StemOf(rollout.Definition.Name);

    /// <summary>Turns a name into part of a file name.</summary>
    public static string StemOf(string name)
    {
        var stem = new string([.. name.Select(c => char.IsLetterOrDigit(c) ? c : '-')]).Trim('-');
        return stem.Length == 0 ? "rollout" : stem;
    }

    private SafeLink LinkOf(string token)
    {
        var address = publicAddress.Value.PublicUrl is { Length: > 0 } configured
            ? configured
            : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1:3978";
        return SafeLink.Create($"{address.TrimEnd('/')}{Downloads.Route}/{token}");
    }
}
