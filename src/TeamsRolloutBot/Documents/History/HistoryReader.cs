using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>A history entry with the names to show.</summary>
/// <param name="Entry">The stored entry.</param>
/// <param name="Who">The actor's name.</param>
/// <param name="Cohort">The cohort's name; null if it concerns the whole rollout.</param>
/// <param name="About">The subjects' names.</param>
internal sealed record HistoryLine(AuditEntry Entry, string Who, string? Cohort, IReadOnlyList<string> About);

/// <summary>A page of a rollout's history, newest first.</summary>
/// <param name="Rollout">The rollout.</param>
/// <param name="Lines">The entries.</param>
/// <param name="Zone">The reader's time zone.</param>
/// <param name="Next">Where the next page begins; null on the last page.</param>
internal sealed record HistoryModel(StoredRollout Rollout, IReadOnlyList<HistoryLine> Lines, NodaTime.DateTimeZone Zone, string? Next);

/// <summary>
/// A page of the tenant's log, newest first: actions on personal data outside any rollout.
/// </summary>
/// <param name="Lines">The entries.</param>
/// <param name="Zone">The reader's time zone.</param>
/// <param name="Next">Where the next page begins; null on the last page.</param>
internal sealed record TenantLogModel(IReadOnlyList<HistoryLine> Lines, NodaTime.DateTimeZone Zone, string? Next);

/// <summary>Reads a rollout's history and resolves its names.</summary>
internal sealed class HistoryReader(AuditRepository audit, CohortRepository cohorts, UserRepository users)
{
    public const int Size = 12;
    private const int MostNames = 3;

    /// <summary>Reads a page, plus one entry to see whether there is another.</summary>
    public async Task<HistoryModel> ReadAsync(StoredRollout rollout, string? after, NodaTime.DateTimeZone zone, CancellationToken ct)
    {
        await audit.CollectAllAsync(rollout, ct);
        var entries = new List<AuditEntry>(Size + 1);
        await foreach (var entry in audit.ListAsync(rollout.Id, after, Size + 1, ct))
        {
            entries.Add(entry);
        }

        var lines = await DescribeAsync(rollout, [.. entries.Take(Size)], MostNames, ct);
        return new HistoryModel(rollout, lines, zone, entries.Count > Size ? entries[Size - 1].Id : null);
    }

    /// <summary>A page of the tenant's log.</summary>
    public async Task<TenantLogModel> ReadTenantAsync(string tenantId, string? after, NodaTime.DateTimeZone zone, CancellationToken ct)
    {
        var entries = await audit.ListAsync(tenantId, after, Size + 1, ct).ToListAsync(ct);
        PersonId[] people = [.. entries.SelectMany(entry => entry.Subjects.Take(MostNames).Prepend(entry.Actor)).Distinct()];
        var references = await users.FindReferencesAsync(tenantId, people, ct);
        var names = people.Zip(references).ToDictionary(
            pair => pair.First,
            pair => pair.First.IsForgotten ? ManagerTexts.AForgottenPerson
                : pair.Second?.Name ?? pair.First.Email ?? ManagerTexts.SomebodyWhoHasLeft2);
        return new TenantLogModel(
            [
                .. entries.Take(Size).Select(
                    entry =>
                        new HistoryLine(
                            entry, names[entry.Actor], null, [.. entry.Subjects.Take(MostNames).Select(subject => names[subject])]))
            ],
            zone,
            entries.Count > Size ? entries[Size - 1].Id : null);
    }

    /// <summary>The whole history, newest first.</summary>
    public async IAsyncEnumerable<HistoryLine> ReadAllAsync(
        StoredRollout rollout, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await audit.CollectAllAsync(rollout, ct);
        await foreach (var entries in audit.ListAsync(rollout.Id, ct: ct).Chunk(Size))
        {
            foreach (var line in await DescribeAsync(rollout, entries, int.MaxValue, ct))
            {
                yield return line;
            }
        }
    }

    private async Task<IReadOnlyList<HistoryLine>> DescribeAsync(
        StoredRollout rollout, IReadOnlyList<AuditEntry> entries, int mostNames, CancellationToken ct)
    {
        var names = await NamesAsync(rollout, entries, mostNames, ct);
        return [.. entries.Select(entry => new HistoryLine(
            entry,
            names[entry.Actor],
            CohortOf(rollout, entry),
            [.. entry.Subjects.Take(mostNames).Select(subject => names[subject])]))];
    }

    // A removal's entry contains the cohort's name; its id may have been reused since.
    private static string? CohortOf(StoredRollout rollout, AuditEntry entry) => entry switch
    {
        { Cohort: null } or { Action: AuditAction.CohortRemoved } => null,
        { Cohort: { } id } => rollout.Definition.FindCohort(id)?.Name ?? ManagerTexts.ARemovedCohort,
    };

    // Names come from the rollout, else from people the bot has met, else from the entry's cohort,
    // in two round trips for all entries.
    private async Task<IReadOnlyDictionary<PersonId, string>> NamesAsync(
        StoredRollout rollout, IReadOnlyList<AuditEntry> entries, int mostNames, CancellationToken ct)
    {
        var named = People(rollout).DistinctBy(person => person.Id).ToDictionary(person => person.Id, person => person.Name);
        PersonId[] people =
        [
            .. entries.SelectMany(entry => entry.Subjects.Take(mostNames).Prepend(entry.Actor))
                .Where(id => !id.IsForgotten && !named.ContainsKey(id)).Distinct()
        ];
        foreach (
            var (id, reference) in people.Zip(await users.FindReferencesAsync(rollout.TenantId, people, ct))
                .Where(pair => pair.Second is not null))
        {
            named[id] = reference!.Name;
        }

        var members = await Task.WhenAll(entries
            .Where(entry => entry.Cohort is not null)
            .GroupBy(
                entry => entry.Cohort!.Value,
                entry => entry.Subjects.Take(mostNames).Where(id => people.Contains(id) && !named.ContainsKey(id)))
            .Select(cohort => cohorts.FindParticipantsAsync(new CohortKey(rollout.Id, cohort.Key), cohort.SelectMany(ids => ids), ct)));
        foreach (var (id, participant) in members.SelectMany(found => found))
        {
            named[id] = participant.Person.Name;
        }

        return entries.SelectMany(entry => entry.Subjects.Prepend(entry.Actor)).Distinct().ToDictionary(
            id => id, id => id.IsForgotten ? ManagerTexts.AForgottenPerson
                : named.GetValueOrDefault(id) ?? id.Email ?? ManagerTexts.SomebodyWhoHasLeft2);
    }

    private static IEnumerable<Person> People(StoredRollout rollout) =>
        rollout.Definition.Committee
            .Concat(rollout.Definition.Cohorts.Select(cohort => cohort.ImplementationManager).OfType<Person>())
            .Prepend(rollout.Rollout.Owner);
}
