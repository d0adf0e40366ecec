using System.Text.Json;
using System.Text.Json.Serialization;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Protocol.Activities;

/// <summary>A person or a bot, as an activity or the roster names them.</summary>
public sealed record ChannelAccount
{
    /// <summary><c>29:…</c> for a person, <c>28:…</c> for a bot. A person's id belongs to one bot and cannot be shared.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Id { get; init; }

    [JsonConverter(typeof(LenientStringConverter))]
    public string? Name { get; init; }

    /// <summary>The Entra object id; missing for bots. The roster calls it <c>objectId</c>, see <see cref="EntraObjectId"/>.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? AadObjectId { get; init; }

    /// <summary>The Entra object id under the name that roster answers use.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? ObjectId { get; init; }

    [JsonConverter(typeof(LenientStringConverter))]
    public string? Email { get; init; }

    [JsonConverter(typeof(LenientStringConverter))]
    public string? UserPrincipalName { get; init; }

    [JsonConverter(typeof(LenientStringConverter))]
    public string? GivenName { get; init; }

    [JsonConverter(typeof(LenientStringConverter))]
    public string? Surname { get; init; }

    [JsonConverter(typeof(LenientStringConverter))]
    public string? TenantId { get; init; }

    /// <summary>In the roster: <c>user</c>, <c>guest</c> or <c>anonymous</c>.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? UserRole { get; init; }

    /// <summary><c>user</c> or <c>bot</c>.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Role { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }

    /// <summary>The Entra object id, whichever of its two names it came under.</summary>
    [JsonIgnore]
    public string? EntraObjectId => string.IsNullOrEmpty(AadObjectId) ? ObjectId : AadObjectId;
}

/// <summary>The chat or channel an activity belongs to.</summary>
public sealed record ConversationAccount
{
    /// <summary><c>a:…</c> for a personal chat, <c>19:…@thread…</c> otherwise, with <c>;messageid=…</c> for a channel's thread.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Id { get; init; }

    [JsonConverter(typeof(LenientStringConverter))]
    public string? Name { get; init; }

    [JsonConverter(typeof(LenientStringConverter))]
    public string? TenantId { get; init; }

    /// <summary>One of <see cref="ConversationTypes"/>, or something newer.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? ConversationType { get; init; }

    /// <summary>Missing for a personal chat.</summary>
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? IsGroup { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
