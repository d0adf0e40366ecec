using System.Text;
using AdaptiveCards;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>Chooses a cohort of all a rollout has.</summary>
internal static class CohortPicker
{
    /// <summary>
    /// Not the name under which buttons carry their cohort: what is chosen here counts, and only
    /// where something can be.
    /// </summary>
    public const string Field = "pick";

    /// <summary>The value of the choice that means all of them.</summary>
    public const string All = "all";

    // What the choices may take of a card, in bytes, each with about that much around its name.
    private const int Room = 13_500;
    private const int AroundName = 36;
    private static readonly int[] Lengths = [60, 40, 24, 12];

    /// <param name="cohorts">All that can be chosen.</param>
    /// <param name="chosen">Which is.</param>
    /// <param name="all">How the choice of all of them is called; null: there is none.</param>
    /// <param name="label">What is asked; null: for a cohort.</param>
    public static AdaptiveChoiceSetInput Draw(IReadOnlyList<Cohort> cohorts, CohortId? chosen, string? all = null, string? label = null)
    {
        // Three hundred long names don't fit into a card.
        var length = Lengths.FirstOrDefault(
            length =>
                cohorts.Sum(
                    cohort => AroundName + Encoding.UTF8.GetByteCount(CardText.Plain(Wording.Shorten(cohort.Name, length)))) <= Room,
            Lengths[^1]);
        return Inputs.Choices(
            Field,
            label ?? ManagerTexts.Cohort,
            [
                .. all is null ? [] : new[] { Inputs.Choice(all, All) },
                .. cohorts.Select(cohort => Inputs.Choice(Wording.Shorten(cohort.Name, length), cohort.Id.Value)),
            ],
            value: chosen?.Value ?? (all is null ? null : All),
            style: AdaptiveChoiceInputStyle.Compact);
    }

    /// <summary>
    /// Which cohort a pressed card means: what is chosen, else the one of the button; null for all
    /// of them.
    /// </summary>
    public static CohortId? Read(PressedAction? press) => press?.GetString(Field) switch
    {
        All => null,
        { Length: > 0 } picked => CohortId.Parse(picked),
        _ => ActionTarget.Parse(press)?.Cohort,
    };
}
