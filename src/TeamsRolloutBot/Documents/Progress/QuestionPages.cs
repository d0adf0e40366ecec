using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Pages through the questions of many cohorts, newest first. Reads the newest question of each
/// cohort, and more only from cohorts that come next.
/// </summary>
internal sealed class QuestionPages(CohortRepository cohorts)
{
    // How many more questions to read from a cohort at a time: few, because other cohorts may come
    // next.
    private const int Ahead = 3;

    /// <summary>A page of questions, open ones first.</summary>
    /// <param name="open">The cohorts whose open questions are listed.</param>
    /// <param name="own">Other open questions to include.</param>
    /// <param name="openCount">The total number of open questions.</param>
    /// <param name="answered">The cohorts whose answered questions are listed.</param>
    /// <param name="skip">How many questions precede the page.</param>
    /// <param name="take">The size of the page.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<Question>> ReadAsync(
        IReadOnlyList<CohortKey> open, IReadOnlyList<QuestionPlace> own, int openCount, IReadOnlyList<CohortKey> answered, int skip,
        int take, CancellationToken ct)
    {
        List<QuestionPlace> places = skip < openCount ? [.. (await NewestAsync(open, isOpen: true, own, skip + take, ct)).Skip(skip)] : [];
        if (places.Count < take)
        {
            var answeredSkip = Math.Max(0, skip - openCount);
            places.AddRange((await NewestAsync(answered, isOpen: false, [], answeredSkip + take - places.Count, ct)).Skip(answeredSkip));
        }

        var questions = await Task.WhenAll(places.Select(place => cohorts.FindQuestionAsync(place.Cohort, place.Id, ct).AsTask()));
        return [.. questions.OfType<Question>()];
    }

    private async Task<List<QuestionPlace>> NewestAsync(
        IReadOnlyList<CohortKey> among, bool isOpen, IReadOnlyList<QuestionPlace> own, int count, CancellationToken ct)
    {
        var queue = new PriorityQueue<(QuestionPlace Place, bool EndsWhatIsKnown), string>(StringComparer.Ordinal);
        Enqueue(own, isWhole: true, 0);
        foreach (
            var head in await Task.WhenAll(among.Select(cohort => cohorts.ListNewestQuestionsAsync(cohort, isOpen, after: null, 1, ct))))
        {
            Enqueue(head, isWhole: false, 1);
        }

        var newest = new List<QuestionPlace>();
        while (newest.Count < count && queue.TryDequeue(out var next, out _))
        {
            newest.Add(next.Place);
            if (next.EndsWhatIsKnown && newest.Count < count)
            {
                var most = Math.Min(Ahead, count - newest.Count);
                Enqueue(await cohorts.ListNewestQuestionsAsync(next.Place.Cohort, isOpen, next.Place.Row, most, ct), isWhole: false, most);
            }
        }

        return newest;

        void Enqueue(IReadOnlyList<QuestionPlace> places, bool isWhole, int most)
        {
            foreach (var (index, place) in places.Index())
            {
                queue.Enqueue((place, !isWhole && index == places.Count - 1 && places.Count == most), place.Row);
            }
        }
    }
}
