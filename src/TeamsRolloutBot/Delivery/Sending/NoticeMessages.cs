using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery.Sending;

/// <summary>Messages about events: questions, answers, sessions, blockers.</summary>
internal sealed class NoticeMessages(
    CohortRepository cohorts,
    WelcomeTexts welcomeTexts,
    SessionNotices sessions,
    SessionReminders reminders,
    SubcontractorReminders subcontractors,
    NoticeBurst burst,
    AnswersReader answers,
    IClock clock
)
{
    /// <returns>The card, null if there is nothing left to say; and a line for the client's chat
    /// list.</returns>
    public async Task<(AdaptiveCard? Card, string Summary)> ComposeAsync(
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

        return key.Kind switch
        {
            Notices.Question or Notices.Questions => ToAnswer(rollout, cohort, await QuestionsAsync(key, ct)),
            Notices.Answer or Notices.Answers => Answered(rollout, cohort, await QuestionsAsync(key, ct)),
            Notices.Stopped or Notices.StoppedSeveral => Stopped(rollout, await StoppedAsync(rollout, key, ct)),
            Notices.Dispute => (DisputeCard.Draw(rollout.Id, [cohort.Name], 1), MemberTexts.AnAddressNeedsYou),
            Notices.Disputes => Disputed(rollout, await burst.ReadAsync(key, ct)),
            Notices.Nudge when recipient is not null => Nudged(rollout, cohort, recipient),
            Notices.HandOver =>
                (HandOverCard.Draw(await welcomeTexts.ReadAsync(rollout, cohort, ct)), MemberTexts.WelcomeEMailsToSend),
            Notices.Calendar or Notices.Attendance => await sessions.ComposeAsync(rollout, cohort, key, ct),
            Notices.SessionSoon or Notices.SessionReminder or Notices.SessionOffer or Notices.SessionNotes =>
                await reminders.ComposeAsync(rollout, cohort, recipient, key, ct),
            _ => default,
        };
    }

    private static (AdaptiveCard? Card, string Summary) ToAnswer(StoredRollout rollout, Cohort cohort, IReadOnlyList<Question> questions) =>
        questions switch
        {
            [] => default,
            [var only] => (QuestionCard.Draw(new QuestionModel(only, cohort.Name)), MemberTexts.AQuestionForYou),
            _ =>
                (QuestionsCard.DrawGathered(rollout.Id, rollout.Definition, questions),
                    MemberTexts.QuestionsForYou.With(questions.Count)),
        };

    private static (AdaptiveCard? Card, string Summary) Answered(StoredRollout rollout, Cohort cohort, IReadOnlyList<Question> questions) =>
        questions switch
        {
            [] => default,
            [var only] => (AnswerCard.Draw(new QuestionModel(only, cohort.Name)), MemberTexts.YourQuestionWasAnswered),
            _ =>
                (AnswerCard.DrawGathered(rollout.Id, rollout.Definition, questions),
                    MemberTexts.OfYourQuestionsWereAnswered.With(questions.Count)),
        };

    private static (AdaptiveCard? Card, string Summary) Stopped(
        StoredRollout rollout, IReadOnlyList<(Cohort Cohort, IReadOnlyList<StoppedBy> People)> stopped) =>
        stopped.Count == 0 ? default : (AnswersCard.DrawStopped(rollout.Id, stopped), MemberTexts.SomethingStopsYourPeople);

    private static (AdaptiveCard? Card, string Summary) Disputed(StoredRollout rollout, IReadOnlyList<DeliveryKey> disputes)
    {
        var names = rollout.Definition.Cohorts.Where(cohort => disputes.Any(dispute => dispute.Cohort.Cohort == cohort.Id))
            .Select(cohort => cohort.Name).ToList();
        return names.Count == 0
            ? default
            : (DisputeCard.Draw(rollout.Id, names, disputes.Count), MemberTexts.AddressesNeedYou.With(disputes.Count));
    }

    private (AdaptiveCard? Card, string Summary) Nudged(StoredRollout rollout, Cohort cohort, Participant recipient) =>
        recipient.Progress.AllDone(Checklists.ForMember(rollout.Definition, recipient.Role))
            ? default
            : (ChecklistCard.DrawReminder(
                    ChecklistModel.Of(rollout, cohort, recipient, clock.GetCurrentInstant()),
                    MemberTexts.YourImplementationManagerAsksYouTo),
                MemberTexts.TasksAreStillOpen);

    // The questions a notice is about, without those answered meanwhile.
    private async Task<IReadOnlyList<Question>> QuestionsAsync(DeliveryKey key, CancellationToken ct)
    {
        var isOpen = key.Kind is Notices.Question or Notices.Questions;
        var questions = await Task.WhenAll((await BroughtAsync(key, ct)).GroupBy(notice => notice.Cohort)
            .Select(notices => cohorts.FindQuestionsAsync(notices.Key, [.. notices.Select(notice => notice.Reference)], ct)));
        return [.. questions.SelectMany(found => found).Where(question => question.IsOpen == isOpen)];
    }

    // Blockers by cohort.
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
}
