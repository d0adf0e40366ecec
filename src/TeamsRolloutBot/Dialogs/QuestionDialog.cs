using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Questions, asked at any time, answered by a person and listed for everybody.</summary>
internal sealed class QuestionDialog(
    AccessControl access, RolloutChoice choice, CohortRepository cohorts, QuestionPages pages, Questions questions) : IDialog
{
    // How many of a cohort's open questions are searched for the caller's own.
    private const int MostRead = 50;

    // The list replaces the card that asked which rollout.
    private const string ChosenVerb = "question.chosen";

    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.Ask), CommandTexts.AskDoes, AskAsync) { TakesText = true },
        new(
            nameof(CommandTexts.Questions), CommandTexts.QuestionsDoes,
            (turn, name, ct) => ListAsync(turn, name, 0, ct)),
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(CardVerbs.QuestionForm, (turn, ct) => FormAsync(turn, turn.Action?.GetString("text"), ct)),
        new(CardVerbs.QuestionAsk, AskFromCardAsync),
        new(CardVerbs.QuestionAnswer, AnswerAsync),
        new(CardVerbs.QuestionList, async (turn, ct) => Pages.Asked(turn.Action) is { } page
            ? await ListAsync(turn, string.Empty, page, ct)
            : Reply.Below((await ListAsync(turn, string.Empty, 0, ct)).Card!)),
        new(ChosenVerb, (turn, ct) => ListAsync(turn, string.Empty, 0, ct)),
    ];

    private async Task<Reply> AskAsync(Turn turn, string text, CancellationToken ct)
    {
        // Attachments are not forwarded; the answerer is told that there is something to ask for.
        var withIt = Attached(turn) is { } attached ? MemberTexts.SentAWithItAskThem.With(attached) : string.Empty;
        return text.Length == 0 ? await FormAsync(turn, null, ct) : await AskAsync(turn, text + withIt, turn.Activity.Id ?? text, ct);
    }

    private static string? Attached(Turn turn) =>
        turn.Received.Count == 0 ? null : turn.Received.Any(file => file.IsPicture) ? MemberTexts.APicture : MemberTexts.AFile;

    private Task<Reply> AskFromCardAsync(Turn turn, CancellationToken ct) =>
        AskAsync(
            turn, turn.Action?.GetString("question")?.Trim()
                ?? string.Empty, turn.Action?.ReplyToId
                ?? turn.Activity.Id
                ?? string.Empty,
            ct);

    private async Task<Reply> AskAsync(Turn turn, string text, string source, CancellationToken ct)
    {
        var places = await PlacesAsync(turn, ct);
        if (places.Count == 0)
        {
            return Nobody();
        }

        if (text.Length == 0)
        {
            return Form(turn, places, text, MemberTexts.TypeYourQuestionFirst);
        }

        if (text.Length > Limits.Question)
        {
            return Form(turn, places, text, MemberTexts.TheQuestionHasCharactersAtMost.With(text.Length, Limits.Question));
        }

        if (places is not [var place])
        {
            return Form(turn, places, text, turn.Action is null ? null : MemberTexts.ChooseWhatTheQuestionIsAbout);
        }

        var (question, refusal) = await questions.AskAsync(
            place.Mine.Rollout, place.Cohort, turn.Caller.Person, place.Id, text, $"{place.Id.Value}-{source}", ct);
        return question is null
            ? Form(turn, places, text, refusal!.Reason)
            : Reply.With(
                  AskedCard.Draw(new AskedModel(question, place.Mine.Rollout.Definition.Name, place.Cohort.Name, place.Answerer))) with
            {
                Text = Attached(turn) is { } attached
                    ? MemberTexts.IPassedOnYourWordsAlone.With(attached)
                    : null,
            };
    }

    private async Task<Reply> FormAsync(Turn turn, string? text, CancellationToken ct) =>
        await PlacesAsync(turn, ct) is { Count: > 0 } places ? Form(turn, places, text, null) : Nobody();

    private static Reply Form(Turn turn, IReadOnlyList<Place> places, string? text, string? error)
    {
        var card = QuestionFormCard.Draw(places is [var place]
            ? new QuestionFormModel(text, error)
            {
                RolloutId = place.Mine.Rollout.Id,
                CohortId = place.Cohort.Id,
                Answerer = place.Answerer
            }
            : new QuestionFormModel(text, error)
            {
                Subjects =
                  [
                      .. places.Select(each => new QuestionSubject(each.Value, each.Mine.Rollout.Definition.Name, each.Cohort.Name))
                  ]
            });
        return Answer(turn, card, error is not null) with
        {
            Text = text is null && Attached(turn) is { } attached
                ? MemberTexts.ICantPassOnTheItself.With(attached)
                : null
        };
    }

    private static Reply Nobody() =>
        Reply.With(
            MessageCard.Information(
                MemberTexts.NobodyToAskYet, MemberTexts.YouAreNotPartOfA2));

    // The form appears below the card that opened it; with an error it replaces itself.
    private static Reply Answer(Turn turn, AdaptiveCard card, bool replaces) =>
        turn.Action is null || replaces ? Reply.With(card) : Reply.Below(card);

    private async Task<Reply> AnswerAsync(Turn turn, CancellationToken ct)
    {
        if (QuestionTarget.Parse(turn.Action) is not { } press
            || await access.ForAsync(turn, ct) is not { } mine
            || !mine.MaySeeCohort(press.Cohort)
            || await cohorts.FindQuestionAsync(new CohortKey(mine.Rollout.Id, press.Cohort), press.Id, ct) is not { } question)
        {
            return Reply.With(
                MessageCard.Refusal(
                    MemberTexts.YouCantAnswerThisQuestion, MemberTexts.ItIsNotYoursToAnswer));
        }

        var text = turn.Action!.GetString(press.Input)?.Trim() ?? string.Empty;
        var cohortName = mine.Rollout.Definition.FindCohort(press.Cohort)?.Name ?? string.Empty;
        if (text.Length is 0 or > Limits.Question)
        {
            return Reply.With(QuestionCard.Draw(new QuestionModel(question, cohortName)
            {
                Typed = text,
                Error = text.Length == 0
                    ? MemberTexts.TypeTheAnswerFirst
                    : MemberTexts.TheAnswerHasCharactersAtMost.With(text.Length, Limits.Question),
            }));
        }

        var (answered, refusal) = await questions.AnswerAsync(mine.Rollout, press.Cohort, press.Id, turn.Caller.Person, text, ct);
        return Reply.With(AnsweredCard.Draw(new QuestionModel(answered ?? question, cohortName) { Error = refusal?.Reason }));
    }

    private async Task<Reply> ListAsync(Turn turn, string name, int page, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, name, ChosenVerb, a => a.Rollout.Rollout.IsLaunched, ct);
        if (mine is null)
        {
            return reply!;
        }

        page = Math.Clamp(page, 0, QuestionsCard.MostPages - 1);
        var counts = (await cohorts.ListCountsAsync(mine.Rollout, ct))
            .Select(cohort => (Key: new CohortKey(mine.Rollout.Id, cohort.Key), Counts: cohort.Value)).ToList();
        var open = counts.Where(cohort => cohort.Counts.QuestionsOpen > 0).ToList();
        var seen = open.Where(cohort => mine.MaySeeCohort(cohort.Key.Cohort)).ToList();
        var own = new List<QuestionPlace>();
        foreach (var (key, _) in open.Where(cohort => !mine.MaySeeCohort(cohort.Key.Cohort) && mine.IdIn(cohort.Key.Cohort) is not null))
        {
            own.AddRange(await OwnAsync(turn.Caller, key, ct));
        }

        var openCount = seen.Sum(cohort => cohort.Counts.QuestionsOpen) + own.Count;
        var shown = await pages.ReadAsync(
            [.. seen.Select(cohort => cohort.Key)],
            own,
            openCount,
            [.. counts.Where(cohort => cohort.Counts.QuestionsAnswered > 0).Select(cohort => cohort.Key)],
            page * QuestionsCard.PageSize,
            QuestionsCard.PageSize,
            ct);
        return Reply.With(QuestionsCard.Draw(new QuestionsModel(
            mine.Rollout.Id,
            mine.Rollout.Definition,
            shown,
            openCount,
            openCount + counts.Sum(cohort => cohort.Counts.QuestionsAnswered),
            page,
            question => mine.MaySeeCohort(question.Cohort))));
    }

    // Only the answerers and the asker see an open question.
    private async Task<IReadOnlyList<QuestionPlace>> OwnAsync(Caller caller, CohortKey key, CancellationToken ct)
    {
        var places = await cohorts.ListNewestQuestionsAsync(key, isOpen: true, after: null, MostRead, ct);
        var own = (await cohorts.FindQuestionsAsync(key, [.. places.Select(place => place.Id)], ct))
            .Where(question => caller.Ids.Contains(question.Asker.Id)).Select(question => question.Id).ToHashSet(StringComparer.Ordinal);
        return [.. places.Where(place => own.Contains(place.Id))];
    }

    /// <summary>
    /// Where the caller may ask: in the cohort the card or their choice names, else in all their
    /// cohorts of launched rollouts. Closed rollouts count only if there is no other.
    /// </summary>
    private async Task<IReadOnlyList<Place>> PlacesAsync(Turn turn, CancellationToken ct)
    {
        var chosen = turn.Action?.GetString(QuestionFormCard.SubjectInput)?.Split(Place.Separator);
        var (wanted, wantedCohort) = chosen is [var rollout, var id]
            ? (RolloutId.Parse(rollout), CohortId.Parse(id))
            : ActionTarget.Parse(turn.Action) is { } target ? (target.Rollout, target.Cohort) : ((RolloutId?)null, (CohortId?)null);
        var places = new List<Place>();
        foreach (var mine in await access.AllAsync(turn.Caller, ct))
        {
            if (mine.Rollout.Rollout.State == RolloutState.Draft || (wanted is not null && mine.Rollout.Id != wanted))
            {
                continue;
            }

            places.AddRange(
                from part in mine.Cohorts.DistinctBy(part => part.Cohort)
                where wantedCohort is null || part.Cohort == wantedCohort
                let cohort = mine.Rollout.Definition.FindCohort(part.Cohort!.Value)
                where cohort is not null
                select new Place(mine, cohort, part.Person));
        }

        return places.FindAll(place => place.Mine.Rollout.Rollout.State != RolloutState.Closed) is { Count: > 0 } open ? open : places;
    }

    /// <summary>A cohort the person may ask in, with their id there.</summary>
    private sealed record Place(Access Mine, Cohort Cohort, PersonId Id)
    {
        public const char Separator = '|';

        /// <summary>
        /// Who answers; null for the committee, which also answers a cohort's manager.
        /// </summary>
        public string? Answerer => Cohort.ImplementationManager is { } lead && lead.Id != Id ? lead.Name : null;

        public string Value => $"{Mine.Rollout.Id.Value}{Separator}{Cohort.Id.Value}";
    }
}
