using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// The queue for several instances, on Azure Storage. A received message is invisible to others for
/// the duration of a lease, which is renewed while the message is in flight; if the instance dies,
/// the message reappears.
/// </summary>
/// <remarks>
/// Messages live until completed. They may be delivered twice and out of order: the rows decide.
/// Limits: 32 messages per request, and at most 7 days until a message becomes visible
/// (https://learn.microsoft.com/rest/api/storageservices/queue-service-rest-api).
/// </remarks>
internal sealed partial class AzureStorageQueue : IDeliveryQueue, IAsyncDisposable
{
    private const int InARequest = 32;

    /// <summary>
    /// How many messages may wait here for room before no more are received, so that one rollout's
    /// do not block another's.
    /// </summary>
    private const int MostWithoutRoom = InARequest;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(5);

    private readonly QueueClient _queue;
    private readonly IClock _clock;
    private readonly TimeProvider _time;
    private readonly LostMessages _lost;
    private readonly TimeSpan _lease;
    private readonly DeliveryMetrics _metrics;
    private readonly ILogger<AzureStorageQueue> _logger;
    private readonly SemaphoreSlim _receiving = new(1);
    private readonly List<QueuedDelivery> _taken = [];
    private readonly ConcurrentDictionary<QueuedDelivery, long> _inFlight = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;
    private TaskCompletionSource _put = NewSignal();
    private TimeSpan _pause = ShortestPause;
    private (long At, int Count) _counted;

    public AzureStorageQueue(
        QueueClient queue, IClock clock, TimeProvider time, IOptions<DeliveryOptions> options, DeliveryMetrics metrics,
        ILogger<AzureStorageQueue> logger)
    {
        _queue = queue;
        _clock = clock;
        _time = time;
        _lost = new LostMessages(clock, time);
        _lease = TimeSpan.FromSeconds(options.Value.LeaseSeconds);
        _metrics = metrics;
        _logger = logger;
        _renewing = RenewAsync(_stop.Token);
    }

    public Task OpenAsync(CancellationToken ct) => _queue.CreateIfNotExistsAsync(cancellationToken: ct);

    public async ValueTask EnqueueAsync(DeliveryKey key, Instant notBefore, CancellationToken ct)
    {
        _lost.NotePut(key);
        var delay = DelayUntil(notBefore);
        await _queue.SendMessageAsync(QueueMessageCodec.Write(key), delay, Forever, ct);
        if (delay == TimeSpan.Zero)
        {
            Signal();
        }
    }

    public async ValueTask EnqueueAgainAsync(DeliveryKey key, Instant notBefore, CancellationToken ct)
    {
        if (await _lost.IsLostAsync(key, notBefore, async () => await CountAsync(ct) == 0 && _inFlight.IsEmpty))
        {
            await EnqueueAsync(key, notBefore, ct);
        }
    }

    public async ValueTask<QueuedDelivery> ReceiveAsync(ConcurrencyLimiter limiter, CancellationToken ct)
    {
        await _receiving.WaitAsync(ct);
        EventHandler lookAgain = (_, _) => Signal();
        limiter.Freed += lookAgain;
        try
        {
            while (true)
            {
                var put = Volatile.Read(ref _put).Task;
                if (TryHandOut(limiter) is { } next)
                {
                    return next;
                }

                // Beyond that, leave the messages to other instances.
                if (_taken.Count <= MostWithoutRoom && await TakeAsync(ct) > 0)
                {
                    _pause = ShortestPause;
                    continue;
                }

                using var cancel = CancellationTokenSource.CreateLinkedTokenSource(ct);
                await Task.WhenAny(put, Task.Delay(_pause, _time, cancel.Token));
                await cancel.CancelAsync();
                ct.ThrowIfCancellationRequested();
                _pause = put.IsCompleted ? ShortestPause : _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
            }
        }
        finally
        {
            limiter.Freed -= lookAgain;
            _receiving.Release();
        }
    }

    public async ValueTask CompleteAsync(QueuedDelivery delivery, CancellationToken ct)
    {
        await delivery.Turn.WaitAsync(ct);
        try
        {
            _inFlight.TryRemove(delivery, out _);
            await _queue.DeleteMessageAsync(delivery.MessageId, delivery.Receipt, ct);
        }
        catch (RequestFailedException gone) when (IsGone(gone))
        {
            // Another instance has it; the row will tell it that nothing is left to do.
        }
        finally
        {
            delivery.Turn.Release();
        }
    }

    public async ValueTask ReturnAsync(QueuedDelivery delivery, Instant notBefore, CancellationToken ct)
    {
        await delivery.Turn.WaitAsync(ct);
        try
        {
            _inFlight.TryRemove(delivery, out _);
            await _queue.UpdateMessageAsync(
                delivery.MessageId, delivery.Receipt, QueueMessageCodec.Write(delivery.Key), DelayUntil(notBefore), ct);
        }
        catch (RequestFailedException gone) when (IsGone(gone))
        {
            // Another instance already has it.
        }
        finally
        {
            delivery.Turn.Release();
        }
    }

    public async Task GiveBackAsync(CancellationToken ct)
    {
        while (TryHandOut(limiter: null) is { } delivery)
        {
            await ReturnAsync(delivery, _clock.GetCurrentInstant(), ct);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The service's approximate count, including messages not visible yet; refreshed every few
    /// seconds at most.
    /// </remarks>
    public async ValueTask<int> CountAsync(CancellationToken ct)
    {
        var (at, count) = _counted;
        if (at == 0 || _time.GetElapsedTime(at) > CountEvery)
        {
            var properties = await _queue.GetPropertiesAsync(ct);
            count = properties.Value.ApproximateMessagesCount;
            _counted = (_time.GetTimestamp(), count);
        }

        return count;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        await _renewing;
        _stop.Dispose();
        _receiving.Dispose();
    }

    /// <summary>
    /// The first received delivery whose rollout has room; any if there is no limiter.
    /// </summary>
    private QueuedDelivery? TryHandOut(ConcurrencyLimiter? limiter)
    {
        lock (_taken)
        {
            var next = _taken.Find(delivery => limiter?.HasRoom(delivery.Key.Cohort.Rollout) != false);
            return next is not null && _taken.Remove(next) ? next : null;
        }
    }

    private void Signal() => Interlocked.Exchange(ref _put, NewSignal()).TrySetResult();

    private async Task<int> TakeAsync(CancellationToken ct)
    {
        QueueMessage[] messages = await _queue.ReceiveMessagesAsync(InARequest, _lease, ct);
        foreach (var message in messages)
        {
            if (!QueueMessageCodec.TryRead(message.MessageText, out var key))
            {
                LogUnreadable(_logger);
                _metrics.Poisoned();
                await _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, ct);
                continue;
            }

            var delivery = new QueuedDelivery(key.Value) { MessageId = message.MessageId, Receipt = message.PopReceipt };
            _inFlight[delivery] = _time.GetTimestamp();
            lock (_taken)
            {
                _taken.Add(delivery);
            }
        }

        return messages.Length;
    }

    private async Task RenewAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(_lease / 4, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                foreach (var (delivery, since) in _inFlight)
                {
                    if (_time.GetElapsedTime(since) > _lease / 2)
                    {
                        await RenewAsync(delivery, ct);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Shutting down.
        }
    }

    private async Task RenewAsync(QueuedDelivery delivery, CancellationToken ct)
    {
        await delivery.Turn.WaitAsync(ct);
        try
        {
            if (_inFlight.ContainsKey(delivery))
            {
                UpdateReceipt renewed = await _queue.UpdateMessageAsync(
                    delivery.MessageId, delivery.Receipt, QueueMessageCodec.Write(delivery.Key), _lease, ct);
                delivery.Receipt = renewed.PopReceipt;
                _inFlight[delivery] = _time.GetTimestamp();
            }
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            // Not renewed: another instance may receive it too; the claim in the row arbitrates.
            LogNotRenewed(_logger, (fault as RequestFailedException)?.Status ?? 0);
            if (fault is RequestFailedException gone && IsGone(gone))
            {
                _inFlight.TryRemove(delivery, out _);
            }
        }
        finally
        {
            delivery.Turn.Release();
        }
    }

    private TimeSpan DelayUntil(Instant notBefore)
    {
        var delay = (notBefore - _clock.GetCurrentInstant()).ToTimeSpan();
        if (delay <= TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        // Whole seconds, rounded up so that it is not handed out too early.
        delay = TimeSpan.FromSeconds(Math.Ceiling(delay.TotalSeconds));
        return delay < LongestDelay ? delay : LongestDelay;
    }

    private static bool IsGone(RequestFailedException fault) =>
        fault.ErrorCode == QueueErrorCode.MessageNotFound || fault.ErrorCode == QueueErrorCode.PopReceiptMismatch || fault.Status == 404;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Error, Message = "A queue message that is not the key of a delivery is dropped")]
    private static partial void LogUnreadable(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of a message could not be renewed: status {Status}")]
    private static partial void LogNotRenewed(ILogger logger, int status);
}
