using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Who was in a training session: looked over and ticked by its trainer, the cohort's
/// implementation manager and the rollout's owner.
/// </summary>
internal sealed class AttendanceDialog(
    RolloutRepository rollouts, CohortRepository cohorts, SessionRepository sessions, AttendanceReader reader, IClock clock) : IDialog
{
    private const int MostCharactersOfAPlace = 80;

    public IEnumerable<Command> Commands => [];

    public IEnumerable<Verb> Verbs =>
    [
        new(CardVerbs.SessionPeople, ShowAsync),
        new(CardVerbs.SessionAttended, SetAsync),
        new(AttendanceCard.EverybodyVerb, EverybodyAsync),
    ];

    private async Task<Reply> ShowAsync(Turn turn, CancellationToken ct) =>
        await FindAsync(turn, ct) is var (rollout, cohort, session)
            ? Reply.With(AttendanceCard.Draw(await reader.ReadAsync(rollout, cohort, session, Place(Pages.After(turn.Action)), ct)))
            : NotYours();

    /// <summary>Everybody was there; those who were not are unticked afterwards.</summary>
    private async Task<Reply> EverybodyAsync(Turn turn, CancellationToken ct)
    {
        if (await FindAsync(turn, ct) is not var (rollout, cohort, session) || rollout.Rollout.State == RolloutState.Closed)
        {
            return NotYours();
        }

        var key = new CohortKey(rollout.Id, cohort.Id);
        var members = await cohorts.ListParticipantsAsync(key, ct: ct).Where(person => person.IsMember).Select(person => person.Person.Id)
            .ToListAsync(ct);
        await sessions.MarkAsync(key, session.Id, members, attended: true, clock.GetCurrentInstant(), ct);
        return Reply.With(AttendanceCard.Draw(await reader.ReadAsync(rollout, cohort, session, null, ct)));
    }

    /// <summary>
    /// Sets one person to what the button asks for; only a member of the cohort can have been
    /// there.
    /// </summary>
    private async Task<Reply> SetAsync(Turn turn, CancellationToken ct)
    {
        if (await FindAsync(turn, ct) is not var (rollout, cohort, session)
            || ActionTarget.Parse(turn.Action)?.Person is not { } person
            || turn.Action?.GetBoolean(AttendanceCard.Attended) is not { } attended)
        {
            return NotYours();
        }

        var key = new CohortKey(rollout.Id, cohort.Id);
        if (rollout.Rollout.State != RolloutState.Closed && await cohorts.FindParticipantAsync(key, person, ct) is { IsMember: true })
        {
            await sessions.MarkAsync(key, session.Id, [person], attended, clock.GetCurrentInstant(), ct);
        }

        // A card of an earlier release does not say who is on it: it gets the first page.
        var shown = (turn.Action.GetString(AttendanceCard.Shown) ?? string.Empty).Split(',').Select(PersonId.Parse).OfType<PersonId>()
            .Distinct().Take(AttendanceCard.PageSize).ToList();
        return shown.Count == 0
            ? await ShowAsync(turn, ct)
            : Reply.With(
                  AttendanceCard.Draw(
                      await reader.ReadAgainAsync(
                          rollout, cohort, session, shown, Place(Pages.After(turn.Action)),
                          Place(turn.Action?.GetString(AttendanceCard.Next)), ct)));
    }

    // Where a page begins; anything else of a button's data that is no such place is one all the
    // same, at which nobody may be.
    private static string? Place(string? text) => text is { Length: > 0 and <= MostCharactersOfAPlace } ? text : null;

    // The trainer need not have another part in the rollout: who they are stands in the session.
    private async Task<(StoredRollout Rollout, Cohort Cohort, TrainingSession Session)?> FindAsync(Turn turn, CancellationToken ct)
    {
        if (SessionTarget.Parse(turn.Action) is not { } press
            || await rollouts.FindAsync(press.Rollout, ct) is not { } rollout
            || rollout.TenantId != turn.Caller.TenantId
            || rollout.Definition.FindCohort(press.Cohort) is not { } cohort
            || TrainingPlan.Find(cohort, press.Id) is not { } session)
        {
            return null;
        }

        var allowed = new[] { rollout.Rollout.Owner.Id, cohort.ImplementationManager?.Id, session.Trainer?.Id };
        return turn.Caller.Ids.Any(own => allowed.Contains(own)) ? (rollout, cohort, session) : null;
    }

    private static Reply NotYours() =>
        Reply.With(
            MessageCard.Refusal(
                ManagerTexts.ThisListIsNotYours,
                ManagerTexts.TheSessionWasCancelledOrSomebody
            )
        );
}
