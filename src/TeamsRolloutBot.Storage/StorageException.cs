namespace TeamsRolloutBot.Storage;

/// <summary>
/// An external failure: disk, network or storage account. The message tells an operator what to do.
/// </summary>
internal class StorageException(string message, bool isTransient, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Whether the same call may succeed later without intervention.</summary>
    public bool IsTransient { get; } = isTransient;
}
