using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// A list of people that was sent as a file, or is too long for a card, until it is taken in.
/// </summary>
/// <param name="Name">The file's name.</param>
/// <param name="People">How many rows have an address.</param>
/// <param name="Text">The list.</param>
internal sealed record AttachedList(string Name, int People, string Text);

/// <summary>
/// Keeps the list that was attached to a rollout, and puts it into the field of members when it is
/// taken in.
/// </summary>
internal sealed class AttachedLists(ReturnedLists lists)
{
    /// <summary>The field that says whether the list is taken in.</summary>
    public const string Field = "attachedList";

    public Task KeepAsync(RolloutId rollout, AttachedList list, CancellationToken ct) =>
        lists.SaveAttachedAsync(rollout, $"{list.Name.ReplaceLineEndings(" ")}\n{list.People}\n{list.Text}", ct);

    public async Task<AttachedList?> FindAsync(RolloutId rollout, CancellationToken ct) =>
        (await lists.FindAttachedAsync(rollout, ct))?.Split('\n', 3) is [var name, var people, var text]
            && int.TryParse(people, out var count)
            ? new AttachedList(name, count, text)
            : null;

    /// <summary>The input with the list in its field of members, where its box is ticked.</summary>
    public async Task<StepInput> WithListAsync(RolloutId rollout, StepInput input, CancellationToken ct) =>
        input.IsTrue(Field) && await FindAsync(rollout, ct) is { } list
            ? input.With(CohortFields.Members, $"{list.Text}\n{input.Raw(CohortFields.Members)}".TrimEnd('\n'))
            : input;

    /// <summary>
    /// Once an input is taken in, its list is not needed any more; nor where its box was not
    /// ticked.
    /// </summary>
    public Task RemoveAsync(RolloutId rollout, StepInput input, CancellationToken ct) =>
        input.Has(Field) ? lists.RemoveAttachedAsync(rollout, ct) : Task.CompletedTask;
}
