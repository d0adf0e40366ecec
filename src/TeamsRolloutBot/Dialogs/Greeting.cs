using AdaptiveCards;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>The one-time welcome, help, and the reply to unknown commands.</summary>
internal sealed class Greeting(AccessControl access, UserRepository users, StartPolicy policy)
{
    /// <summary>
    /// The welcome card if this activity installs the bot and the person was not greeted before;
    /// else null.
    /// </summary>
    public async Task<AdaptiveCard?> GreetOnceAsync(Activity activity, Caller caller, CancellationToken ct)
    {
        var isAdded = activity.Type == ActivityTypes.InstallationUpdate
            ? activity.Action is InstallationActions.Add or InstallationActions.AddUpgrade
            : activity.MembersAdded is { Count: > 0 };

        // An installation sends two activities at once; only one may greet.
        return isAdded && await users.TryGreetAsync(caller.TenantId, caller.Person.Id, ct) ? await WelcomeAsync(caller, ct) : null;
    }

    /// <summary>The welcome for teams and group chats, the same for everybody.</summary>
    public static AdaptiveCard ForAll => WelcomeCard.Draw(new WelcomeModel(IsPersonalChat: false, MayStart: false, null, null));

    public async Task<AdaptiveCard> WelcomeAsync(Caller caller, CancellationToken ct)
    {
        if (!caller.IsPersonalChat)
        {
            return ForAll;
        }

        var all = await access.AllAsync(caller, ct);
        var draft = all.FirstOrDefault(a => a.IsOwner && a.Rollout.Rollout.State == RolloutState.Draft);
        return WelcomeCard.Draw(
            new WelcomeModel(IsPersonalChat: true, policy.MayStart(caller), draft?.Rollout.Id, draft?.Rollout.Definition.Name));
    }

    public async Task<Reply> NotUnderstoodAsync(Turn turn, CancellationToken ct)
    {
        var all = await access.AllAsync(turn.Caller, ct);
        return Reply.With(NotUnderstoodCard.Draw(new NotUnderstoodModel(
            turn.Text,
            policy.MayStart(turn.Caller),
            all.Any(a => a.MaySee && a.Rollout.Rollout.IsLaunched),
            all.Any(a => a.Cohorts.Count > 0))));
    }
}
