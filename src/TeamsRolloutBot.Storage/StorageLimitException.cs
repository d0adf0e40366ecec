namespace TeamsRolloutBot.Storage;

/// <summary>
/// A write or key violates <see cref="StorageLimits"/>. Retrying it unchanged will never succeed.
/// </summary>
internal sealed class StorageLimitException(string message) : ArgumentException(message);
