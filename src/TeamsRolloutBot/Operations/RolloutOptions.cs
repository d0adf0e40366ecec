using Microsoft.Extensions.Options;
using TeamsRolloutBot.Microsoft365;

namespace TeamsRolloutBot.Operations;

/// <summary>The configuration section <c>Rollouts</c>.</summary>
internal sealed class RolloutOptions
{
    public const string Section = "Rollouts";

    /// <summary>The entry of <see cref="Managers"/> for every employee of the tenant.</summary>
    public const string Everybody = "*";

    /// <summary>
    /// Who may start and extend rollouts: Entra object ids; with Microsoft Graph also e-mail
    /// addresses, looked up once at startup; or <c>*</c> for every employee, if the bot does not
    /// use Graph. Never guests. May be empty only in Development: everybody.
    /// </summary>
    public IList<string> Managers { get; } = [];

    /// <summary>
    /// Who may export and erase anybody's data in the tenant, and pause and close any rollout in
    /// it: Entra object ids. Empty: nobody.
    /// </summary>
    public IList<string> Administrators { get; } = [];

    /// <summary>
    /// Number of days after closing when a rollout is removed with everything in it; 1 to 3,650.
    /// Null: never.
    /// </summary>
    public int? RetentionDays { get; set; }
}

/// <summary>Fails the start with the name of the invalid setting.</summary>
internal sealed class RolloutOptionsValidator(IHostEnvironment environment, IOptions<GraphOptions> graph) : IValidateOptions<RolloutOptions>
{
    public ValidateOptionsResult Validate(string? name, RolloutOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count > 0 ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }

    private IEnumerable<string> Problems(RolloutOptions options)
    {
        if (options.RetentionDays is < 1 or > 3650)
        {
            yield return "Rollouts:RetentionDays must be 1 to 3650; leave it out to keep closed rollouts.";
        }

        if (options.Administrators.FirstOrDefault(entry => !Guid.TryParse(entry, out _)) is { } administrator)
        {
            yield return $"Rollouts:Administrators contains “{administrator}”, which is not an Entra object id. "
                + "An e-mail address does not prove who somebody is.";
        }

        if (
            options.Managers.FirstOrDefault(
                entry => entry != RolloutOptions.Everybody && !EmailAddress.IsValid(entry) && !Guid.TryParse(entry, out _)) is { } manager)
        {
            yield return $"Rollouts:Managers contains “{manager}”, which is neither an Entra object id, nor an e-mail address, nor “*”.";
        }

        if (!environment.IsDevelopment())
        {
            foreach (var problem in ProblemsOutsideDevelopment(options))
            {
                yield return problem;
            }
        }
    }

    // Graph's own validator reports its invalid settings, which must not hide errors here.
    private bool IsGraphOn
    {
        get
        {
            try
            {
                return graph.Value.IsOn;
            }
            catch (OptionsValidationException)
            {
                return true;
            }
        }
    }

    private IEnumerable<string> ProblemsOutsideDevelopment(RolloutOptions options)
    {
        if (options.Managers.Count == 0)
        {
            yield return "Rollouts:Managers is empty. List who may start rollouts, by Entra object id; “*” lets every employee.";
        }

        if (IsGraphOn && options.Managers.Contains(RolloutOptions.Everybody))
        {
            yield return "Rollouts:Managers is “*”, which is not allowed with Microsoft Graph (Graph:SignIn): "
                + "e-mails and calendar entries go out in the company's name. List who may start rollouts.";
        }

        if (!IsGraphOn && options.Managers.FirstOrDefault(EmailAddress.IsValid) is { } address)
        {
            yield return $"Rollouts:Managers contains the address “{address}”, and without Microsoft Graph (Graph:SignIn) "
                + "there is no directory to look it up in. Use the Entra object id.";
        }
    }
}
