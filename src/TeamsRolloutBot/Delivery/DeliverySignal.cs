namespace TeamsRolloutBot.Delivery;

/// <summary>Signals the planner that there is work.</summary>
internal sealed class DeliverySignal
{
    private TaskCompletionSource _raised = New();

    public void Raise() => Interlocked.Exchange(ref _raised, New()).TrySetResult();

    /// <summary>Completes at the next raise.</summary>
    public Task WhenRaised() => Volatile.Read(ref _raised).Task;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
