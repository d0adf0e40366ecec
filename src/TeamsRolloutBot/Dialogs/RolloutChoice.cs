using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Finds the rollout somebody means: the one on the card, the one they name, the only one they
/// have; else they are asked.
/// </summary>
internal sealed class RolloutChoice(AccessControl access)
{
    /// <param name="turn">The turn; a card's rollout counts first.</param>
    /// <param name="name">A name that was typed; may be empty.</param>
    /// <param name="verb">The verb to go on with when the person has to choose.</param>
    /// <param name="suits">Which rollouts can be meant.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="isForAdministrators">An administrator can mean any rollout of the
    /// tenant.</param>
    public async Task<(Access? Access, Reply? Reply)> FindAsync(
        Turn turn, string name, string verb, Func<Access, bool> suits, CancellationToken ct, bool isForAdministrators = false)
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
            var named = all.Where(a => TypedText.Contains(a.Rollout.Definition.Name, name)).ToList();
            if (named.Count == 0)
            {
                // “status HQ”: the rollout with that cohort.
                named = [.. all.Where(a => a.Rollout.Definition.Cohorts.Any(cohort => TypedText.Same(cohort.Name, name)))];
                named = named.Count > 0
                    ? named
                    : [.. all.Where(a => a.Rollout.Definition.Cohorts.Any(cohort => TypedText.Contains(cohort.Name, name)))];
            }

            if (named.Count == 0)
            {
                return (
                    null,
                    Reply.With(
                        MessageCard.Information(
                            MemberTexts.NoSuchRollout,
                            MemberTexts.YouHaveNoRolloutCalledFor.With(Wording.Shorten(name, 80)))));
            }

            // “Mountain region” means that one, and not “Copy of Mountain region” too.
            all = named.Where(a => TypedText.Same(a.Rollout.Definition.Name, name)).ToList() is [var exact] ? [exact] : named;
        }

        // Who does not name one means one that runs; closed ones are found by name, and under
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
                        [.. all.Select(a => (a.Rollout.Id, a.Rollout.Definition.Name, StateText(a.Rollout.Rollout.State)))], verb))),
        };
    }

    public static string StateText(RolloutState state) => state switch
    {
        RolloutState.Draft => ManagerTexts.StateDraft,
        RolloutState.Running => ManagerTexts.StateRunning,
        RolloutState.Paused => ManagerTexts.StatePaused,
        _ => ManagerTexts.StateClosed,
    };
}
