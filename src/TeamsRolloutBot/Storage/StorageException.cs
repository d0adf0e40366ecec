namespace TeamsRolloutBot.Storage;

/// <summary>
/// A fault of the outside world: the disk, the network, the storage account. The message says what
/// an operator can do.
/// </summary>
internal class StorageException(string message, bool isTransient, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>
    /// Whether the same call may succeed a little later without anybody doing something about it.
    /// </summary>
    public bool IsTransient { get; } = isTransient;
}
