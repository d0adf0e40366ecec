namespace TeamsRolloutBot.Delivery;

/// <summary>Says that the planner has something to look at now.</summary>
internal sealed class DeliverySignal
{
    private TaskCompletionSource _raised = New();

    public void Raise() => Interlocked.Exchange(ref _raised, New()).TrySetResult();

    /// <summary>Ends at the next raise.</summary>
    public Task WhenRaised() => Volatile.Read(ref _raised).Task;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
