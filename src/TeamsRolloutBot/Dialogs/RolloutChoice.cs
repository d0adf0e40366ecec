using System.Text.Json.Nodes;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Finds the rollout a person means: the card's, the one they name, or their only one. Otherwise
/// asks back.
/// </summary>
internal sealed class RolloutChoice(AccessControl access)
{
    /// <param name="turn">The turn; a card's rollout takes precedence.</param>
    /// <param name="name">The typed name; may be empty.</param>
    /// <param name="verb">The verb to continue with if the person has to choose.</param>
    /// <param name="suits">Which rollouts are eligible.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="isForAdministrators">Makes all rollouts of the tenant eligible for
    /// administrators.</param>
    /// <param name="carried">What the buttons carry along if the person has to choose.</param>
    public async Task<(Access? Access, Reply? Reply)> FindAsync(
        Turn turn, string name, string verb, Func<Access, bool> suits, CancellationToken ct, bool isForAdministrators = false,
        JsonObject? carried = null)
    {
        if (ActionTarget.IsIn(turn.Action))
        {
            return await access.ForAsync(turn, ct, isForAdministrators) is { } chosen && suits(chosen)
                ? (chosen, null)
                : (
                      null,
                      Reply.With(
                          MessageCard.Refusal(
                              MemberTexts.YouCantDoThatHere,
                              MemberTexts.TheRolloutIsClosedOrGone)));
        }

        var all = (await access.AllAsync(turn.Caller, ct, isForAdministrators)).Where(suits).ToList();
        if (name.Length > 0)
        {
            all = Named(all, name);
            if (all.Count == 0)
            {
                return (
                    null,
                    Reply.With(
                        MessageCard.Information(
                            MemberTexts.NoSuchRollout,
                            MemberTexts.YouHaveNoRolloutCalledFor.With(Wording.Shorten(name, 80)))));
            }
        }

        // Without a name, an open rollout is meant; closed ones are found by name and under
        // “rollouts”.
        all = name.Length == 0 && all.FindAll(mine => mine.Rollout.Rollout.State != RolloutState.Closed) is { Count: > 0 } open
            ? open
            : all;
        return all.Count switch
        {
            0 =>
                (
                    null,
                    Reply.With(
                        MessageCard.Information(
                            MemberTexts.NothingToShowYet,
                            MemberTexts.YouHaveNoLaunchedRolloutFor))),
            1 => (all[0], null),
            _ => (
                null,
                Reply.With(
                    RolloutsCard.Draw(
                        [.. all.Select(a => (a.Rollout.Id, a.Rollout.Definition.Name, StateText(a.Rollout.Rollout.State)))], verb,
                        carried))),
        };
    }

    private static List<Access> Named(List<Access> all, string name)
    {
        // An exact name wins: “Mountain region” does not also match “Copy of Mountain region”.
        if (all.FindAll(a => TypedText.Same(a.Rollout.Definition.Name, name)) is [var exact])
        {
            return [exact];
        }

        if (all.FindAll(a => TypedText.Contains(a.Rollout.Definition.Name, name)) is { Count: > 0 } named)
        {
            return named;
        }

        // “status HQ” means the rollout with that cohort.
        return all.FindAll(a => a.Rollout.Definition.Cohorts.Any(cohort => TypedText.Same(cohort.Name, name))) is { Count: > 0 } whole
            ? whole
            : all.FindAll(a => a.Rollout.Definition.Cohorts.Any(cohort => TypedText.Contains(cohort.Name, name)));
    }

    public static string StateText(RolloutState state) => state switch
    {
        RolloutState.Draft => ManagerTexts.StateDraft,
        RolloutState.Running => ManagerTexts.StateRunning,
        RolloutState.Paused => ManagerTexts.StatePaused,
        _ => ManagerTexts.StateClosed,
    };
}
