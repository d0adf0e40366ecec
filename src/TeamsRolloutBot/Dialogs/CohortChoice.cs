using System.Text.Json.Nodes;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>What was chosen.</summary>
/// <param name="Mine">The rollout; null where there is none, or several.</param>
/// <param name="Cohort">The cohort; null where none was said.</param>
/// <param name="Reply">What is answered where there is no rollout.</param>
internal sealed record Chosen(Access? Mine, Cohort? Cohort, Reply? Reply)
{
    /// <summary>Nothing has the name that was typed.</summary>
    public bool IsUnknown { get; init; }
}

/// <summary>A cohort that somebody owns or leads.</summary>
/// <param name="Mine">Its rollout; null where there is none to choose.</param>
/// <param name="Own">All of theirs, in the order of their go-live.</param>
/// <param name="Cohort">The chosen one.</param>
/// <param name="Reply">What is answered where none is chosen.</param>
internal sealed record ChosenOwn(Access? Mine, IReadOnlyList<Cohort> Own, Cohort? Cohort, Reply? Reply);

/// <summary>
/// Finds the cohort somebody means: the one they chose on a card, or the one they name. Where
/// several fit they are asked.
/// </summary>
internal sealed class CohortChoice(AccessControl access, RolloutChoice choice)
{
    private const int MostShown = 12;

    /// <param name="turn">The turn; a card's rollout and cohort count first.</param>
    /// <param name="name">What was typed: the name of a cohort or of a rollout, or a part of it;
    /// may be empty.</param>
    /// <param name="verb">The verb to go on with when the person has to choose.</param>
    /// <param name="suits">Which rollouts can be meant.</param>
    /// <param name="may">Which of their cohorts.</param>
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

        // A whole name counts before a part of one, and what runs before what is closed.
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
    /// Finds a cohort that somebody owns or leads: the one they mean, else the first of theirs to
    /// go live.
    /// </summary>
    /// <param name="turn">The turn; a card's rollout and cohort count first.</param>
    /// <param name="name">What was typed; may be empty.</param>
    /// <param name="verb">The verb to go on with when the person has to choose.</param>
    /// <param name="suits">Which rollouts can be meant.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<ChosenOwn> FindOwnAsync(
        Turn turn, string name, string verb, Func<StoredRollout, bool> suits, CancellationToken ct)
    {
        var (mine, chosen, reply) = await FindAsync(
            turn, name, verb, access => suits(access.Rollout) && access.Rollout.Definition.Cohorts.Any(cohort => May(access, cohort.Id)),
            May, ct);
        if (mine is null)
        {
            return new ChosenOwn(null, [], null, reply);
        }

        var own = CohortOrder.ByGoLive(mine.Rollout.Definition).Where(cohort => May(mine, cohort.Id)).ToList();
        return (chosen ?? (CohortPicker.Read(turn.Action) is null ? own.FirstOrDefault() : null)) is { } cohort
            ? new ChosenOwn(mine, own, cohort, null)
            : new ChosenOwn(null, own, null, Reply.With(
                MessageCard.Information(ManagerTexts.NoCohortToShow, ManagerTexts.ThereIsNoCohortHereWhose2)));

        static bool May(Access access, CohortId cohort) => access.IsOwner || access.Leads(cohort);
    }

    private static string NameOf((Access Mine, Cohort? Cohort) place) => place.Cohort?.Name ?? place.Mine.Rollout.Definition.Name;

    private static JsonObject DataOf((Access Mine, Cohort? Cohort) place) =>
        new ActionTarget(place.Mine.Rollout.Id, place.Cohort?.Id).ToData();
}
