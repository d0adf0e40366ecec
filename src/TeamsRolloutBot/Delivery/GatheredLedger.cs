using Polly;
using Polly.Retry;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Delivery;

/// <summary>What a sender knows of a delivery it wanted to take in hand.</summary>
/// <param name="Rollout">Its rollout; null when there is none any more.</param>
/// <param name="Claim">What came of claiming it.</param>
/// <param name="Reference">How its recipient is reached, as far as that is known.</param>
internal sealed record TakenDelivery(StoredRollout? Rollout, Claim Claim, UserReference? Reference);

/// <summary>
/// The ledger, shared by many deliveries that are in hand at once: those of one cohort that are to be claimed or recorded
/// at the same time are read and
/// written together.
/// </summary>
internal sealed class GatheredLedger
{
    private readonly RolloutRepository _rollouts;
    private readonly UserRepository _users;
    private readonly DeliveryLedger _ledger;
    private readonly Gathering<CohortKey, DeliveryKey, TakenDelivery> _claims;
    private readonly Gathering<CohortKey, (StoredRollout Rollout, Ended Ended), bool> _records;
    private readonly ResiliencePipeline _recording;

    public GatheredLedger(RolloutRepository rollouts, UserRepository users, DeliveryLedger ledger, TimeProvider time)
    {
        _rollouts = rollouts;
        _users = users;
        _ledger = ledger;
        _claims = new(DeliveryLedger.MostTogether, ClaimAsync);
        _records = new(DeliveryLedger.MostTogether, RecordAsync);
        _recording = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<StorageException>(fault => fault.IsTransient),
                MaxRetryAttempts = 8,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(10),
                UseJitter = true,
            })
            .Build();
    }

    /// <summary>Takes a delivery in hand. Not cancelled: a claim nobody knows of would have to run out first.</summary>
    public Task<TakenDelivery> ClaimAsync(DeliveryKey key) => _claims.AskAsync(key.Cohort, key);

    /// <summary>
    /// Writes down how a delivery ended. It may be out, so storage that is away for a moment must not have it sent twice:
    /// that is tried for a good half minute, also
    /// while the service is being stopped.
    /// </summary>
    /// <param name="rollout">Of which rollout.</param>
    /// <param name="ended">The delivery in its last state.</param>
    /// <param name="recipient">As they were read when it was claimed; null to read them.</param>
    public Task RecordAsync(StoredRollout rollout, Storage.Repositories.Delivery ended, KnownParticipant? recipient = null) =>
        _records.AskAsync(ended.Key.Cohort, (rollout, new Ended(ended, recipient)));

    private async Task<IReadOnlyList<TakenDelivery>> ClaimAsync(CohortKey cohort, IReadOnlyList<DeliveryKey> keys)
    {
        if (await _rollouts.FindAsync(cohort.Rollout) is not { } rollout)
        {
            return [.. keys.Select(_ => new TakenDelivery(null, Claim.DoneWith, null))];
        }

        // Before anything is claimed: what can't be read is found by then.
        var references = await _users.FindReferencesAsync(rollout.TenantId, [.. keys.Select(key => key.Person)]);
        var claims = await _ledger.ClaimAsync(rollout, keys, CancellationToken.None);
        return [.. claims.Zip(references, (claim, reference) => new TakenDelivery(rollout, claim, reference))];
    }

    private async Task<IReadOnlyList<bool>> RecordAsync(CohortKey cohort, IReadOnlyList<(StoredRollout Rollout, Ended Ended)> some)
    {
        var recorded = await _recording.ExecuteAsync(
            async _ => await _ledger.RecordAsync(some[^1].Rollout, [.. some.Select(one => one.Ended)], CancellationToken.None), CancellationToken.None);
        return [.. some.Take(recorded).Select(_ => true)];
    }
}
