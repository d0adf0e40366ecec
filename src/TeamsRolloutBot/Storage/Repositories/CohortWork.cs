using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.CheckIns;
using TeamsRolloutBot.Domain.Rollouts;

namespace TeamsRolloutBot.Storage.Repositories;

/// <summary>
/// One change of a cohort: reads what it needs, stages what it changes, and changes the counts by what it changed. Everything it
/// stages is committed together, or not at all. It may run more than once, so it does nothing but read and stage.
/// </summary>
internal sealed class CohortWork(UnitOfWork work, CohortKey cohort, RolloutDefinition definition, CancellationToken ct)
{
    public const string ParticipantPrefix = "p|";
    public const string QuestionPrefix = "q|";
    public const string BlockerPrefix = "a|";
    public const string CountsRow = "counts";
    public const string EnrolledRow = "enrolled";

    private readonly List<(Participant? Before, Participant? After)> _changes = [];
    private readonly HashSet<string> _zones = [];
    private int _open;
    private int _answered;

    public static string ParticipantRow(PersonId person) => ParticipantPrefix + person.Value;

    public async ValueTask<Participant?> FindParticipantAsync(PersonId person) =>
        await work.GetAsync(ParticipantRow(person), ct) is { } row ? ParticipantCodec.Read(row) : null;

    /// <summary>Stages a participant; <paramref name="before"/> is what was read in this change, null when there was none.</summary>
    public void Put(Participant? before, Participant after)
    {
        if (before is null)
        {
            work.Insert(ParticipantRow(after.Person.Id), ParticipantCodec.Write(after));
        }
        else
        {
            work.Replace(ParticipantRow(after.Person.Id), ParticipantCodec.Write(after));
        }

        _changes.Add((before, after));
        if (after.Zone is { } zone)
        {
            _zones.Add(zone.Id);
        }
    }

    public void Remove(Participant before)
    {
        work.Delete(ParticipantRow(before.Person.Id));
        _changes.Add((before, null));
    }

    public async ValueTask<Delivery?> FindDeliveryAsync(DeliveryKey key) =>
        await work.GetAsync(key.Row, ct) is { } row ? DeliveryCodec.Read(cohort, row) : null;

    public async ValueTask PutAsync(Delivery delivery)
    {
        var values = DeliveryCodec.Write(delivery);
        if (await work.GetAsync(delivery.Key.Row, ct) is null)
        {
            work.Insert(delivery.Key.Row, values);
        }
        else
        {
            work.Replace(delivery.Key.Row, values);
        }
    }

    public async ValueTask RemoveAsync(DeliveryKey key)
    {
        if (await work.GetAsync(key.Row, ct) is not null)
        {
            work.Delete(key.Row);
        }
    }

    public async ValueTask<Question?> FindQuestionAsync(string id) =>
        await work.GetAsync(QuestionPrefix + id, ct) is { } row ? QuestionCodec.Read(row) : null;

    public void Ask(Question question)
    {
        work.Insert(QuestionPrefix + question.Id, QuestionCodec.Write(question));
        _open++;
    }

    public void Answer(Question answered)
    {
        work.Replace(QuestionPrefix + answered.Id, QuestionCodec.Write(answered));
        _open--;
        _answered++;
    }

    /// <summary>Keeps what stops somebody, beside the answer to a check-in.</summary>
    public async ValueTask PutBlockerAsync(PersonId person, int checkIn, string? blocker)
    {
        var row = $"{BlockerPrefix}{person.Value}|{checkIn:D3}";
        var exists = await work.GetAsync(row, ct) is not null;
        if (blocker is null)
        {
            if (exists)
            {
                work.Delete(row);
            }

            return;
        }

        var values = Documents.SchemaVersion.Stamp(new RowValues { { "text", blocker } }, 1);
        if (exists)
        {
            work.Replace(row, values);
        }
        else
        {
            work.Insert(row, values);
        }
    }

    /// <summary>Stages the counts as they are after the changes.</summary>
    public async ValueTask CompleteAsync()
    {
        var changed = _changes.Where(change => change.Before != change.After).ToList();
        if (changed.Count == 0 && _open == 0 && _answered == 0)
        {
            return;
        }

        var row = await work.GetAsync(CountsRow, ct);
        var (counts, zones) = CountsCodec.Read(row);
        counts = changed.Aggregate(counts, (sum, change) => sum.Change(definition, change.Before, change.After));
        counts = counts with { QuestionsOpen = counts.QuestionsOpen + _open, QuestionsAnswered = counts.QuestionsAnswered + _answered };
        var values = CountsCodec.Write(counts, zones.Union(_zones, StringComparer.Ordinal).Order(StringComparer.Ordinal));
        if (row is null)
        {
            work.Insert(CountsRow, values);
        }
        else
        {
            work.Replace(CountsRow, values);
        }
    }
}
