namespace TeamsRolloutBot.Protocol.Connector;

/// <summary>
/// The address of a conversation. Store the service URL of the latest activity: Teams may move a
/// tenant.
/// </summary>
/// <param name="ServiceUrl">The connector's base address, with or without a trailing slash.</param>
/// <param name="ConversationId">As received; escaped when it goes into a path.</param>
/// <param name="TenantId">The Entra tenant, if known; rate limits are per tenant.</param>
public sealed record ConversationAddress(string ServiceUrl, string ConversationId, string? TenantId = null);
