using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Plans, moves and cancels training sessions, for the cohort's implementation manager and the
/// rollout's owner.
/// </summary>
internal sealed class TrainingDialog(
    CohortChoice choice,
    TrainingSessions training,
    SessionTimes times,
    SessionCalendar calendar,
    StepViews views,
    DirectorySearch search,
    SessionFiles files,
    IClock clock) : IDialog
{
    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.Sessions), CommandTexts.SessionsDoes, ListAsync) { Topic = HelpTopic.Train },
        new(nameof(CommandTexts.PlanSession), CommandTexts.PlanSessionDoes, FormAsync) { Topic = HelpTopic.Train },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(CardVerbs.SessionList, (turn, ct) => ListAsync(turn, string.Empty, ct)),
        new(CardVerbs.SessionForm, (turn, ct) => FormAsync(turn, string.Empty, ct)),
        new(CardVerbs.SessionSave, SaveAsync),
        new(CardVerbs.SessionCancel, CancelAsync),
        new(CardVerbs.SessionTimes, TimesAsync),
        new(CardVerbs.SessionFile, FileAsync),
    ];

    private async Task<Reply> ListAsync(Turn turn, string name, CancellationToken ct)
    {
        var (rollout, cohort, reply) = await FindAsync(turn, name, CardVerbs.SessionList, ct);
        return cohort is null ? reply! : Reply.With(SessionsCard.Draw(Model(rollout!, cohort)));
    }

    private async Task<Reply> FormAsync(Turn turn, string name, CancellationToken ct)
    {
        var (rollout, cohort, reply) = await FindAsync(turn, name, CardVerbs.SessionForm, ct);
        if (cohort is null)
        {
            return reply!;
        }

        var session = TrainingPlan.Find(cohort, SessionTarget.Parse(turn.Action)?.Id);
        var view = await ViewAsync(turn, rollout!, ct);
        return Reply.With(
            SessionForm.Draw(
                turn.Action?.GetString(SessionForm.Date) is null ? view with { Typed = null } : view, Model(rollout!, cohort), session,
                calendar.IsThere(rollout!)));
    }

    private async Task<Reply> SaveAsync(Turn turn, CancellationToken ct)
    {
        var (rollout, cohort, reply) = await FindAsync(turn, string.Empty, CardVerbs.SessionList, ct);
        if (cohort is null)
        {
            return reply!;
        }

        var (view, before, session, errors) = await ReadAsync(turn, rollout!, cohort, ct);
        if (session is null)
        {
            return Form(view with { Errors = errors });
        }

        var (stored, planned, refusal) = await training.PutAsync(rollout!, cohort.Id, session, turn.Caller.Person.Id, ct);
        if (stored is null || planned is null || stored.Definition.FindCohort(cohort.Id) is not { } after)
        {
            return Form(view with { Errors = [new FieldError(string.Empty, refusal?.Reason ?? ManagerTexts.TheRolloutIsGone)] });
        }

        var late = planned.Start.Date >= after.GoLive ? ManagerTexts.ItIsNotBeforeGoLive : string.Empty;
        var said = calendar.IsThere(stored)
            ? ManagerTexts.InvitationsGoIntoCalendarsRightAway
            : ManagerTexts.TheBotMayNotWriteCalendars;
        return Reply.With(
            SessionsCard.Draw(
                Model(stored, after),
                    $"{(before is null ? ManagerTexts.Planned : ManagerTexts.Changed)}: {Dates.Moment(planned.Start)}.{late} {said}"));

        Reply Form(StepView shown) => Reply.With(SessionForm.Draw(shown, Model(rollout!, cohort), before, calendar.IsThere(rollout!)));
    }

    private async Task<Reply> CancelAsync(Turn turn, CancellationToken ct)
    {
        var (rollout, cohort, reply) = await FindAsync(turn, string.Empty, CardVerbs.SessionList, ct);
        if (cohort is null)
        {
            return reply!;
        }

        if (TrainingPlan.Find(cohort, SessionTarget.Parse(turn.Action)?.Id) is not { } session)
        {
            return Reply.With(SessionsCard.Draw(Model(rollout!, cohort), ManagerTexts.ThatSessionIsCancelled));
        }

        if (!turn.Action.IsConfirmed())
        {
            var data = Model(rollout!, cohort).Data;
            return Reply.With(MessageCard.Question(
                ManagerTexts.CancelTheSessionOn.With(Dates.Moment(session.Start)),
                calendar.IsThere(rollout!)
                    ? ManagerTexts.ItIsTakenOutOfEverybodys
                    : ManagerTexts.YouGetACalendarFileThat,
                Actions.Execute(
                    ManagerTexts.CancelIt, CardVerbs.SessionCancel, Model(rollout!, cohort).DataOf(session).Confirmed()),
                Actions.Execute(ManagerTexts.KeepIt, CardVerbs.SessionList, data)));
        }

        var (stored, refusal) = await training.CancelAsync(rollout!, cohort.Id, session.Id, turn.Caller.Person.Id, ct);
        if (stored?.Definition.FindCohort(cohort.Id) is not { } after || refusal is not null)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NotCancelled, refusal?.Reason ?? ManagerTexts.TheRolloutIsGone));
        }

        var card = SessionsCard.Draw(Model(stored, after), ManagerTexts.TheSessionOnIsCancelled.With(Dates.Moment(session.Start)));
        return calendar.IsThere(stored)
            ? Reply.With(card)
            : Reply.With(card) with { More = [await files.GiveCancelledAsync(turn, stored, after, session, ct)] };
    }

    private async Task<Reply> TimesAsync(Turn turn, CancellationToken ct)
    {
        var (rollout, cohort, reply) = await FindAsync(turn, string.Empty, CardVerbs.SessionList, ct);
        if (cohort is null)
        {
            return reply!;
        }

        // Only length and trainer matter here; the placeholder date makes the form valid.
        var input = StepInput.FromData(turn.Action!.Data);
        var (view, before, session, errors) = await ReadAsync(
            turn, rollout!, cohort, ct, input.With(SessionForm.Date, "2100-01-04").With(SessionForm.Time, "10:00"));
        if (session is null)
        {
            return Reply.With(
                SessionForm.Draw(view with { Typed = input, Errors = errors }, Model(rollout!, cohort), before, calendar.IsThere(rollout!))
            );
        }

        var (found, asked, reason) = await times.FindAsync(rollout!, cohort, session, ct);
        if (reason is not null)
        {
            return Reply.With(SessionForm.Draw(
                view with
                {
                    Typed = input,
                    Errors = [new FieldError(string.Empty, reason)]
                }, Model(rollout!, cohort), before, calendar.IsThere(rollout!)));
        }

        var typed = Model(rollout!, cohort).Data;
        foreach (var (field, value) in input.Fields.Where(field => field.Key is not ("rollout" or "cohort")))
        {
            typed = typed.With(field, value);
        }

        return Reply.With(SessionTimesCard.Draw(Model(rollout!, cohort), found, typed, asked));
    }

    /// <summary>Hands session files to anybody in the cohort.</summary>
    private async Task<Reply> FileAsync(Turn turn, CancellationToken ct)
    {
        var (mine, cohort, reply) = await choice.FindAsync(
            turn, string.Empty, CardVerbs.SessionFile, access => access.Rollout.Rollout.IsOpen,
            (access, id) => access.MaySee || access.Cohorts.Any(part => part.Cohort == id), ct);
        if (mine is null || cohort is null)
        {
            return reply ?? Reply.With(MessageCard.Information(ManagerTexts.NoCohortToShow, ManagerTexts.ThereIsNoCohortHereWhose2));
        }

        var wanted = SessionTarget.Parse(turn.Action)?.Id;
        IReadOnlyList<TrainingSession> sessions =
        [
            .. TrainingPlan.Sessions(cohort).Where(session => wanted is null || session.Id == wanted)
        ];
        return sessions.Count == 0
            ? Reply.Below(
                  MessageCard.Information(
                      ManagerTexts.NoSessionYet,
                      wanted is null
                          ? ManagerTexts.NoTrainingSessionIsPlannedFor
                          : ManagerTexts.ThatSessionWasCancelledTypeSessions))
            : Reply.Below(await files.GiveAsync(turn, mine.Rollout, cohort, sessions, ct));
    }

    private async Task<(StepView View, TrainingSession? Before, TrainingSession? Session, IReadOnlyList<FieldError> Errors)> ReadAsync(
        Turn turn, StoredRollout rollout, Cohort cohort, CancellationToken ct, StepInput? instead = null)
    {
        var before = TrainingPlan.Find(cohort, SessionTarget.Parse(turn.Action)?.Id);
        var view = await ViewAsync(turn, rollout, ct);
        var input = instead ?? view.Typed!;
        view = await search.FindAsync(view, input, [], ct);
        var (session, errors) = SessionForm.Read(view, input, before, cohort, rollout.Definition);
        return (view, before, session, errors);
    }

    private async Task<StepView> ViewAsync(Turn turn, StoredRollout rollout, CancellationToken ct) =>
        (await views.OfAsync(turn, rollout, ct)) with { Typed = turn.Action is null ? null : StepInput.FromData(turn.Action.Data) };

    private async Task<(StoredRollout? Rollout, Cohort? Cohort, Reply? Reply)> FindAsync(
        Turn turn, string name, string verb, CancellationToken ct)
    {
        var (mine, _, cohort, reply) = await choice.FindOwnAsync(turn, name, verb, rollout => rollout.Rollout.IsOpen, ct);
        return (mine?.Rollout, cohort, reply);
    }

    private SessionsModel Model(StoredRollout rollout, Cohort cohort) =>
        new(rollout.Id, rollout.Definition, cohort, clock.GetCurrentInstant());
}
