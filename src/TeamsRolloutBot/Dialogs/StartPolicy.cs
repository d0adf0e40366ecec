using Microsoft.Extensions.Options;
using TeamsRolloutBot.Domain;

namespace TeamsRolloutBot.Dialogs;

/// <summary>The section <c>Rollouts</c> of the configuration.</summary>
internal sealed class RolloutOptions
{
    public const string Section = "Rollouts";

    /// <summary>Who may start rollouts: Entra object ids or e-mail addresses. Empty: everybody who can talk to the bot.</summary>
    public IList<string> Managers { get; } = [];
}

/// <summary>Decides who may start rollouts.</summary>
internal sealed class StartPolicy(IOptions<RolloutOptions> options)
{
    public bool MayStart(Caller caller) =>
        options.Value.Managers.Count == 0
        || options.Value.Managers.Any(manager =>
            caller.Ids.Any(id => string.Equals(id.Value, manager.Trim(), StringComparison.OrdinalIgnoreCase))
            || string.Equals(caller.Person.Email, EmailAddress.Normalise(manager), StringComparison.Ordinal));

    public Refusal? Refuse(Caller caller) =>
        MayStart(caller) ? null : new Refusal("Your organisation lets only named people start rollouts. Ask your IT administrator to add you (setting Rollouts:Managers).");
}
