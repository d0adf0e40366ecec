using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Reports;
using TeamsRolloutBot.Storage.Repositories;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Links to files made for one person.</summary>
internal sealed class FileLinks(Downloads downloads, IServer server, IOptions<PublicAddress> publicAddress)
{
    /// <summary>What is said wherever a link is handed out.</summary>
    public static readonly string Ends = $"The link ends after {Downloads.Minutes} minutes.";

    /// <summary>Keeps a file and gives its link, which ends after <see cref="Downloads.Minutes"/> minutes.</summary>
    public async Task<SafeLink> AddAsync(string name, string contentType, ReadOnlyMemory<byte> content, CancellationToken ct) =>
        At(await downloads.AddAsync(name, contentType, content, ct));

    /// <summary>The link of a file that was kept before; null when it has ended.</summary>
    public async Task<SafeLink?> FindAsync(string token, CancellationToken ct) =>
        await downloads.FindAsync(token, ct) is null ? null : At($"{Downloads.Route}/{token}");

    /// <summary>What identifies the file of a link.</summary>
    public static string TokenOf(SafeLink link) => link.Url[(link.Url.LastIndexOf('/') + 1)..];

    private SafeLink At(string path)
    {
        var address = publicAddress.Value.PublicUrl is { Length: > 0 } configured
            ? configured
            : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1:3978";
        return SafeLink.Create(address.TrimEnd('/') + path);
    }

    /// <summary>The beginning of a file's name for a rollout.</summary>
    public static string StemOf(StoredRollout rollout)
    {
        var name = new string([.. rollout.Definition.Name.Select(c => char.IsLetterOrDigit(c) ? c : '-')]).Trim('-');
        return name.Length == 0 ? "rollout" : name;
    }
}

/// <summary>Stops the start over an address that no link can begin with.</summary>
internal sealed class PublicAddressValidator : IValidateOptions<PublicAddress>
{
    public ValidateOptionsResult Validate(string? name, PublicAddress options) =>
        string.IsNullOrEmpty(options.PublicUrl) || (SafeLink.TryCreate(options.PublicUrl, out var link) && !link.Url.AsSpan().ContainsAny('?', '#'))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Bot:PublicUrl must be an address such as https://rollout.contoso.com: https or http, without a user name, a query or a fragment.");
}

/// <summary>Where the bot is reached from a browser; part of the section <c>Bot</c>.</summary>
internal sealed class PublicAddress
{
    /// <summary>Such as <c>https://rollout.contoso.com</c>; empty: the address the bot listens at.</summary>
    [AllowNull]
    public string PublicUrl { get; set => field = value ?? string.Empty; } = string.Empty;
}
