namespace TeamsRolloutBot.Storage;

/// <summary>
/// A write or a key breaks a rule of <see cref="StorageLimits"/>. It will never succeed as it is.
/// </summary>
internal sealed class StorageLimitException(string message) : ArgumentException(message);
