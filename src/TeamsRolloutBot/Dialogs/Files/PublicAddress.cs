using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Files;

/// <summary>Stops the start over an address that no link can begin with.</summary>
internal sealed class PublicAddressValidator : IValidateOptions<PublicAddress>
{
    public ValidateOptionsResult Validate(string? name, PublicAddress options) =>
        string.IsNullOrEmpty(options.PublicUrl)
            || (SafeLink.TryCreate(options.PublicUrl, out var link) && !link.Url.AsSpan().ContainsAny('?', '#'))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                  "Bot:PublicUrl must be an address such as https://rollout.contoso.com: https or http, without a user name, a query "
                      + "or a fragment.");
}

/// <summary>Where the bot is reached from a browser; part of the section <c>Bot</c>.</summary>
internal sealed class PublicAddress
{
    /// <summary>
    /// Such as <c>https://rollout.contoso.com</c>; empty: the address the bot listens at.
    /// </summary>
    [AllowNull]
    public string PublicUrl { get; set => field = value ?? string.Empty; } = string.Empty;
}
