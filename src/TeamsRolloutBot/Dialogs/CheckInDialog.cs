using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Delivery.Planning;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Check-ins: answering, snoozing and asking a question along with the answer.</summary>
internal sealed class CheckInDialog(
    AccessControl access, CohortRepository cohorts, Questions questions, OtherCohorts otherCohorts, IOutbox outbox, IClock clock)
        : IDialog
{
    public IEnumerable<Command> Commands => [];

    public IEnumerable<Verb> Verbs =>
    [
        new(CardVerbs.CheckinAnswer, AnswerAsync),
        new(CardVerbs.CheckinSnooze, SnoozeAsync),
    ];

    private async Task<Reply> AnswerAsync(Turn turn, CancellationToken ct)
    {
        if (await FindAsync(turn, ct) is not var (mine, cohort, participant, number))
        {
            return NotYours();
        }

        var action = turn.Action!;
        var blocker = Text(action.GetString("blocker"));
        var question = Text(action.GetString("question"));
        var usage = Enum.TryParse<Usage>(action.GetString("usage"), ignoreCase: true, out var chosen) && Enum.IsDefined(chosen)
            ? chosen
            : (Usage?)null;
        var errors = Problems(usage, blocker, question).ToList();
        if (usage is not { } said || errors.Count > 0)
        {
            return Reply.With(CheckInCard.Draw(Model(mine, cohort, participant, number) with
            {
                Errors = errors,
                Usage = action.GetString("usage"),
                Blocker = blocker,
                Question = question,
            }));
        }

        if (await KeepAsync(mine.Rollout, cohort, participant.Person.Id, number, said, blocker, ct) is not { } after)
        {
            return NotYours();
        }

        await KeepInOthersAsync(mine.Rollout, cohort, participant, number, said, blocker, ct);
        var (asked, refusal) = question is null
            ? default
            : await questions.AskAsync(
                mine.Rollout,
                cohort,
                turn.Caller.Person,
                participant.Person.Id,
                question,
                $"{participant.Person.Id.Value}-{number}",
                ct
            );
        return Reply.With(
            CheckInDoneCard.Draw(
                Model(mine, cohort, after, number) with
                {
                    Usage = said.ToString(),
                    Blocker = blocker,
                    Question = asked?.Text,
                }
            )
        ) with
        {
            More = refusal is null ? [] : [MessageCard.Refusal(MemberTexts.YourAnswerIsKeptTheQuestion, refusal.Reason)],
        };
    }

    private static IEnumerable<FieldError> Problems(Usage? usage, string? blocker, string? question)
    {
        if (usage is null)
        {
            yield return new FieldError("usage", MemberTexts.PleaseChooseOne);
        }

        foreach (var (field, text, most) in new[] { ("blocker", blocker, Limits.Blocker), ("question", question, Limits.Question) })
        {
            if (text?.Length > most)
            {
                yield return new FieldError(field, MemberTexts.ThisHasCharactersAtMostFit.With(text.Length, most));
            }
        }
    }

    /// <summary>Records an answer and notifies the cohort's manager of a blocker.</summary>
    /// <returns>The updated participant; null if they are not in the cohort.</returns>
    private async Task<Participant?> KeepAsync(
        StoredRollout rollout, Cohort cohort, PersonId person, int number, Usage usage, string? blocker, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var key = new CohortKey(rollout.Id, cohort.Id);
        var after = await cohorts.ChangeAsync(
            key,
            rollout.Definition,
            async work =>
            {
                if (await work.FindParticipantAsync(person) is not { } before)
                {
                    return null;
                }

                // The same answer again is a client retry; a different one is a correction.
                if (before.Answers.TryGetValue(number, out var said) && said.Usage == usage && blocker is null)
                {
                    return before;
                }

                var answered = before with { Answers = before.Answers.SetItem(number, new CheckInAnswer(usage, now)) };
                work.Put(before, answered);
                await work.PutBlockerAsync(person, number, blocker);
                return answered;
            },
            ct);
        if (after is not null && blocker is not null && usage != Usage.Yes)
        {
            var reference = StoppedBy.ReferenceOf(person, number);
            await Task.WhenAll(Questions.Answerers(rollout, cohort, person)
                .Select(answerer => outbox.NotifyAsync(rollout, new DeliveryKey(key, answerer, Notices.Stopped, reference), ct)));
        }

        return after;
    }

    // A card that covered several cohorts is answered for all of them.
    private async Task KeepInOthersAsync(
        StoredRollout rollout, Cohort cohort, Participant participant, int number, Usage usage, string? blocker, CancellationToken ct)
    {
        var key = new CohortKey(rollout.Id, cohort.Id);
        var sentAt = participant.History.SentAt(TouchpointKind.CheckIn, number)!.Value;
        foreach (var other in await otherCohorts.MergedAsync(rollout, key, participant, TouchpointKind.CheckIn, sentAt, ct))
        {
            await KeepAsync(rollout, other.Cohort, other.Person, other.Number, usage, blocker, ct);
        }
    }

    private async Task<Reply> SnoozeAsync(Turn turn, CancellationToken ct)
    {
        if (await FindAsync(turn, ct) is not var (mine, cohort, participant, number))
        {
            return NotYours();
        }

        var timing = mine.Rollout.Definition.Timing;
        var zone = participant.Zone ?? cohort.Zone;
        var day = timing.Calendar.OnOrAfter(clock.GetCurrentInstant().InZone(zone).Date.PlusDays(1));
        var isSnoozed = mine.Rollout.Rollout.IsOpen && await cohorts.ChangeAsync(
            new CohortKey(mine.Rollout.Id, cohort.Id),
            mine.Rollout.Definition,
            async work =>
            {
                if (await work.FindParticipantAsync(participant.Person.Id) is not { } before
                    || before.Answers.ContainsKey(number)
                    || number < before.NewestCheckIn
                    || before.History.Find(TouchpointKind.Nudge, number) is { Outcome: not ContactOutcome.Queued })
                {
                    return false;
                }

                work.Put(
                    before, before with { History = before.History.Without(TouchpointKind.Nudge, number).WithSnooze(number, day) });
                return true;
            },
            ct);
        if (!isSnoozed)
        {
            return Reply.Below(MessageCard.Information(
                MemberTexts.IWontAskAboutThisOneAgain, MemberTexts.AnswerItAboveWhileTheRolloutRuns));
        }

        await outbox.WakeAsync(mine.Rollout.Id, [cohort.Id], timing.Hours.SendTimeOn(day, timing.Calendar, zone), ct);
        return Reply.With(MessageCard.Done(MemberTexts.IWillAskAgainOn.With(Dates.Day(day)), MemberTexts.NothingElseToDoForNow));
    }

    private async Task<(Access Mine, Cohort Cohort, Participant Participant, int Number)?> FindAsync(Turn turn, CancellationToken ct)
    {
        if (CheckInTarget.Parse(turn.Action) is not { } press
            || await access.ForAsync(turn, ct) is not { } mine
            || mine.IdIn(press.Cohort) is not { } id
            || mine.Rollout.Definition.FindCohort(press.Cohort) is not { } cohort
            || mine.Rollout.Rollout.State == RolloutState.Draft
            || await cohorts.FindParticipantAsync(new CohortKey(mine.Rollout.Id, cohort.Id), id, ct) is not { IsMember: true } participant
            || participant.History.SentAt(TouchpointKind.CheckIn, press.Number) is null)
        {
            return null;
        }

        return (mine, cohort, participant, press.Number);
    }

    private static CheckInModel Model(Access mine, Cohort cohort, Participant participant, int number) =>
        new(mine.Rollout.Id, mine.Rollout.Definition, cohort, participant, number)
        {
            IsNudge = participant.History.SentAt(TouchpointKind.Nudge, number) is not null,
        };

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static Reply NotYours() => Reply.With(MessageCard.Refusal(
        MemberTexts.ThisCheckInIsNotYours,
        MemberTexts.ItWasSentToSomebodyElse));
}
