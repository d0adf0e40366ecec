using AdaptiveCards;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// The timeline as rows: who gets what and when, in local time, if the rollout were launched at a
/// given instant. Shows what catching up would send at once or skip.
/// </summary>
internal static class TimelineRows
{
    /// <summary>How many rows a page shows.</summary>
    public const int PageSize = 15;

    private const int ShortNote = 12;

    /// <summary>One row: all people in a cohort who get the same message.</summary>
    /// <param name="Date">The date in the cohort's zone.</param>
    /// <param name="What">The message.</param>
    /// <param name="Recipient">Who gets the message.</param>
    /// <param name="Note">That it is sent at launch, or why it is not sent; null if it is sent on
    /// its date.</param>
    public sealed record Row(LocalDate Date, string What, string Recipient, string? Note = null);

    /// <param name="definition">The rollout.</param>
    /// <param name="memberCounts">How many members each cohort has.</param>
    /// <param name="owner">Who gets the digests.</param>
    /// <param name="launch">The assumed launch time.</param>
    public static IReadOnlyList<Row> Of(
        RolloutDefinition definition, IReadOnlyDictionary<CohortId, int> memberCounts, Person owner, Instant launch)
    {
        var timing = definition.Timing;
        var cohorts = definition.Cohorts.ToDictionary(cohort => cohort.Id);

        // One placeholder member and one manager stand for everybody in the cohort.
        var scheduled = definition
            .Cohorts.Select(cohort => new ScheduledCohort(
                new CohortSchedule(timing, cohort.Id, cohort.GoLive, cohort.Zone),
                [new(Anybody(cohort, "member"), null, true, false), new(Anybody(cohort, "manager"), null, false, true)]
            ))
            .ToList();
        var digests = DigestSchedule.For(timing, [.. scheduled.Select(each => each.Schedule.Dates)], owner.Id, definition.Zone);
        var decisions = RolloutTimeline.Compute(scheduled, digests, timing, launch);
        return
        [
            .. decisions
                .Where(decision => decision.Touchpoint.Kind != TouchpointKind.Nudge && !IsManagersInvitation(decision, cohorts))
                .OrderBy(decision => decision.At)
                .ThenBy(decision => decision.Touchpoint.Kind)
                .Select(decision => new Row(
                    decision.Local.Date,
                    TouchpointNames.Of(decision.Touchpoint.Kind, decision.Touchpoint.Number),
                    RecipientOf(decision, cohorts, memberCounts, owner),
                    NoteOf(decision))),
        ];
    }

    public static IEnumerable<AdaptiveElement> Draw(IReadOnlyList<Row> rows, TimingPlan timing, int page)
    {
        foreach (var row in rows.Skip(page * PageSize).Take(PageSize))
        {
            // A reason is a whole sentence; below the title it has room even on a phone.
            var isReason = row.Note is { Length: > ShortNote };
            var who = Wording.Shorten(row.Recipient, 160);
            yield return CardKit.Row(row.What, isReason ? $"{who} · {row.Note}" : who, Dates.Full(row.Date), isReason ? null : row.Note);
        }

        yield return CardKit.Small(
            ManagerTexts.EachAtInThePersonsOwn.With(timing.SendTime));
    }

    private static PersonId Anybody(Cohort cohort, string part) => PersonId.FromEmail($"{part}@{cohort.Id.Value}.invalid");

    // Not listed separately: it goes out with the members' invitation.
    private static bool IsManagersInvitation(Decision decision, Dictionary<CohortId, Cohort> cohorts) =>
        decision.Touchpoint is { Kind: TouchpointKind.Invitation, Key.Cohort: { } id } touchpoint
            && touchpoint.Key.Person == Anybody(cohorts[id], "manager");

    private static string RecipientOf(
        Decision decision, Dictionary<CohortId, Cohort> cohorts, IReadOnlyDictionary<CohortId, int> memberCounts, Person owner)
    {
        if (decision.Touchpoint.Key.Cohort is not { } id)
        {
            return ManagerTexts.TheRolloutsManager.With(owner.Name);
        }

        var cohort = cohorts[id];
        var members = ManagerTexts.Members.With(cohort.Name, memberCounts.GetValueOrDefault(id));
        return decision.Touchpoint.Kind switch
        {
            TouchpointKind.Tasks or TouchpointKind.Readiness =>
                $"{cohort.Name}: {cohort.ImplementationManager?.Name ?? ManagerTexts.ImplementationManagerNobodyYet}",
            TouchpointKind.Reminder => ManagerTexts.WithOpenTasks.With(members),
            TouchpointKind.Invitation => ManagerTexts.AndTheManager.With(members),
            _ => members,
        };
    }

    private static string? NoteOf(Decision decision) =>
        !decision.IsSent ? ManagerTexts.NotSent.With(decision.Skip.Text())
        : decision.At > decision.Touchpoint.Due ? ManagerTexts.AtLaunch
        : null;
}
