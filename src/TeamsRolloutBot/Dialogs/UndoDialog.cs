using AdaptiveCards;
using NodaTime.Text;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Undoes, within ten minutes, actions that sent nothing: a removal, a moved date, a renamed
/// cohort, a link added to the welcome e-mail.
/// </summary>
internal sealed class UndoDialog(
    RolloutChoice choice, AuditRepository audit, Lifecycle lifecycle, Membership membership, IClock clock) : IDialog
{
    private const string UndoVerb = "rollout.undo";
    private const int MostEntries = 50;
    private static readonly Duration Within = Duration.FromMinutes(10);

    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.Undo), CommandTexts.UndoDoes, UndoAsync)
        {
            Topic = HelpTopic.Change,
            Takes = argument => argument.Length == 0,
        },
    ];

    public IEnumerable<Verb> Verbs => [new(UndoVerb, (turn, ct) => UndoAsync(turn, string.Empty, ct))];

    public static AdaptiveAction Button(StoredRollout rollout) =>
        Actions.Execute(ManagerTexts.Undo, UndoVerb, new ActionTarget(rollout.Id).ToData());

    private async Task<Reply> UndoAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(
            turn, name, UndoVerb, Access.IsOwnedAndOpen,
            ct);
        if (mine is null)
        {
            return reply!;
        }

        await audit.CollectAllAsync(mine.Rollout, ct);
        var entries = await audit.ListAsync(mine.Rollout.Id, null, MostEntries, ct).ToListAsync(ct);
        return Newest(entries, turn.Caller.Person.Id, clock.GetCurrentInstant()) is not { } entry
            ? Reply.With(
                  MessageCard.Information(
                      ManagerTexts.NothingToUndo, ManagerTexts.RemovedPeopleMovedDatesAndChanged))
            : Reply.With(await UndoAsync(mine.Rollout, entry, turn.Caller.Person.Id, ct));
    }

    /// <summary>A person's newest undoable action that was not undone yet.</summary>
    /// <param name="entries">The history, newest first.</param>
    /// <param name="by">The caller.</param>
    /// <param name="now">The current time.</param>
    public static AuditEntry? Newest(IEnumerable<AuditEntry> entries, PersonId by, Instant now)
    {
        var undone = 0;
        foreach (var entry in entries.TakeWhile(entry => now - entry.At <= Within).Where(entry => entry.Actor == by))
        {
            if (entry.Action == AuditAction.Undone)
            {
                undone++;
            }
            else if (CanBeUndone(entry) && undone-- == 0)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>How the history records a renamed cohort.</summary>
    public static string Renamed(string before, string after) => $"{before} → {after}";

    private static bool CanBeUndone(AuditEntry entry) =>
        entry.Action is AuditAction.Removed or AuditAction.Moved or AuditAction.Edited
        || entry is { Action: AuditAction.CohortChanged, Detail: not null };

    private async Task<AdaptiveCard> UndoAsync(StoredRollout rollout, AuditEntry entry, PersonId by, CancellationToken ct)
    {
        switch (entry)
        {
            case
            {
                Action: AuditAction.Removed, Cohort: { } cohort, Subjects: [var person]
            } when rollout.Definition.FindCohort(cohort) is { } known:
                return await membership.RestoreAsync(rollout, cohort, person, by, ct)
                    ? MessageCard.Done(ManagerTexts.TheyAreBack, ManagerTexts.InWithEverythingTheyHadDone.With(known.Name))
                    : MessageCard.Information(ManagerTexts.NothingToUndo, ManagerTexts.ThatPersonIsAMemberAgain);
            case
            {
                Action: AuditAction.Moved, Cohort: { } cohort, Detail: { } detail
            } when LocalDatePattern.Iso.Parse(detail.Split(" → ")[0]) is { Success: true, Value: var before }:
                var (moved, refusal) = await lifecycle.MoveAsync(rollout.Id, cohort, before, by, ct, AuditAction.Undone);
                return moved is null || refusal is not null
                    ? MessageCard.Refusal(ManagerTexts.NotMovedBack, refusal?.Reason ?? ManagerTexts.TheRolloutIsGone)
                    : MessageCard.Done(
                          ManagerTexts.GoesLiveOnAgain.With(moved.Definition.FindCohort(cohort)?.Name, Dates.Day(before)),
                          ManagerTexts.WhatWasSentMeanwhileStaysSent);
            case
            {
                Action: AuditAction.CohortChanged, Cohort: { } cohort, Detail: { } detail
            } when rollout.Definition.FindCohort(cohort) is { } now && NameBefore(detail, now.Name) is { } name:
                await lifecycle.EditAsync(
                    rollout.Id, definition => (Named(definition, cohort, name), null), AuditAction.Undone, by, ct, cohort);
                return MessageCard.Done(ManagerTexts.IsCalledAgain.With(now.Name, name), ManagerTexts.NothingElseWasChanged);
            case { Action: AuditAction.Edited }:
                await lifecycle.EditAsync(
                    rollout.Id,
                    definition =>
                        (
                            definition with { Message = definition.Message.Each(WelcomeEmail.WithoutAppLink) },
                            null),
                    AuditAction.Undone,
                    by,
                    ct);
                return MessageCard.Done(ManagerTexts.TheWelcomeEMailIsAs2, ManagerTexts.TheSentenceWithTheLinkIs);
            default:
                return MessageCard.Information(ManagerTexts.NothingToUndo, ManagerTexts.WhatWasChangedIsNotThere);
        }
    }

    // A name may itself contain an arrow.
    private static string? NameBefore(string detail, string now) =>
        detail.EndsWith(Renamed(string.Empty, now), StringComparison.Ordinal) ? detail[..^Renamed(string.Empty, now).Length] : null;

    private static RolloutDefinition Named(RolloutDefinition definition, CohortId cohort, string name) =>
        definition.FindCohort(cohort) is { } now ? definition.WithCohort(now with { Name = name }) : definition;
}
