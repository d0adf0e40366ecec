using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Documents;

/// <summary>A person as a list shows them.</summary>
/// <param name="Cohort">In which cohort.</param>
/// <param name="Participant">The person.</param>
/// <param name="Done">Tasks done, of all their lists.</param>
/// <param name="Tasks">How many tasks they have.</param>
/// <param name="State">In a word or two.</param>
internal sealed record PersonProgress(Cohort Cohort, Participant Participant, int Done, int Tasks, string State);

/// <summary>Who is to be listed.</summary>
/// <param name="Cohorts">In which cohorts.</param>
/// <param name="Search">Words of their names, or the beginning of their address; empty:
/// everybody.</param>
/// <param name="OnlyBehind">Only those somebody should look after.</param>
/// <param name="Page">Which page, from 0.</param>
/// <param name="After">Of a large cohort: the last person of the page before.</param>
internal sealed record PeopleQuery(IReadOnlyList<Cohort> Cohorts, string Search, bool OnlyBehind, int Page, PersonId? After)
{
    public bool IsFiltered => OnlyBehind || Search.Length > 0;
}

/// <summary>A page of people.</summary>
/// <param name="People">Who is on it.</param>
/// <param name="Found">How many there are on all pages.</param>
/// <param name="Page">Which page it is, from 0.</param>
/// <param name="Next">Of a large cohort: the last person of this page; null where pages have
/// their numbers alone, and on the last.</param>
internal sealed record PeopleFound(IReadOnlyList<PersonProgress> People, int Found, int Page, PersonId? Next)
{
    public int Pages => Wording.Pages(Found, PeoplePage.Size);
}

/// <summary>Reads a page of people.</summary>
internal sealed class PeoplePage(CohortRepository cohorts)
{
    public const int Size = 10;

    /// <summary>More people than this are looked through only where a cohort was chosen.</summary>
    public const int MostLookedThrough = 5000;

    // A cohort of that many is read as a whole, and has its people in the order of their names; of
    // a larger one a page is read that follows the one before, and not one person more. Any other
    // page is read with all those in front of it: storage counts from the first row alone.
    private const int ReadAsAWhole = 300;

    /// <param name="rollout">The rollout.</param>
    /// <param name="query">Who is to be listed.</param>
    /// <param name="members">How many members the cohorts have together.</param>
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

    /// <summary>How somebody is doing.</summary>
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
