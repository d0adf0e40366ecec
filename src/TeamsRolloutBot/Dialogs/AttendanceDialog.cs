using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// A session's attendance, reviewed and ticked by its trainer, the implementation manager or the
/// rollout's owner.
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

    /// <summary>Marks everybody as present; absentees are unticked afterwards.</summary>
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
    /// Sets one person's attendance to the state the button carries; only cohort members count.
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

        // Cards of earlier releases do not list who is on them; show the first page.
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

    // The position of a page, length-checked. An unknown position is harmless: the page is empty at
    // worst.
    private static string? Place(string? text) => text is { Length: > 0 and <= MostCharactersOfAPlace } ? text : null;

    // The trainer needs no other part in the rollout; the session says who they are.
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
