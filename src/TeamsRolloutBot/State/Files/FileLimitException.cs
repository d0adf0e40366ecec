namespace TeamsRolloutBot.State;

/// <summary>
/// A file can't be stored: it is too large, or there are too many. The message is for the
/// requester, in their language.
/// </summary>
internal sealed class FileLimitException(string message) : Exception(message);
