using System.Text.Json.Nodes;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>The rollout and cohort a person chose.</summary>
/// <param name="Mine">The rollout; null if there is none or the choice is ambiguous.</param>
/// <param name="Cohort">The cohort; null if none was named.</param>
/// <param name="Reply">The reply if there is no rollout.</param>
internal sealed record Chosen(Access? Mine, Cohort? Cohort, Reply? Reply)
{
    /// <summary>Nothing matches the typed name.</summary>
    public bool IsUnknown { get; init; }
}

/// <summary>A cohort the person owns or leads.</summary>
/// <param name="Mine">Its rollout; null if there is none to choose.</param>
/// <param name="Own">All of their cohorts, in go-live order.</param>
/// <param name="Cohort">The chosen cohort.</param>
/// <param name="Reply">The reply if none was chosen.</param>
internal sealed record ChosenOwn(Access? Mine, IReadOnlyList<Cohort> Own, Cohort? Cohort, Reply? Reply);

/// <summary>
/// Finds the cohort a person means, by card or by name. Asks back if several match.
/// </summary>
internal sealed class CohortChoice(AccessControl access, RolloutChoice choice)
{
    private const int MostShown = 12;

    /// <param name="turn">The turn; a card's rollout and cohort take precedence.</param>
    /// <param name="name">The typed name of a cohort or rollout, or part of it; may be
    /// empty.</param>
    /// <param name="verb">The verb to continue with if the person has to choose.</param>
    /// <param name="suits">Which rollouts are eligible.</param>
    /// <param name="may">Which of their cohorts are eligible.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Chosen> FindAsync(
        Turn turn, string name, string verb, Func<Access, bool> suits, Func<Access, CohortId, bool> may, CancellationToken ct)
    {
        if (turn.Action is not null || name.Length == 0)
        {
            var (mine, reply) = await choice.FindAsync(turn, string.Empty, verb, suits, ct);
            var chosen = CohortPicker.Read(turn.Action);
            return new Chosen(
                mine, mine is not null && chosen is { } id && may(mine, id) ? mine.Rollout.Definition.FindCohort(id) : null, reply);
        }

        var all = (await access.AllAsync(turn.Caller, ct)).Where(suits).ToList();
        List<(Access Mine, Cohort? Cohort)> places =
        [
            .. all.Select(mine => (mine, (Cohort?)null)),
            .. all.SelectMany(
                mine => mine.Rollout.Definition.Cohorts.Where(cohort => may(mine, cohort.Id)).Select(cohort => (mine, (Cohort?)cohort))),
        ];

        // Exact names win over partial matches, and open rollouts over closed ones.
        var matches = places.FindAll(place => TypedText.Same(NameOf(place), name));
        matches = matches.Count > 0
            ? matches
            : places.FindAll(place => place.Cohort is not null && TypedText.Contains(NameOf(place), name));
        matches = matches.Count > 0 ? matches : places.FindAll(place => TypedText.Contains(NameOf(place), name));
        matches = matches.FindAll(place => place.Mine.Rollout.Rollout.State != RolloutState.Closed) is { Count: > 0 } open ? open : matches;
        return matches switch
        {
            [var (mine, cohort)] => new Chosen(mine, cohort, null),
            [] => new Chosen(null, null, Reply.With(MessageCard.Information(
                MemberTexts.NothingOfThatName,
                MemberTexts.YouHaveNoCohortAndNo.With(Wording.Shorten(name, 80)))))
            { IsUnknown = true },
            { Count: > MostShown } => new Chosen(null, null, Reply.With(MessageCard.Information(
                MemberTexts.WhichOneDoYouMean, MemberTexts.HaveInTheirNameTypeMore.With(matches.Count, Wording.Shorten(name, 80))))),
            _ => new Chosen(null, null, Reply.With(RolloutsCard.Which(
                [
                    .. matches.Select(
                        place => (NameOf(place), place.Cohort is null ? ManagerTexts.ARollout : place.Mine.Rollout.Definition.Name,
                            DataOf(place)))
                ], verb))),
        };
    }

    /// <summary>
    /// Finds a cohort the person owns or leads: the one they mean, else their first to go live.
    /// </summary>
    /// <param name="turn">The turn; a card's rollout and cohort take precedence.</param>
    /// <param name="name">What was typed; may be empty.</param>
    /// <param name="verb">The verb to continue with if the person has to choose.</param>
    /// <param name="suits">Which rollouts are eligible.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<ChosenOwn> FindOwnAsync(
        Turn turn, string name, string verb, Func<StoredRollout, bool> suits, CancellationToken ct)
    {
        var (mine, chosen, reply) = await FindAsync(
            turn, name, verb, access => suits(access.Rollout) && access.Rollout.Definition.Cohorts.Any(cohort => access.MayRun(cohort.Id)),
            (access, cohort) => access.MayRun(cohort), ct);
        if (mine is null)
        {
            return new ChosenOwn(null, [], null, reply);
        }

        var own = CohortOrder.ByGoLive(mine.Rollout.Definition).Where(cohort => mine.MayRun(cohort.Id)).ToList();
        return (chosen ?? (CohortPicker.Read(turn.Action) is null ? own.FirstOrDefault() : null)) is { } cohort
            ? new ChosenOwn(mine, own, cohort, null)
            : new ChosenOwn(null, own, null, Reply.With(
                MessageCard.Information(ManagerTexts.NoCohortToShow, ManagerTexts.ThereIsNoCohortHereWhose2)));
    }

    private static string NameOf((Access Mine, Cohort? Cohort) place) => place.Cohort?.Name ?? place.Mine.Rollout.Definition.Name;

    private static JsonObject DataOf((Access Mine, Cohort? Cohort) place) =>
        new ActionTarget(place.Mine.Rollout.Id, place.Cohort?.Id).ToData();
}
