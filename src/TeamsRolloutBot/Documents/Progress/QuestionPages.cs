using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Leafs through the questions of many cohorts, the newest first: of each cohort the newest one is
/// looked at, and more only of those whose turn it is.
/// </summary>
internal sealed class QuestionPages(CohortRepository cohorts)
{
    // As many as are read of a cohort at once when it is its turn again: few, since it may be the
    // others' turn then.
    private const int Ahead = 3;

    /// <summary>A page of questions: the open ones first.</summary>
    /// <param name="open">The cohorts whose open questions count.</param>
    /// <param name="own">Further open questions.</param>
    /// <param name="openCount">How many open ones there are in all.</param>
    /// <param name="answered">The cohorts whose answered questions count.</param>
    /// <param name="skip">How many come before the page.</param>
    /// <param name="take">How many are on it.</param>
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
