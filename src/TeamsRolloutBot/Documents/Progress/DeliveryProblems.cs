using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>A person who could not be reached.</summary>
/// <param name="Cohort">The cohort.</param>
/// <param name="Person">The person.</param>
/// <param name="Messages">How many messages failed.</param>
/// <param name="Reason">Why the first one failed; null if it is not stored.</param>
internal sealed record UnreachedPerson(Cohort Cohort, Person Person, int Messages, string? Reason);

/// <summary>A position in the list of unreached people.</summary>
internal readonly record struct ProblemPlace(CohortId Cohort, PersonId Person)
{
    private const char Separator = '|';

    public override string ToString() => $"{Cohort.Value}{Separator}{Person.Value}";

    public static ProblemPlace? Parse(string? text) =>
        text?.Split(Separator, 2) is [var cohort, var person]
            && CohortId.Parse(cohort) is { } cohortId
            && PersonId.Parse(person) is { } personId
            ? new ProblemPlace(cohortId, personId)
            : null;
}

/// <summary>A page of people unreached for the same reason.</summary>
internal sealed record ProblemPage(IReadOnlyList<UnreachedPerson> People, ProblemPlace? Next);

/// <summary>Reads unreached people by reason, one page at a time.</summary>
internal sealed class DeliveryProblems(CohortRepository cohorts)
{
    public const int Size = 12;

    // Failures for other reasons are interleaved. A page cut short by them continues where it
    // stopped.
    private const int MostRows = 300;

    /// <param name="rollout">The rollout.</param>
    /// <param name="counts">The counts of the cohorts to read, in order.</param>
    /// <param name="obstacle">The reason.</param>
    /// <param name="after">Where the previous page ended; null for the first page.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<ProblemPage> ReadAsync(
        StoredRollout rollout, IReadOnlyList<(
            Cohort Cohort, CohortCounts Counts)> counts, Obstacle obstacle, ProblemPlace? after, CancellationToken ct)
    {
        var left = counts
            .Where(cohort => cohort.Counts.UnreachedBy(obstacle).People > 0)
            .SkipWhile(cohort => after is { } place && cohort.Cohort.Id != place.Cohort)
            .ToList();

        // Reads enough cohorts in parallel to fill a page; the first one was partly shown already.
        var (together, people) = (0, 0);
        while (together < left.Count && people <= Size)
        {
            people += together++ == 0 && after is not null ? 0 : left[together - 1].Counts.UnreachedBy(obstacle).People;
        }

        var read = await Task.WhenAll(left.Take(together).Select(async cohort => await ReadAsync(
            new CohortKey(rollout.Id, cohort.Cohort.Id), obstacle, after is { } place && place.Cohort == cohort.Cohort.Id
                ? place.Person
                : null, ct)));
        var found = new List<(Cohort Cohort, PersonId Person)>();
        ProblemPlace? next = null;
        for (var at = 0; at < together && next is null; at++)
        {
            var cohort = left[at].Cohort;
            found.AddRange(read[at].People.Take(Size - found.Count).Select(person => (cohort, person)));
            next = read[at].People.Count > 0
                && found.Count == Size
                && (found[^1].Person != read[at].People[^1] || read[at].IsCut || at + 1 < left.Count)
                ? new ProblemPlace(found[^1].Cohort.Id, found[^1].Person)
                : read[at].IsCut ? new ProblemPlace(cohort.Id, read[at].Last) : null;
        }

        return new ProblemPage(await DescribeAsync(rollout, found, obstacle, ct), next);
    }

    private async Task<(IReadOnlyList<PersonId> People, bool IsCut, PersonId Last)> ReadAsync(
        CohortKey key, Obstacle obstacle, PersonId? after, CancellationToken ct)
    {
        var rows = await cohorts.ListFailedAsync(key, ct, after, MostRows);
        return (
            [.. rows.Where(row => row.Obstacle == obstacle).Select(row => row.Person).Distinct()], rows.Count == MostRows,
            rows.Count == 0 ? default : rows[^1].Person);
    }

    private async Task<IReadOnlyList<UnreachedPerson>> DescribeAsync(
        StoredRollout rollout, List<(Cohort Cohort, PersonId Person)> found, Obstacle obstacle, CancellationToken ct)
    {
        var described = await Task.WhenAll(found.GroupBy(each => each.Cohort).Select(async cohort =>
        {
            var key = new CohortKey(rollout.Id, cohort.Key.Id);
            var people = await cohorts.FindParticipantsAsync(key, cohort.Select(each => each.Person), ct);
            var unreached = cohort.Where(each => people.ContainsKey(each.Person))
                .Select(each => (people[each.Person].Person, Contacts: Unreached(people[each.Person], obstacle))).ToList();
            var first = await cohorts.FindDeliveriesAsync(
                [
                    .. unreached.Where(each => each.Contacts.Count > 0)
                        .Select(each => DeliveryKey.ForTouchpoint(key, each.Person.Id, each.Contacts[0].Kind, each.Contacts[0].Number))
                ], ct);
            var reasons = first.ToDictionary(delivery => delivery.Key.Person, delivery => delivery.Reason?.Text);
            return unreached.Select(
                each => new UnreachedPerson(cohort.Key, each.Person, each.Contacts.Count, reasons.GetValueOrDefault(each.Person.Id)));
        }));
        return [.. described.SelectMany(people => people)];
    }

    private static IReadOnlyList<(TouchpointKind Kind, int Number)> Unreached(Participant participant, Obstacle obstacle) =>
    [
        .. participant.History.Contacts
            .Where(contact => contact.Value.Outcome == ContactOutcome.Failed && contact.Value.Obstacle == obstacle)
            .Select(contact => contact.Key)
            .Order(),
    ];
}
