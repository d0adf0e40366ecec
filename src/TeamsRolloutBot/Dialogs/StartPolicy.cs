using Microsoft.Extensions.Options;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Decides who may start rollouts and widen whom they contact, and who administers personal data.
/// </summary>
internal sealed class StartPolicy(IOptions<RolloutOptions> options, NamedManagers named, IHostEnvironment environment)
{
    /// <summary>
    /// Checked on every action that widens whom a rollout contacts: start, launch, add people or a
    /// cohort, duplicate, import.
    /// </summary>
    public bool MayStart(Caller caller) => Refuse(caller) is null;

    /// <summary>
    /// Whether the caller administers personal data and may stop any rollout of the tenant.
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
