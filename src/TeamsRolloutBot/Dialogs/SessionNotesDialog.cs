using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// After a training session: notes and recording for everybody, another date for those who missed
/// it.
/// </summary>
internal sealed class SessionNotesDialog(CohortChoice choice, TrainingSessions training, IClock clock) : IDialog
{
    public IEnumerable<Command> Commands => [];

    public IEnumerable<Verb> Verbs =>
    [
        new(SessionNoteCards.FormVerb, FormAsync),
        new(SessionNoteCards.SendVerb, SendAsync),
        new(SessionNoteCards.OfferVerb, OfferAsync),
    ];

    private async Task<Reply> FormAsync(Turn turn, CancellationToken ct) =>
        await FindAsync(turn, ct) is var (rollout, cohort, session)
            ? Reply.With(SessionNoteCards.Form(Model(rollout, cohort, session), null, null, null))
            : NotYours();

    private async Task<Reply> SendAsync(Turn turn, CancellationToken ct)
    {
        if (await FindAsync(turn, ct) is not var (rollout, cohort, session))
        {
            return NotYours();
        }

        var notes = turn.Action?.GetString(SessionNoteCards.Notes)?.Trim() ?? string.Empty;
        var recording = turn.Action?.GetString(SessionNoteCards.Recording)?.Trim() ?? string.Empty;
        var link = SafeLink.TryRead(recording, out var read) ? read.Url : null;
        var error = notes.Length == 0 && recording.Length == 0 ? ManagerTexts.WriteSomethingOrGiveTheLink
            : notes.Length > Limits.SessionNotes ? ManagerTexts.TheNotesHaveCharactersAtMost.With(notes.Length, Limits.SessionNotes)
            : recording.Length > 0
                  && (link is null || link.Length > Limits.Url) ? ManagerTexts.ThatIsNotALinkI
            : null;
        if (error is not null)
        {
            return Reply.With(SessionNoteCards.Form(Model(rollout, cohort, session), notes, recording, error));
        }

        var (sent, refusal) = await training.NoteAsync(
            rollout, cohort.Id, session.Id, notes.Length == 0 ? null : notes, link, turn.Caller.Person.Id, ct);
        return Reply.With(refusal is null
            ? MessageCard.Done(
                  ManagerTexts.PeopleGetTheNotes.With(sent), ManagerTexts.InTheirOwnChatRightAway,
                  Actions.Execute(ManagerTexts.AllSessions, CardVerbs.SessionList, Model(rollout, cohort, session).Data))
            : MessageCard.Refusal(ManagerTexts.NotSent2, refusal.Reason));
    }

    private async Task<Reply> OfferAsync(Turn turn, CancellationToken ct)
    {
        if (await FindAsync(turn, ct) is not var (rollout, cohort, session))
        {
            return NotYours();
        }

        if (TrainingPlan.Next(cohort, clock.GetCurrentInstant()) is not { } next)
        {
            return Reply.Below(MessageCard.Information(
                ManagerTexts.NoFurtherSessionIsPlanned, ManagerTexts.PlanOneFirstThenItCan, Actions.Execute(
                    ManagerTexts.PlanASession, CardVerbs.SessionForm, Model(rollout, cohort, session).Data)));
        }

        var offered = await training.OfferAsync(rollout, cohort, next, ct);
        return Reply.Below(offered == 0
            ? MessageCard.Information(ManagerTexts.NobodyToOfferItTo, ManagerTexts.EverybodyWasAtASession)
            : MessageCard.Done(
                  ManagerTexts.PeopleAreOffered.With(offered, Dates.Moment(next.Start)),
                  ManagerTexts.ThoseWhoWereAtNoneSo));
    }

    private async Task<(StoredRollout Rollout, Cohort Cohort, TrainingSession Session)?> FindAsync(Turn turn, CancellationToken ct)
    {
        var (mine, cohort, _) = await choice.FindAsync(
            turn, string.Empty, CardVerbs.SessionList, access => access.Rollout.Rollout.IsOpen, (access, id) => access.MayRun(id), ct);
        return mine is not null
            && cohort is not null
            && TrainingPlan.Find(cohort, SessionTarget.Parse(turn.Action)?.Id) is { } session
            ? (mine.Rollout, cohort, session)
            : null;
    }

    private SessionModel Model(StoredRollout rollout, Cohort cohort, TrainingSession session) =>
        new(rollout.Id, rollout.Definition, cohort, session, cohort.Zone, clock.GetCurrentInstant());

    private static Reply NotYours() => Reply.With(
        MessageCard.Refusal(ManagerTexts.NothingWasSent, ManagerTexts.TheSessionWasCancelledOrIt));
}
