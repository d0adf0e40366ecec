using System.Text;
using AdaptiveCards;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>Chooses one of a rollout's cohorts.</summary>
internal static class CohortPicker
{
    /// <summary>
    /// Differs from the name buttons use for their cohort: on cards with a picker, its value takes
    /// precedence.
    /// </summary>
    public const string Field = "pick";

    /// <summary>The value of the “all cohorts” choice.</summary>
    public const string All = "all";

    // The choices' budget in bytes, and the JSON overhead per choice.
    private const int Room = 13_500;
    private const int AroundName = 36;
    private static readonly int[] Lengths = [60, 40, 24, 12];

    /// <param name="cohorts">The cohorts to choose from.</param>
    /// <param name="chosen">The selected cohort.</param>
    /// <param name="all">The title of the “all cohorts” choice; null to leave it out.</param>
    /// <param name="label">The field's label; null for the default.</param>
    public static AdaptiveChoiceSetInput Draw(IReadOnlyList<Cohort> cohorts, CohortId? chosen, string? all = null, string? label = null)
    {
        // Three hundred long names do not fit in a card.
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
    /// The cohort a press refers to: the picked one, else the button's own; null for all.
    /// </summary>
    public static CohortId? Read(PressedAction? press) => press?.GetString(Field) switch
    {
        All => null,
        { Length: > 0 } picked => CohortId.Parse(picked),
        _ => ActionTarget.Parse(press)?.Cohort,
    };
}
