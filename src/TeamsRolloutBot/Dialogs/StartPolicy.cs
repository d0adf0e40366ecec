using Microsoft.Extensions.Options;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.State;

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
            ManagerTexts.GuestsAndPeopleOfOtherOrganisations)
        : environment.IsDevelopment() && options.Value.Managers.Count == 0 ? null
        : !IsNamed(caller) ? new Refusal(
              ManagerTexts.YourOrganisationLetsOnlyNamedPeople)
        : caller.Standing == Standing.Unknown
              && !environment.IsDevelopment() ? new Refusal(
                  ManagerTexts.TeamsDoesNotTellMeAt)
        : null;

    private bool IsNamed(Caller caller) =>
        options.Value.Managers.Contains(RolloutOptions.Everybody)
        || named.Contains(caller.Person.Id)
        || (
            environment.IsDevelopment()
                && options.Value.Managers.Any(entry => EmailAddress.IsValid(entry) && caller.Ids.Contains(PersonId.FromEmail(entry))));
}
