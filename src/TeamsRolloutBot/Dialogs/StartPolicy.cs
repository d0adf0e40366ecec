using Microsoft.Extensions.Options;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Decides who may start rollouts, and who looks after people's data.</summary>
internal sealed class StartPolicy(IOptions<RolloutOptions> options)
{
    public bool MayStart(Caller caller) =>
        options.Value.Managers.Count == 0 || options.Value.Managers.Any(manager => Names(manager, caller));

    /// <summary>Whether the caller looks after everybody's data.</summary>
    public bool IsAdministrator(Caller caller) => options.Value.Administrators.Any(administrator => Names(administrator, caller));

    public Refusal? Refuse(Caller caller) =>
        MayStart(caller) ? null : new Refusal("Your organisation lets only named people start rollouts. Ask your IT administrator to add you (setting Rollouts:Managers).");

    private static bool Names(string setting, Caller caller) =>
        caller.Ids.Any(id => string.Equals(id.Value, EntraId.Canonical(setting.Trim()), StringComparison.OrdinalIgnoreCase) || id.Email == EmailAddress.Normalise(setting));
}
