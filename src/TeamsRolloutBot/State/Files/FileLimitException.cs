namespace TeamsRolloutBot.State;

/// <summary>
/// A file can't be kept: it is too large, or too many are. The message says it to whoever asked, in
/// their language.
/// </summary>
internal sealed class FileLimitException(string message) : Exception(message);
