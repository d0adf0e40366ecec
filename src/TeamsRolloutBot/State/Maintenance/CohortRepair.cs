using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State.Maintenance;

/// <summary>
/// Recomputes what is derived from a cohort's rows: counts, the failed-delivery index, ids by
/// e-mail address, questions in time order, attendance lists. Safe while the bot is running: counts
/// are written only if nobody changed during the computation, since every change of a person
/// changes them too.
/// </summary>
internal sealed class CohortRepair(ITableStore store, CohortRepository cohorts)
{
    private const int MostTries = 20;

    /// <param name="cohort">The cohort.</param>
    /// <param name="definition">Its rollout's definition.</param>
    /// <param name="onlyLook">Report only; change nothing.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The differences found, one line each: <c>tasksDone 5 → 6</c>.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CohortKey cohort, RolloutDefinition definition, bool onlyLook, CancellationToken ct)
    {
        var differences = new List<string>();
        differences.AddRange(await CountsAsync(cohort, definition, onlyLook, ct));
        differences.AddRange(await FailuresAsync(cohort, onlyLook, ct));
        differences.AddRange(await AddressesAsync(cohort, onlyLook, ct));
        differences.AddRange(await QuestionsAsync(cohort, onlyLook, ct));
        differences.AddRange(await AttendanceAsync(cohort, onlyLook, ct));
        return differences;
    }

    private async Task<IReadOnlyList<string>> CountsAsync(
        CohortKey cohort, RolloutDefinition definition, bool onlyLook, CancellationToken ct)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var row = await store.GetAsync(Table.Cohorts, cohort.Partition, CohortWork.CountsRow, ct);
            var (stored, zones) = CountsCodec.Read(row?.Values);
            var (counted, theirZones) = await CountAsync(cohort, definition, ct);
            var written = CountsCodec.Write(counted, zones.Union(theirZones, StringComparer.Ordinal).Order(StringComparer.Ordinal));
            var before = CountsCodec.Write(stored, zones);
            var differences = written.Where(value => !value.Value.Equals(Find(before, value.Key)))
                .Select(value => $"{value.Key} {Find(before, value.Key)} → {value.Value}").ToList();
            if (differences.Count == 0 || onlyLook)
            {
                return differences;
            }

            var write = row is null
                ? RowWrite.Insert(CohortWork.CountsRow, written)
                : RowWrite.Replace(CohortWork.CountsRow, written, row.ETag);
            if ((await store.CommitAsync(Table.Cohorts, cohort.Partition, [write], ct)).IsCommitted)
            {
                return differences;
            }
        }

        throw new StorageException(
            "The cohort kept changing while it was counted. Run the repair again, or while the bot is stopped.", isTransient: true);
    }

    private async Task<(CohortCounts Counts, IReadOnlyCollection<string> Zones)> CountAsync(
        CohortKey cohort, RolloutDefinition definition, CancellationToken ct)
    {
        var counts = CohortCounts.Zero;
        var zones = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var participant in cohorts.ListParticipantsAsync(cohort, ct: ct))
        {
            counts = counts.Change(definition, null, participant);
            if (participant.Zone is { } zone)
            {
                zones.Add(zone.Id);
            }
        }

        await foreach (var question in cohorts.ListQuestionsAsync(cohort, ct))
        {
            counts = question.IsOpen
                ? counts with { QuestionsOpen = counts.QuestionsOpen + 1 }
                : counts with { QuestionsAnswered = counts.QuestionsAnswered + 1 };
        }

        return (counts, zones);
    }

    private async Task<IReadOnlyList<string>> FailuresAsync(CohortKey cohort, bool onlyLook, CancellationToken ct)
    {
        var failed = new Dictionary<string, RowValues>(StringComparer.Ordinal);
        foreach (var prefix in new[] { DeliveryKey.RowPrefix, DeliveryKey.NoticePrefix })
        {
            await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Prefix(prefix), ct))
            {
                if (DeliveryCodec.Read(cohort, row.Values) is { State: DeliveryState.Failed, Obstacle: var obstacle })
                {
                    failed.Add(CohortWork.FailedPrefix + row.Key, CohortWork.FailedRow(obstacle));
                }
            }
        }

        return await RepairIndexAsync(cohort, CohortWork.FailedPrefix, failed, "failed deliveries", onlyLook, ct);
    }

    private async Task<IReadOnlyList<string>> AddressesAsync(CohortKey cohort, bool onlyLook, CancellationToken ct)
    {
        var addresses = new Dictionary<string, RowValues>(StringComparer.Ordinal);
        await foreach (var participant in cohorts.ListParticipantsAsync(cohort, ct: ct))
        {
            if (CohortWork.AddressOf(participant.Person) is { } address)
            {
                addresses[CohortWork.AddressRow(address)] = CohortWork.IndexRow(participant.Person.Id);
            }
        }

        return await RepairIndexAsync(cohort, CohortWork.AddressPrefix, addresses, "addresses", onlyLook, ct);
    }

    private async Task<IReadOnlyList<string>> QuestionsAsync(CohortKey cohort, bool onlyLook, CancellationToken ct)
    {
        var times = new Dictionary<string, RowValues>(StringComparer.Ordinal);
        await foreach (var question in cohorts.ListQuestionsAsync(cohort, ct))
        {
            times[CohortWork.TimeRow(question)] = CohortWork.IndexRow();
        }

        return await RepairIndexAsync(cohort, CohortWork.TimePrefix, times, "questions", onlyLook, ct);
    }

    // Lists that differ are deleted; each is rebuilt when it is next viewed.
    private async Task<IReadOnlyList<string>> AttendanceAsync(CohortKey cohort, bool onlyLook, CancellationToken ct)
    {
        var row = await store.GetAsync(Table.Cohorts, cohort.Partition, AttendanceLists.Row, ct);
        var lists = AttendanceLists.Read(row?.Values);
        var listed = new Dictionary<string, RowValues>(StringComparer.Ordinal);
        await foreach (var item in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Prefix(AttendanceLists.ListPrefix), ct))
        {
            listed.Add(item.Key, item.Values);
        }

        var marks = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var mark in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Prefix(AttendanceLists.AttendedPrefix), ct))
        {
            marks.Add(mark.Key);
        }

        var different = lists
            .Where(list =>
                list.Value.IsWhole
                && listed.Keys.Count(key => key.StartsWith($"{AttendanceLists.PrefixOf(list.Key)}1|", StringComparison.Ordinal))
                    != list.Value.WereThere
            )
            .Count();
        var unwanted = new HashSet<string>(listed.Keys, StringComparer.Ordinal);
        await foreach (var participant in cohorts.ListParticipantsAsync(cohort, ct: ct))
        {
            foreach (var (session, list) in participant.IsMember ? lists : [])
            {
                var item = AttendanceLists.ItemRow(
                    session, participant.Person, marks.Contains(AttendanceLists.AttendedRow(session, participant.Person.Id)));
                unwanted.Remove(item);
                var isRight = listed.TryGetValue(item, out var values)
                    ? values.Equals(AttendanceLists.Item(participant.Person))
                    : !list.IsWhole;
                different += isRight ? 0 : 1;
            }
        }

        different += unwanted.Count;
        if (different > 0 && !onlyLook)
        {
            await store.CommitAsync(Table.Cohorts, cohort.Partition, [RowWrite.Delete(AttendanceLists.Row)], ct);
            await PartitionErasure.RunAsync(store, Table.Cohorts, cohort.Partition, RowRange.Prefix(AttendanceLists.ListPrefix), ct);
        }

        return different == 0 ? [] : [$"attendance lists: {different} rows"];
    }

    private async Task<IReadOnlyList<string>> RepairIndexAsync(
        CohortKey cohort, string prefix, Dictionary<string, RowValues> wanted, string what, bool onlyLook, CancellationToken ct)
    {
        var writes = new List<RowWrite>();
        await foreach (var row in store.QueryAsync(Table.Cohorts, cohort.Partition, RowRange.Prefix(prefix), ct))
        {
            if (!wanted.Remove(row.Key, out var values))
            {
                writes.Add(RowWrite.Delete(row.Key));
            }
            else if (!values.Equals(row.Values))
            {
                writes.Add(RowWrite.Upsert(row.Key, values));
            }
        }

        writes.AddRange(wanted.Select(entry => RowWrite.Upsert(entry.Key, entry.Value)));
        foreach (var chunk in writes.Chunk(StorageLimits.MaxWrites))
        {
            if (!onlyLook)
            {
                await store.CommitAsync(Table.Cohorts, cohort.Partition, chunk, ct);
            }
        }

        return writes.Count == 0 ? [] : [$"index of {what}: {writes.Count} rows"];
    }

    private static object? Find(RowValues values, string name) => values.FirstOrDefault(value => value.Key == name).Value;
}
