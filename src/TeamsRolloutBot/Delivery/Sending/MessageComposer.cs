using AdaptiveCards;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>
/// Makes messages from the state at the moment they are sent: a card is never older than what it
/// says.
/// </summary>
internal sealed class MessageComposer(
    CohortRepository cohorts,
    RolloutProgress progress,
    ReadinessReader readiness,
    WelcomeTexts welcomeTexts,
    SessionNotices sessions,
    SessionReminders reminders,
    SubcontractorReminders subcontractors,
    NoticeBurst burst,
    AnswersReader answers,
    ClosingReader closing,
    OtherCohorts otherCohorts,
    IClock clock
) : IMessageComposer
{
    public async Task<Activity?> ComposeAsync(
        StoredRollout rollout, Cohort? cohort, Participant? recipient, StoredDelivery delivery, UserReference? reference,
        CancellationToken ct)
    {
        Language.Current = UserReference.LanguageOf(reference, recipient);
        var (card, summary) = delivery.Key.Touchpoint is var (kind, number)
            ? await PlannedAsync(rollout, cohort, recipient, kind, number, ct)
            : await NoticeAsync(rollout, cohort, recipient, delivery.Key, ct);
        return card is null
            ? null
            : OutgoingActivity.FromCard(card.RefreshedFor(reference?.UserId), $"{summary} · {rollout.Definition.Name}", alert: true);
    }

    private async Task<(AdaptiveCard? Card, string Summary)> PlannedAsync(
        StoredRollout rollout, Cohort? cohort, Participant? recipient, TouchpointKind kind, int number, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (kind == TouchpointKind.Digest)
        {
            if (DigestSchedule.IsLast(rollout.Definition, number))
            {
                // Nothing more is planned: what is left to say is how it has gone.
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

    // The other cohorts the message stands for; a nudge stands for what its check-in did.
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

    private async Task<(AdaptiveCard? Card, string Summary)> NoticeAsync(
        StoredRollout rollout, Cohort? cohort, Participant? recipient, DeliveryKey key, CancellationToken ct)
    {
        if (key.Kind == Notices.Subcontractor)
        {
            return (
                await subcontractors.ComposeAsync(rollout, key, clock.GetCurrentInstant(), ct),
                MemberTexts.ASubcontractorsInvitationEndsSoon
            );
        }

        if (cohort is null)
        {
            return default;
        }

        switch (key.Kind)
        {
            case Notices.Question or Notices.Questions:
                return await QuestionsAsync(key, ct) switch
                {
                    [] => default,
                    [var only] => (QuestionCard.Draw(new QuestionModel(only, cohort.Name)), MemberTexts.AQuestionForYou),
                    var several =>
                        (QuestionsCard.DrawGathered(rollout.Id, rollout.Definition, several),
                            MemberTexts.QuestionsForYou.With(several.Count)),
                };
            case Notices.Answer or Notices.Answers:
                return await QuestionsAsync(key, ct) switch
                {
                    [] => default,
                    [var only] => (AnswerCard.Draw(new QuestionModel(only, cohort.Name)), MemberTexts.YourQuestionWasAnswered),
                    var several =>
                        (
                            AnswerCard.DrawGathered(rollout.Id, rollout.Definition, several),
                            MemberTexts.OfYourQuestionsWereAnswered.With(several.Count)),
                };
            case Notices.Stopped or Notices.StoppedSeveral:
                var stopped = await StoppedAsync(rollout, key, ct);
                return stopped.Count == 0 ? default
                    : (AnswersCard.DrawStopped(rollout.Id, stopped), MemberTexts.SomethingStopsYourPeople);
            case Notices.Dispute:
                return (DisputeCard.Draw(rollout.Id, [cohort.Name], 1), MemberTexts.AnAddressNeedsYou);
            case Notices.Disputes:
                var disputes = await burst.ReadAsync(key, ct);
                var names = rollout.Definition.Cohorts.Where(one => disputes.Any(dispute => dispute.Cohort.Cohort == one.Id))
                    .Select(one => one.Name).ToList();
                return names.Count == 0
                    ? default
                    : (DisputeCard.Draw(rollout.Id, names, disputes.Count), MemberTexts.AddressesNeedYou.With(disputes.Count));
            case Notices.Nudge when recipient is not null:
                var model = ChecklistModel.Of(rollout, cohort, recipient, clock.GetCurrentInstant());
                return recipient.Progress.AllDone(Domain.Training.Checklists.ForMember(rollout.Definition, recipient.Role))
                    ? default
                    : (ChecklistCard.DrawReminder(model, MemberTexts.YourImplementationManagerAsksYouTo), MemberTexts.TasksAreStillOpen);
            case Notices.HandOver:
                return (HandOverCard.Draw(await welcomeTexts.ReadAsync(rollout, cohort, ct)), MemberTexts.WelcomeEMailsToSend);
            case Notices.Calendar or Notices.Attendance:
                return await sessions.ComposeAsync(rollout, cohort, key, ct);
            case Notices.SessionSoon or Notices.SessionReminder or Notices.SessionOffer or Notices.SessionNotes:
                return await reminders.ComposeAsync(rollout, cohort, recipient, key, ct);
            default:
                return default;
        }
    }

    // The questions a notice is about. One that was answered meanwhile does not need anybody any
    // more.
    private async Task<IReadOnlyList<Question>> QuestionsAsync(DeliveryKey key, CancellationToken ct)
    {
        var isOpen = key.Kind is Notices.Question or Notices.Questions;
        var questions = await Task.WhenAll((await BroughtAsync(key, ct)).GroupBy(notice => notice.Cohort)
            .Select(notices => cohorts.FindQuestionsAsync(notices.Key, [.. notices.Select(notice => notice.Reference)], ct)));
        return [.. questions.SelectMany(found => found).Where(question => question.IsOpen == isOpen)];
    }

    // What stops people, by their cohort.
    private async Task<IReadOnlyList<(Cohort Cohort, IReadOnlyList<StoppedBy> People)>> StoppedAsync(
        StoredRollout rollout, DeliveryKey key, CancellationToken ct)
    {
        var notices = (await BroughtAsync(key, ct)).ToLookup(notice => notice.Cohort.Cohort, notice => notice.Reference);
        var stopped = await Task.WhenAll(rollout.Definition.Cohorts.Where(cohort => notices.Contains(cohort.Id)).Select(async cohort =>
        {
            var all = await answers.ReadAsync(rollout, cohort, ct);
            return (cohort, (IReadOnlyList<StoppedBy>)[.. all.Stopped.Where(one => notices[cohort.Id].Contains(one.Reference))]);
        }));
        return [.. stopped.Where(one => one.Item2.Count > 0)];
    }

    private async Task<IReadOnlyList<DeliveryKey>> BroughtAsync(DeliveryKey key, CancellationToken ct) =>
        Notices.GatheredOf(key.Kind) is not null ? [key] : await burst.ReadAsync(key, ct);

    private static CheckInModel CheckIn(StoredRollout rollout, Cohort cohort, Participant recipient, int number) =>
        new(rollout.Id, rollout.Definition, cohort, recipient, number);
}
