using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Documents;

/// <summary>A person as listed.</summary>
/// <param name="Cohort">Their cohort.</param>
/// <param name="Participant">The person.</param>
/// <param name="Done">The tasks done, on all their lists.</param>
/// <param name="Tasks">The number of their tasks.</param>
/// <param name="State">Their state in a word or two.</param>
internal sealed record PersonProgress(Cohort Cohort, Participant Participant, int Done, int Tasks, string State);

/// <summary>Which people to list.</summary>
/// <param name="Cohorts">The cohorts to search.</param>
/// <param name="Search">Prefixes of words in their names, or of their address; empty for
/// everybody.</param>
/// <param name="OnlyBehind">Only people who need attention.</param>
/// <param name="Page">The page, from 0.</param>
/// <param name="After">In a large cohort, the last person of the previous page.</param>
internal sealed record PeopleQuery(IReadOnlyList<Cohort> Cohorts, string Search, bool OnlyBehind, int Page, PersonId? After)
{
    public bool IsFiltered => OnlyBehind || Search.Length > 0;
}

/// <summary>A page of people.</summary>
/// <param name="People">The people on this page.</param>
/// <param name="Found">The total on all pages.</param>
/// <param name="Page">The page, from 0.</param>
/// <param name="Next">In a large cohort, the last person on this page; null if pages go by number,
/// and on the last page.</param>
internal sealed record PeopleFound(IReadOnlyList<PersonProgress> People, int Found, int Page, PersonId? Next)
{
    public int Pages => Wording.Pages(Found, PeoplePage.Size);
}

/// <summary>Reads a page of people.</summary>
internal sealed class PeoplePage(CohortRepository cohorts)
{
    public const int Size = 10;

    /// <summary>Above this, people are searched only within a chosen cohort.</summary>
    public const int MostLookedThrough = 5000;

    // Up to this size a cohort is read whole and sorted by name. In a larger one, the next page
    // reads only its own rows; a page jumped to by number also reads all rows before it, because
    // storage cannot skip rows.
    private const int ReadAsAWhole = 300;

    /// <param name="rollout">The rollout.</param>
    /// <param name="query">Which people to list.</param>
    /// <param name="members">The cohorts' total number of members.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<PeopleFound> ReadAsync(StoredRollout rollout, PeopleQuery query, int members, CancellationToken ct)
    {
        if (!query.IsFiltered && query.Cohorts is [var large] && members > ReadAsAWhole)
        {
            return await ReadPageAsync(rollout, large, query, members, ct);
        }

        var found = (await Task.WhenAll(query.Cohorts.Select(async cohort =>
            await cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, cohort.Id), ct: ct)
                .Where(person => !person.HasLeft && Fits(rollout.Definition, query, person))
                .Select(person => (Cohort: cohort, Person: person))
                .ToListAsync(ct)))).SelectMany(people => people).ToList();
        var page = Math.Clamp(query.Page, 0, Wording.Pages(found.Count, Size) - 1);
        var shown = found
            .OrderBy(each => each.Person.Person.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(each => each.Person.Person.Id)
            .Skip(page * Size)
            .Take(Size)
            .Select(each => Describe(rollout.Definition, each.Cohort, each.Person));
        return new PeopleFound([.. shown], found.Count, page, null);
    }

    private async Task<PeopleFound> ReadPageAsync(
        StoredRollout rollout, Cohort cohort, PeopleQuery query, int members, CancellationToken ct)
    {
        var page = query.After is null ? Math.Min(query.Page, Wording.Pages(members, Size) - 1) : query.Page;
        var before = query.After is null ? page * Size : 0;
        var people = await cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, cohort.Id), query.After, before + Size + 1, ct)
            .Skip(before).ToListAsync(ct);
        var shown = people.Take(Size).Where(person => !person.HasLeft).Select(person => Describe(rollout.Definition, cohort, person));
        return new PeopleFound(
            [.. shown], members, page, people.Count > Size ? people[Size - 1].Person.Id : null);
    }

    private static bool Fits(RolloutDefinition definition, PeopleQuery query, Participant person)
    {
        if (query.OnlyBehind && (person.Person.Id.IsForgotten || !person.IsBehind(definition)))
        {
            return false;
        }

        var words = FoldedName.Of(query.Search).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var names = FoldedName.Of(person.Person.Name).Split(' ');
        return words.All(word => names.Any(name => name.StartsWith(word, StringComparison.Ordinal)))
            || person.Person.Email?.StartsWith(query.Search, StringComparison.OrdinalIgnoreCase) == true;
    }

    /// <summary>Summarises a person's progress.</summary>
    public static PersonProgress Describe(RolloutDefinition definition, Cohort cohort, Participant participant)
    {
        var tasks = participant.Tasks(definition);
        var done = participant.Progress.CountDone(tasks);
        return new PersonProgress(cohort, participant, done, tasks.Count, State(participant, definition, done));
    }

    private static string State(Participant participant, RolloutDefinition definition, int done)
    {
        if (
            participant.History.Contacts.Values.FirstOrDefault(
                contact => contact.Outcome == ContactOutcome.Failed) is { Outcome: ContactOutcome.Failed } unreached)
        {
            return unreached.Obstacle.IsWaiting() ? ManagerTexts.WaitingForTheApp2 : ManagerTexts.NotReached;
        }

        return participant.Risk switch
        {
            RiskReason.TwiceNo => ManagerTexts.AtRiskSaidNoTwice,
            RiskReason.ThreeUnanswered => ManagerTexts.AtRisk3CheckInsUnanswered,
            _ when participant.Answers.Count > 0 =>
                participant.Answers.Last().Value.Usage switch
                {
                    Usage.Yes =>
                ManagerTexts.UsesIt2,
                    Usage.Partly => ManagerTexts.UsesItPartly2,
                    _ => ManagerTexts.DoesNotUseIt2
                },
            _ when participant.History.ReachedAt(TouchpointKind.Checklist) is null
                && participant.History.SentAt(TouchpointKind.Tasks) is null => ManagerTexts.NotContactedYet,
            _ when participant.IsMember && participant.Progress.AllDone(Checklists.ForMember(definition, participant.Role)) =>
                ManagerTexts.PersonReady,
            _ => done == 0 ? ManagerTexts.NotStarted : ManagerTexts.UnderWay,
        };
    }
}
