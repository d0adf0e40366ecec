using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>Messages planned by the timeline.</summary>
internal sealed class TouchpointMessages(
    RolloutProgress progress, ReadinessReader readiness, ClosingReader closing, OtherCohorts otherCohorts, IClock clock)
{
    /// <returns>The card, null if there is nothing left to say; and a line for the client's chat
    /// list.</returns>
    public async Task<(AdaptiveCard? Card, string Summary)> ComposeAsync(
        StoredRollout rollout, Cohort? cohort, Participant? recipient, TouchpointKind kind, int number, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (kind == TouchpointKind.Digest)
        {
            if (DigestSchedule.IsLast(rollout.Definition, number))
            {
                // Nothing more is planned: all that is left is the closing report.
                return (ClosingCard.Draw(await closing.ReadAsync(rollout, now, ct) with { MayClose = true }), MemberTexts.ClosingReport);
            }

            return (StatusCard.DrawDigest(await progress.ReadWithPeopleAsync(rollout, now, ct) with { IsOwner = true }),
                MemberTexts.WeeklyDigest);
        }

        if (cohort is null || recipient is null)
        {
            return default;
        }

        var alsoIn = await AlsoAsync(rollout, cohort, recipient, kind, number, now, ct);
        IReadOnlyList<string> also = [.. alsoIn.Select(other => other.Name)];
        var model = ChecklistModel.Of(rollout, cohort, recipient, now) with { Also = also, AlsoIn = alsoIn };
        return kind switch
        {
            TouchpointKind.Checklist => (ChecklistCard.Draw(model), MemberTexts.YourChecklistTitle),
            TouchpointKind.Tasks => (TasksCard.Draw(model), MemberTexts.YourListAsImplementationManager),
            TouchpointKind.Reminder =>
                (
                    ChecklistCard.DrawReminder(model, MemberTexts.TrainingIsNearPleaseFinishThese.With(Dates.Day(model.Dates.Invitation))),
                    MemberTexts.TasksAreStillOpen),
            TouchpointKind.Readiness => (ReadinessCard.Draw(await readiness.ReadAsync(rollout, cohort, ct)), MemberTexts.IsYourCohortReady),
            TouchpointKind.Invitation => (InvitationCard.Draw(model), MemberTexts.YourTraining2),
            TouchpointKind.GoLive => (GoLiveCard.Draw(model), MemberTexts.YouCanBegin),
            TouchpointKind.CheckIn =>
                (CheckInCard.Draw(CheckIn(rollout, cohort, recipient, number) with { Also = also }), MemberTexts.CheckIn.With(number)),
            TouchpointKind.Nudge =>
                (CheckInCard.Draw(CheckIn(rollout, cohort, recipient, number) with { Also = also, IsNudge = true }),
                MemberTexts.CheckInWaitsForYou.With(number)),
            _ => default,
        };
    }

    // The other cohorts the message covers; a nudge covers those of its check-in.
    private async Task<IReadOnlyList<Cohort>> AlsoAsync(
        StoredRollout rollout, Cohort cohort, Participant recipient, TouchpointKind kind, int number, Instant now, CancellationToken ct)
    {
        if (!recipient.IsElsewhere)
        {
            return [];
        }

        var (of, at) = kind == TouchpointKind.Nudge
            ? (TouchpointKind.CheckIn, recipient.History.SentAt(TouchpointKind.CheckIn, number) ?? now)
            : (kind, now);
        var merged = await otherCohorts.MergedAsync(rollout, new CohortKey(rollout.Id, cohort.Id), recipient, of, at, ct);
        return [.. merged.Select(contact => contact.Cohort)];
    }

    private static CheckInModel CheckIn(StoredRollout rollout, Cohort cohort, Participant recipient, int number) =>
        new(rollout.Id, rollout.Definition, cohort, recipient, number);
}
