using Microsoft.Extensions.Options;
using TeamsRolloutBot.Microsoft365;

namespace TeamsRolloutBot.Identity;

/// <summary>The configuration section <c>Mail</c>.</summary>
internal sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>
    /// Domains outside the directory to which e-mails and invitations may go, such as
    /// <c>partner.example.com</c>; subdomains are not included. Empty: only people in the
    /// directory.
    /// </summary>
    public IList<string> AllowedDomains { get; } = [];
}

/// <summary>Fails the start with the name of the invalid setting.</summary>
internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options) =>
        options.AllowedDomains.FirstOrDefault(domain => !EmailAddress.IsValid($"name@{domain}")) is { } wrong
            ? ValidateOptionsResult.Fail($"Mail:AllowedDomains contains “{wrong}”, which is not a domain such as partner.example.com.")
            : ValidateOptionsResult.Success;
}

/// <summary>
/// Who may be written to in the company's name: people in its directory, and allowed domains.
/// Needed because anybody can type any address into a rollout.
/// </summary>
internal sealed class OutgoingMailPolicy(IPeople people, GraphLevels levels, IOptions<MailOptions> options)
{
    /// <summary>The subset of the addresses that may be written to.</summary>
    /// <exception cref="GraphException">The directory is unavailable at the moment.</exception>
    public async Task<IReadOnlySet<string>> AllowedAsync(IReadOnlyCollection<string> addresses, CancellationToken ct)
    {
        var allowed = addresses.Where(IsListed).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var others = addresses.Where(address => !allowed.Contains(address)).ToList();
        if (others.Count > 0 && levels.IsOpen(GraphFeature.People))
        {
            allowed.UnionWith((await people.FindAllAsync(others, ct)).Keys);
        }

        return allowed;
    }

    private bool IsListed(string address) =>
        options.Value.AllowedDomains.Contains(address[(address.LastIndexOf('@') + 1)..], StringComparer.OrdinalIgnoreCase);
}
