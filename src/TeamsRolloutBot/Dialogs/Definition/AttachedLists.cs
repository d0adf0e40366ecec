using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>A pending list of people, sent as a file or too long for a card.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="People">The number of rows with an address.</param>
/// <param name="Text">The list's text.</param>
internal sealed record AttachedList(string Name, int People, string Text);

/// <summary>
/// Keeps the list attached to a rollout and merges it into the members field on submit.
/// </summary>
internal sealed class AttachedLists(ReturnedLists lists)
{
    /// <summary>The input that says whether to use the list.</summary>
    public const string Field = "attachedList";

    public Task KeepAsync(RolloutId rollout, AttachedList list, CancellationToken ct) =>
        lists.SaveAttachedAsync(rollout, $"{list.Name.ReplaceLineEndings(" ")}\n{list.People}\n{list.Text}", ct);

    public async Task<AttachedList?> FindAsync(RolloutId rollout, CancellationToken ct) =>
        (await lists.FindAttachedAsync(rollout, ct))?.Split('\n', 3) is [var name, var people, var text]
            && int.TryParse(people, out var count)
            ? new AttachedList(name, count, text)
            : null;

    /// <summary>Merges the list into the members field if its box is ticked.</summary>
    public async Task<StepInput> WithListAsync(RolloutId rollout, StepInput input, CancellationToken ct) =>
        input.IsTrue(Field) && await FindAsync(rollout, ct) is { } list
            ? input.With(CohortFields.Members, $"{list.Text}\n{input.Raw(CohortFields.Members)}".TrimEnd('\n'))
            : input;

    /// <summary>Discards the list after submit, whether or not its box was ticked.</summary>
    public Task RemoveAsync(RolloutId rollout, StepInput input, CancellationToken ct) =>
        input.Has(Field) ? lists.RemoveAttachedAsync(rollout, ct) : Task.CompletedTask;
}
