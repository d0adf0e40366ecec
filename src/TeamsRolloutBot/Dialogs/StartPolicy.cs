using Microsoft.Extensions.Options;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Decides who may start rollouts and widen who they contact, and who looks after people's data.
/// </summary>
internal sealed class StartPolicy(IOptions<RolloutOptions> options, NamedManagers named, IHostEnvironment environment)
{
    /// <summary>
    /// Asked at every act that widens who is contacted: starting, launching, adding people or a
    /// cohort, duplicating, importing.
    /// </summary>
    public bool MayStart(Caller caller) => Refuse(caller) is null;

    /// <summary>
    /// Whether the caller looks after everybody's data, and may stop any rollout of the tenant.
    /// </summary>
    public bool IsAdministrator(Caller caller) =>
        options.Value.Administrators.Any(administrator => EntraId.Canonical(administrator.Trim()) == caller.Person.Id.Value);

    public Refusal? Refuse(Caller caller) =>
        caller.Standing is Standing.Guest or Standing.Foreign ? new Refusal(
            "Guests and people of other organisations can’t start rollouts or add people to them. Ask a colleague inside the organisation.")
        : environment.IsDevelopment() && options.Value.Managers.Count == 0 ? null
        : !IsNamed(caller) ? new Refusal(
              "Your organisation lets only named people start rollouts and add people to them. Ask your IT administrator to add you "
                  + "(setting Rollouts:Managers).")
        : caller.Standing == Standing.Unknown
              && !environment.IsDevelopment() ? new Refusal(
                  "Teams does not tell me at the moment whether you belong to the organisation. Try again in five minutes.")
        : null;

    private bool IsNamed(Caller caller) =>
        options.Value.Managers.Contains(RolloutOptions.Everybody)
        || named.Contains(caller.Person.Id)
        || (
            environment.IsDevelopment()
                && options.Value.Managers.Any(entry => EmailAddress.IsValid(entry) && caller.Ids.Contains(PersonId.FromEmail(entry))));
}
