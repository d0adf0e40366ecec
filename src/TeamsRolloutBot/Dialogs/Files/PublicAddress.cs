using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Files;

/// <summary>Fails startup if the public address cannot be the start of a link.</summary>
internal sealed class PublicAddressValidator : IValidateOptions<PublicAddress>
{
    public ValidateOptionsResult Validate(string? name, PublicAddress options) =>
        string.IsNullOrEmpty(options.PublicUrl)
            || (SafeLink.TryCreate(options.PublicUrl, out var link) && !link.Url.AsSpan().ContainsAny('?', '#'))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                  "Bot:PublicUrl must be a URL such as https://rollout.contoso.com: https or http, without a user name, a query "
                      + "or a fragment.");
}

/// <summary>The bot's address for browsers; part of the <c>Bot</c> configuration section.</summary>
internal sealed class PublicAddress
{
    /// <summary>
    /// For example <c>https://rollout.contoso.com</c>; empty to use the address the bot listens on.
    /// </summary>
    [AllowNull]
    public string PublicUrl { get; set => field = value ?? string.Empty; } = string.Empty;
}
