using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.State;

/// <summary>A person's rows: how they are reached, their parts, dialog state.</summary>
internal static class UserCodec
{
    /// <summary>The version of every row except the reference.</summary>
    public const int Version = 1;

    // 2: the chat as the SDK's conversation reference; previously its parts were separate columns.
    private const int ReferenceVersion = 2;

    public static UserReference ReadReference(string tenantId, PersonId person, Row row)
    {
        var values = row.Values;
        var chat = SchemaVersion.Check(values, ReferenceVersion) == 1
            ? FirstVersionOfChat(values)
            : ConversationReferences.Parse(values.GetString("reference"));
        return new UserReference
        {
            TenantId = tenantId,
            Person = person,
            Primary = values.TryGetString("primary", out var primary) ? StoredValues.PersonId(primary) : null,
            UserId = chat.User.Id,
            Name = chat.User.Name,
            Email = values.TryGetString("email", out var email) ? email : null,
            UserPrincipalName = values.TryGetString("upn", out var name) ? name : null,
            ConversationId = chat.Conversation?.Id,
            ServiceUrl = chat.ServiceUrl,
            Reachability = Enum.Parse<Reachability>(values.GetString("reach")),
            Zone = values.TryGetString("zone", out var zone) ? zone : null,
            ChosenLanguage = values.TryGetString("language", out var language) ? Language.Of(language) : null,
            ClientLanguage = values.TryGetString("client", out var client) ? Language.Of(client) : null,
            UpdatedAt = Instant.FromUnixTimeTicks(values.GetInt64("updated")),
            FormerAddresses = values.TryGetString("former", out var former) ? former.Split('\n') : [],
            ConfirmedAt = StoredValues.Instant(values, "confirmed"),
            IsDisputed = values.TryGetBoolean("disputed", out var disputed) && disputed,
            Standing = values.TryGetString("standing", out var standing) ? Enum.Parse<Standing>(standing) : Standing.Unknown,
        };
    }

    public static RowValues WriteReference(UserReference reference)
    {
        var values = new RowValues
        {
            { "primary", reference.Primary?.Value },
            { "reference", reference.Chat.ToJson() },
            { "email", reference.Email },
            { "upn", reference.UserPrincipalName },
            { "reach", reference.Reachability.ToString() },
            { "zone", reference.Zone },
            { "language", reference.ChosenLanguage?.Code },
            { "client", reference.ClientLanguage?.Code },
            { "updated", reference.UpdatedAt.ToUnixTimeTicks() },
            { "former", reference.FormerAddresses.Count == 0 ? null : string.Join('\n', reference.FormerAddresses) },
            { "confirmed", reference.ConfirmedAt?.ToUnixTimeTicks() },
            { "disputed", reference.IsDisputed ? true : null },
            { "standing", reference.Standing.ToString() },
        };
        return SchemaVersion.Stamp(values, ReferenceVersion);
    }

    public static Part ReadPart(Row row, PersonId id)
    {
        SchemaVersion.Check(row.Values, Version);
        return new Part(
            new RolloutId(row.Values.GetString("rollout")),
            row.Values.TryGetString("cohort", out var cohort) ? new CohortId(cohort) : null,
            Enum.Parse<Involvement>(row.Values.GetString("involvement")),
            id);
    }

    public static DialogState ReadDialog(Row row)
    {
        SchemaVersion.Check(row.Values, Version);
        return new DialogState(
            row.Values.GetString("name"),
            row.Values.TryGetString("rollout", out var rollout) ? RolloutId.Parse(rollout) : null,
            row.Values.TryGetString("detail", out var detail) ? detail : null)
        {
            Answered = row.Values.TryGetString("answered", out var answered) ? answered : null,
        };
    }

    private static ConversationReference FirstVersionOfChat(RowValues values) => new()
    {
        User = new ChannelAccount(values.GetString("user"), values.GetString("name")),
        Conversation = values.TryGetString("conversation", out var conversation) ? new ConversationAccount(id: conversation) : null,
        ServiceUrl = values.GetString("serviceUrl"),
    };
}
