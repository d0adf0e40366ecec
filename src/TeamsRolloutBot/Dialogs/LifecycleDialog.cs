using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Launches, pauses, resumes and closes rollouts.</summary>
internal sealed class LifecycleDialog(
    AccessControl access,
    RolloutChoice choice,
    StartPolicy policy,
    Lifecycle lifecycle,
    ReturnedLists returned,
    SeveralCohorts members,
    UserRepository users,
    IClock clock) : IDialog
{
    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.Pause), CommandTexts.PauseDoes, PauseAsync) { Topic = HelpTopic.Change },
        new(nameof(CommandTexts.Resume), CommandTexts.ResumeDoes, ResumeAsync) { Topic = HelpTopic.Change },
        new(nameof(CommandTexts.Close), CommandTexts.CloseDoes, CloseAsync) { Topic = HelpTopic.Change },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(ReviewStep.LaunchVerb, LaunchAsync) { Work = LongWork.Launching },
        new(ReviewStep.TestVerb, TestAsync),
        new(CardVerbs.RolloutPause, (turn, ct) => PauseAsync(turn, string.Empty, ct)),
        new(CardVerbs.RolloutResume, (turn, ct) => ResumeAsync(turn, string.Empty, ct)),
        new(CardVerbs.RolloutClose, (turn, ct) => CloseAsync(turn, string.Empty, ct)),
        new(
            CardVerbs.CohortGoOn,
            (_, _) =>
                Task.FromResult(
                    Reply.Below(
                        MessageCard.Done(
                            ManagerTexts.GoingOnAsPlanned, ManagerTexts.TheTrainingInvitationsGoOutOn)))),
    ];

    private async Task<Reply> LaunchAsync(Turn turn, CancellationToken ct)
    {
        if (
            await access.ForAsync(turn, ct) is not { IsOwner: true } mine)
        {
            return DraftCards.Gone();
        }

        if (mine.Rollout.Rollout.State == RolloutState.Draft && StepTarget.Parse(turn.Action)?.Revision != mine.Rollout.DefinitionRevision)
        {
            return Reply.With(MessageCard.Refusal(
                ManagerTexts.NotLaunchedYet,
                ManagerTexts.TheDefinitionWasChangedAfterThis,
                Actions.Execute(
                    ManagerTexts.ShowTheNewestReview, ReviewStep.OpenVerb,
                    new StepTarget(mine.Rollout.Id, ReviewStep.Number).ToData(), ActionStyle.Positive)));
        }

        if (policy.Refuse(turn.Caller) is { } barred)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NotLaunched, barred.Reason));
        }

        if (mine.Rollout.Rollout.State == RolloutState.Draft && await RefuseRolesAsync(mine.Rollout, ct) is { } clash)
        {
            return Reply.With(
                MessageCard.Refusal(
                    ManagerTexts.NotLaunchedYet,
                    clash.Reason,
                    Actions.Execute(
                        ManagerTexts.BackToTheReview,
                        ReviewStep.OpenVerb,
                        new StepTarget(mine.Rollout.Id, ReviewStep.Number).ToData()
                    )
                )
            );
        }

        var (rollout, refusal) = await lifecycle.LaunchAsync(mine.Rollout, turn.Caller.Person.Id, ct);
        if (refusal is not null || rollout is null)
        {
            // The second of two presses must still say “launched”: its reply replaces the first
            // one.
            return Reply.With(rollout is { Rollout.IsOpen: true }
                ? Launched(rollout, refusal!.Reason)
                : MessageCard.Refusal(ManagerTexts.NotLaunched, refusal?.Reason ?? ManagerTexts.TheRolloutIsGone));
        }

        await Task.WhenAll(
            returned.RemoveAllAsync(rollout.Id, ct),
            users.SaveDialogAsync(turn.Caller.TenantId, turn.Caller.Person.Id, turn.Caller.Address.ConversationId, null, ct));
        var first = rollout.Definition.Cohorts
            .Select(cohort => new TouchpointDates(rollout.Definition.Timing, rollout.Definition.Timing.Calendar, cohort.GoLive).Checklist)
            .Min();
        var today = clock.GetCurrentInstant().InZone(rollout.Definition.Zone).Date;
        return Reply.With(Launched(rollout, first <= today
            ? ManagerTexts.TheFirstChecklistsGoOutNow
            : ManagerTexts.TheFirstChecklistsGoOutOn.With(Dates.InWords(first))));
    }

    private async Task<Refusal?> RefuseRolesAsync(StoredRollout draft, CancellationToken ct) =>
        draft.Definition.Playbook.RoleRules.Any(rule => rule.Excludes.Count > 0)
            ? RoleCheck.Obstacle(draft.Definition.Playbook, (await members.ReadAllAsync(draft, ct)).Roles)
            : null;

    private static AdaptiveCard Launched(StoredRollout rollout, string text) => MessageCard.Done(
        ManagerTexts.IsLaunched.With(rollout.Definition.Name),
        text,
        Actions.Execute(ManagerTexts.Status, CardVerbs.StatusShow, new ActionTarget(rollout.Id).ToData()),
        Actions.Execute(ManagerTexts.Pause, CardVerbs.RolloutPause, new ActionTarget(rollout.Id).ToData()));

    private async Task<Reply> TestAsync(Turn turn, CancellationToken ct)
    {
        if (
            await access.ForAsync(turn, ct) is not { IsOwner: true } mine)
        {
            return DraftCards.Gone();
        }

        if (mine.Rollout.Definition.Cohorts is not [var cohort, ..])
        {
            return Reply.Below(MessageCard.Information(ManagerTexts.NothingToTestYet, ManagerTexts.AddACohortFirstStep8));
        }

        var role = mine.Rollout.Definition.Playbook.Roles is [var some, ..] ? some.Id : null;
        var sample = new Participant { Person = turn.Caller.Person, IsMember = true, IsImplementationManager = true, Role = role };
        var model = ChecklistModel.Of(mine.Rollout, cohort, sample, clock.GetCurrentInstant());
        return Reply.Below(
            MessageCard.Information(
                ManagerTexts.ThisIsATest,
                ManagerTexts.BelowIsWhatAMemberAnd),
            ChecklistCard.Draw(model),
            TasksCard.Draw(model));
    }

    private async Task<Reply> PauseAsync(Turn turn, string argument, CancellationToken ct)
    {
        // “pause until May 3”, “pause Mountain region until Monday”
        var (name, day) = TypedWords.Divide(argument, nameof(CommandTexts.Until)) is var (before, after)
            ? (before, after)
            : (argument, turn.Action?.GetString("until"));
        if (day is not { Length: > 0 })
        {
            return await PauseAsync(turn, name, (LocalDate?)null, ct);
        }

        var reading = DateReader.Read(day, Today(turn));
        return reading.Date is not { } until ? Reply.With(MessageCard.Refusal(ManagerTexts.NotPaused, reading.Problem ?? DateReader.Hint))
            : until <= Today(turn) ? Reply.With(MessageCard.Refusal(ManagerTexts.NotPaused, ManagerTexts.ChooseADayThatIsStill))
            : await PauseAsync(turn, name, until, ct);
    }

    private Task<Reply> PauseAsync(Turn turn, string name, LocalDate? until, CancellationToken ct) => ChangeAsync(
        turn,
        name,
        CardVerbs.RolloutPause,
        MayStop,
        (rollout, by, cancel) =>
            lifecycle.PauseAsync(
                rollout.Id, by, cancel,
                until is { } day
                    ? rollout.Definition.Timing.Hours.SendTimeOn(day, rollout.Definition.Timing.Calendar, rollout.Definition.Zone)
                    : null),
        rollout => MessageCard.Done(
            ManagerTexts.IsPaused.With(rollout.Definition.Name),
            until is { } day
                ? ManagerTexts.NothingIsSentUntilThenIt.With(Dates.InWords(day))
                : ManagerTexts.NothingIsSentUntilYouResume,
            Actions.Execute(ManagerTexts.Resume, CardVerbs.RolloutResume, new ActionTarget(rollout.Id).ToData())),
        ct,
        until is { } planned ? new JsonObject { ["until"] = Dates.Iso(planned) } : null);

    private Task<Reply> ResumeAsync(Turn turn, string name, CancellationToken ct) => ChangeAsync(
        turn, name, CardVerbs.RolloutResume, mine => mine.IsOwner, (rollout, by, cancel) => lifecycle.ResumeAsync(rollout.Id, by, cancel),
        rollout =>
            MessageCard.Done(
                ManagerTexts.IsRunningAgain.With(rollout.Definition.Name),
                ManagerTexts.WhatWasDueMeanwhileGoesOut,
                Actions.Execute(ManagerTexts.Status, CardVerbs.StatusShow, new ActionTarget(rollout.Id).ToData())), ct);

    private async Task<Reply> CloseAsync(Turn turn, string name, CancellationToken ct)
    {
        if (turn.Action.IsConfirmed())
        {
            return await ChangeAsync(
                turn, name, CardVerbs.RolloutClose, MayStop, (rollout, by, cancel) => lifecycle.CloseAsync(rollout.Id, by, cancel),
                rollout =>
                    MessageCard.Done(ManagerTexts.IsClosed.With(rollout.Definition.Name), ManagerTexts.NothingIsSentAnyMoreIts), ct);
        }

        var (mine, reply) = await choice.FindAsync(
            turn, name, CardVerbs.RolloutClose, a => MayStop(a) && IsOpen(a), ct, isForAdministrators: true);
        return mine is null
            ? reply!
            : Reply.With(MessageCard.Question(
                ManagerTexts.CloseForGood.With(mine.Rollout.Definition.Name),
                ManagerTexts.NothingMoreIsSentAndIt,
                Actions.Execute(ManagerTexts.CloseForGood2, CardVerbs.RolloutClose, new ActionTarget(mine.Rollout.Id).ToData().Confirmed()),
                Actions.Execute(ManagerTexts.Pause, CardVerbs.RolloutPause, new ActionTarget(mine.Rollout.Id).ToData()),
                Actions.Execute(ManagerTexts.KeepItRunning, CardVerbs.StatusShow, new ActionTarget(mine.Rollout.Id).ToData())));
    }

    private async Task<Reply> ChangeAsync(
        Turn turn,
        string name,
        string verb,
        Func<Access, bool> may,
        Func<StoredRollout, PersonId, CancellationToken, Task<(StoredRollout? Rollout, Refusal? Refusal)>> change,
        Func<StoredRollout, AdaptiveCard> done,
        CancellationToken ct,
        JsonObject? carried = null)
    {
        var (mine, reply) = await choice.FindAsync(
            turn, name, verb, a => may(a) && a.Rollout.Rollout.IsLaunched, ct, isForAdministrators: true, carried);
        if (mine is null)
        {
            return reply!;
        }

        var (rollout, refusal) = await change(mine.Rollout, turn.Caller.Person.Id, ct);
        return Reply.With(
            refusal is null && rollout is not null
                ? done(rollout)
                : MessageCard.Refusal(ManagerTexts.NothingWasChanged, refusal?.Reason ?? ManagerTexts.TheRolloutIsGone));
    }

    private LocalDate Today(Turn turn) => clock.GetCurrentInstant().InZone(turn.Caller.Zone).Date;

    // An administrator can stop a rollout that goes wrong, but do nothing else to it.
    private static bool MayStop(Access mine) => mine.IsOwner || mine.IsAdministrator;

    private static bool IsOpen(Access mine) => mine.Rollout.Rollout.IsOpen;
}
