using Microsoft.Extensions.Options;
using TeamsRolloutBot.Microsoft365;

namespace TeamsRolloutBot.Identity;

/// <summary>The section <c>Mail</c> of the configuration.</summary>
internal sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>
    /// Domains outside the directory that e-mails and invitations may go to, such as
    /// <c>partner.example.com</c>; a domain stands for itself alone. Empty: only to people of the
    /// directory.
    /// </summary>
    public IList<string> AllowedDomains { get; } = [];
}

/// <summary>Stops the start with the name of the setting that is wrong.</summary>
internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options) =>
        options.AllowedDomains.FirstOrDefault(domain => !EmailAddress.IsValid($"name@{domain}")) is { } wrong
            ? ValidateOptionsResult.Fail($"Mail:AllowedDomains holds “{wrong}”, which is no domain such as partner.example.com.")
            : ValidateOptionsResult.Success;
}

/// <summary>
/// Who may be written to in the company's name: people of its directory, and domains on a list.
/// Anybody can type any address into a rollout.
/// </summary>
internal sealed class OutgoingMailPolicy(IPeople people, GraphLevels levels, IOptions<MailOptions> options)
{
    /// <summary>Those of some addresses that may be written to.</summary>
    /// <exception cref="GraphException">The directory does not say for the moment.</exception>
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
