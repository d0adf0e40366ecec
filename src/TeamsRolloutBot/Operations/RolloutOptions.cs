using Microsoft.Extensions.Options;
using TeamsRolloutBot.Domain;

namespace TeamsRolloutBot.Operations;

/// <summary>The section <c>Rollouts</c> of the configuration.</summary>
internal sealed class RolloutOptions
{
    public const string Section = "Rollouts";

    /// <summary>Who may start rollouts: Entra object ids or e-mail addresses. Empty: everybody who can talk to the bot.</summary>
    public IList<string> Managers { get; } = [];

    /// <summary>Who may export and erase anybody's data in the whole tenant: Entra object ids or e-mail addresses. Empty: nobody.</summary>
    public IList<string> Administrators { get; } = [];

    /// <summary>How many days after closing a rollout is removed with everything in it; 1 to 3,650. Null: never.</summary>
    public int? RetentionDays { get; set; }
}

/// <summary>Stops the start with the name of the setting that is wrong.</summary>
internal sealed class RolloutOptionsValidator : IValidateOptions<RolloutOptions>
{
    public ValidateOptionsResult Validate(string? name, RolloutOptions options)
    {
        List<string> failures = [];
        if (options.RetentionDays is < 1 or > 3650)
        {
            failures.Add("Rollouts:RetentionDays must be 1 to 3650; leave it out to keep closed rollouts.");
        }

        Check("Managers", options.Managers);
        Check("Administrators", options.Administrators);

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;

        void Check(string setting, IList<string> entries)
        {
            if (entries.Any(entry => !EmailAddress.IsValid(entry) && !Guid.TryParse(entry, out _)))
            {
                failures.Add($"Rollouts:{setting} holds “{entries.First(entry => !EmailAddress.IsValid(entry) && !Guid.TryParse(entry, out _))}”, which is neither an Entra object id nor an e-mail address.");
            }
        }
    }
}
