using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>An entry of the history with the names it is shown with.</summary>
/// <param name="Entry">As stored.</param>
/// <param name="Who">The name of who did it.</param>
/// <param name="Cohort">The name of the cohort; null when it is about the rollout.</param>
/// <param name="About">The names of those it was about.</param>
internal sealed record HistoryLine(AuditEntry Entry, string Who, string? Cohort, IReadOnlyList<string> About);

/// <summary>A page of a rollout's history, the newest first.</summary>
/// <param name="Rollout">Which rollout.</param>
/// <param name="Lines">What was done.</param>
/// <param name="Zone">The reader's time zone.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
internal sealed record HistoryModel(StoredRollout Rollout, IReadOnlyList<HistoryLine> Lines, NodaTime.DateTimeZone Zone, string? Next);

/// <summary>
/// A page of the tenant's own log, the newest first: what was done with people's data beside any
/// rollout.
/// </summary>
/// <param name="Lines">What was done.</param>
/// <param name="Zone">The reader's time zone.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
internal sealed record TenantLogModel(IReadOnlyList<HistoryLine> Lines, NodaTime.DateTimeZone Zone, string? Next);

/// <summary>Reads a rollout's history, and looks up the names in it.</summary>
internal sealed class HistoryReader(AuditRepository audit, CohortRepository cohorts, UserRepository users)
{
    public const int Size = 12;
    private const int MostNames = 3;

    /// <summary>A page, and not one entry more than tells whether there is another.</summary>
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

    /// <summary>A page of the tenant's own log.</summary>
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

    /// <summary>Everything, the newest first.</summary>
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
            entry.Cohort is { } id ? rollout.Definition.FindCohort(id)?.Name ?? id.Value : null,
            [.. entry.Subjects.Take(mostNames).Select(subject => names[subject])]))];
    }

    // From what the rollout says, else from what the bot has met, else from the cohort an entry is
    // about: two round trips for all of them.
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
