using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Reports;

/// <summary>An entry of the history with the names it is shown with.</summary>
/// <param name="Entry">As stored.</param>
/// <param name="Who">The name of who did it.</param>
/// <param name="Cohort">The name of the cohort; null when it is about the rollout.</param>
/// <param name="Whom">The names of those it was about.</param>
internal sealed record HistoryLine(AuditEntry Entry, string Who, string? Cohort, IReadOnlyList<string> Whom);

/// <summary>A page of a rollout's history, the newest first.</summary>
/// <param name="Rollout">Which rollout.</param>
/// <param name="Lines">What was done.</param>
/// <param name="Zone">The reader's time zone.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
internal sealed record HistoryModel(StoredRollout Rollout, IReadOnlyList<HistoryLine> Lines, NodaTime.DateTimeZone Zone, string? Next);

/// <summary>A page of the tenant's own log, the newest first: what was done with people's data beside any rollout.</summary>
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

        var names = new Dictionary<PersonId, string>();
        var lines = new List<HistoryLine>(Size);
        foreach (var entry in entries.Take(Size))
        {
            lines.Add(await DescribeAsync(rollout, entry, MostNames, names, ct));
        }

        return new HistoryModel(rollout, lines, zone, entries.Count > Size ? entries[Size - 1].Id : null);
    }

    /// <summary>A page of the tenant's own log.</summary>
    public async Task<TenantLogModel> ReadTenantAsync(string tenantId, string? after, NodaTime.DateTimeZone zone, CancellationToken ct)
    {
        var entries = await audit.ListAsync(tenantId, after, Size + 1, ct).ToListAsync(ct);
        PersonId[] people = [.. entries.SelectMany(entry => entry.Subjects.Take(MostNames).Prepend(entry.Actor)).Distinct()];
        var references = await users.FindReferencesAsync(tenantId, people, ct);
        var names = people.Zip(references).ToDictionary(pair => pair.First, pair => pair.First.IsForgotten ? "a forgotten person" : pair.Second?.Name ?? pair.First.Email ?? "somebody who has left");
        return new TenantLogModel(
            [.. entries.Take(Size).Select(entry => new HistoryLine(entry, names[entry.Actor], null, [.. entry.Subjects.Take(MostNames).Select(subject => names[subject])]))],
            zone,
            entries.Count > Size ? entries[Size - 1].Id : null);
    }

    /// <summary>Everything, the newest first.</summary>
    public async IAsyncEnumerable<HistoryLine> ReadAllAsync(
        StoredRollout rollout, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await audit.CollectAllAsync(rollout, ct);
        var names = new Dictionary<PersonId, string>();
        await foreach (var entry in audit.ListAsync(rollout.Id, ct: ct))
        {
            yield return await DescribeAsync(rollout, entry, int.MaxValue, names, ct);
        }
    }

    private async Task<HistoryLine> DescribeAsync(
        StoredRollout rollout, AuditEntry entry, int mostNames, Dictionary<PersonId, string> names, CancellationToken ct)
    {
        var whom = new List<string>();
        foreach (var subject in entry.Subjects.Take(mostNames))
        {
            whom.Add(await NameAsync(rollout, entry.Cohort, subject, names, ct));
        }

        return new HistoryLine(
            entry,
            await NameAsync(rollout, null, entry.Actor, names, ct),
            entry.Cohort is { } id ? rollout.Definition.FindCohort(id)?.Name ?? id.Value : null,
            whom);
    }

    private async Task<string> NameAsync(
        StoredRollout rollout, CohortId? cohort, PersonId person, Dictionary<PersonId, string> names, CancellationToken ct)
    {
        if (names.TryGetValue(person, out var known))
        {
            return known;
        }

        var named = person.IsForgotten ? "a forgotten person"
            : People(rollout).FirstOrDefault(somebody => somebody.Id == person)?.Name
            ?? (await users.FindReferenceAsync(rollout.TenantId, person, ct))?.Name
            ?? (cohort is { } id ? (await cohorts.FindParticipantAsync(new CohortKey(rollout.Id, id), person, ct))?.Person.Name : null)
            ?? person.Email
            ?? "somebody who has left";
        return names[person] = named;
    }

    private static IEnumerable<Person> People(StoredRollout rollout) =>
        rollout.Definition.Committee
            .Concat(rollout.Definition.Cohorts.Select(cohort => cohort.ImplementationManager).OfType<Person>())
            .Prepend(rollout.Rollout.Owner);
}
