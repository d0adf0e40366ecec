using System.Text.Json.Nodes;
using AdaptiveCards;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>A message that reached Teams.</summary>
internal sealed record TeamsMessage(string Conversation, string Text, string Id)
{
    /// <summary>When it arrived; the beginning of time if this Teams has no clock.</summary>
    public Instant At { get; init; }

    /// <summary>Its cards, as JSON.</summary>
    public IReadOnlyList<string> Cards { get; init; } = [];
}

/// <summary>A Teams that accepts and remembers everything, and can be told to fail.</summary>
internal sealed class RememberingTeams : IConnector
{
    private readonly Lock _gate = new();
    private readonly List<TeamsMessage> _sent = [];
    private int _updates;
    private int _typingShown;
    private int _membersAsked;
    private int _next;

    public IReadOnlyList<TeamsMessage> Sent
    {
        get
        {
            lock (_gate)
            {
                return [.. _sent];
            }
        }
    }

    /// <summary>The cards that were sent, as JSON.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Cards { get; } = new();

    /// <summary>The attachments that are not cards, as JSON.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<JsonNode> Attachments { get; } = new();

    /// <summary>The texts that were sent.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Texts { get; } = new();

    /// <summary>The clock that dates messages.</summary>
    public IClock? Clock { get; set; }

    /// <summary>Called before each message: a failure to throw, or null.</summary>
    public Func<string, ConnectorException?> Fails { get; set; } = _ => null;

    /// <summary>Messages to these conversations cause an exception in the bot itself.</summary>
    public Func<string, bool> Breaks { get; set; } = _ => false;

    public IReadOnlyList<TeamsMessage> To(TestPerson person) => [.. Sent.Where(message => message.Conversation == person.Conversation)];

    public Task<string> SendAsync(ConversationAddress address, Activity activity, Action? whenWritten, CancellationToken cancellationToken)
    {
        if (Breaks(address.ConversationId))
        {
            return Task.FromException<string>(new InvalidOperationException("A card with a flaw."));
        }

        if (Fails(address.ConversationId) is { } failure)
        {
            return Task.FromException<string>(failure);
        }

        lock (_gate)
        {
            var id = $"m{++_next}";
            var cards = (activity.Attachments ?? []).Select(attachment => attachment.Content).OfType<AdaptiveCard>()
                .Select(card => card.ToJson()).ToList();
            cards.ForEach(Cards.Enqueue);
            foreach (var attachment in (activity.Attachments ?? []).Where(attachment => attachment.Content is not AdaptiveCard))
            {
                Attachments.Enqueue(JsonNode.Parse(Newtonsoft.Json.JsonConvert.SerializeObject(attachment))!);
            }

            if (activity.Text is { } text)
            {
                Texts.Enqueue(text);
            }

            _sent.Add(new TeamsMessage(address.ConversationId, string.Join('\n', cards.Select(TextsOf).Append(activity.Text)), id)
            {
                At = Clock?.GetCurrentInstant() ?? default,
                Cards = cards,
            });
            return Task.FromResult(id);
        }
    }

    /// <summary>The number of updated messages.</summary>
    public int Updates => _updates;

    public Task UpdateAsync(ConversationAddress address, string activityId, Activity activity, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _updates);
        return SendAsync(address, activity, null, cancellationToken);
    }

    public Task DeleteAsync(ConversationAddress address, string activityId, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>How often the typing indicator was shown.</summary>
    public int TypingShown => _typingShown;

    public Task SendTypingAsync(ConversationAddress address, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _typingShown);
        return Task.CompletedTask;
    }

    public Task<string> CreatePersonalConversationAsync(
        string serviceUrl, string tenantId, string memberId, CancellationToken cancellationToken) =>
        Task.FromResult(TestPerson.All.First(person => person.UserId == memberId).Conversation);

    public Task<TeamsPagedMembersResult> GetMembersPageAsync(
        ConversationAddress address, string? continuationToken, CancellationToken cancellationToken) =>
        Task.FromResult(
            new TeamsPagedMembersResult
            {
                Members =
                [
                    .. TestPerson.All.Where(person => person.Conversation == address.ConversationId).Select(AccountOf),
                    .. Rosters.GetValueOrDefault(address.ConversationId, [])
                ]
            });

    /// <summary>Who is in team and group chats, by conversation.</summary>
    public Dictionary<string, IReadOnlyList<TeamsChannelAccount>> Rosters { get; } = [];

    /// <summary>How a roster lists somebody.</summary>
    public Func<TestPerson, TeamsChannelAccount> AccountOf { get; set; } = person => Account(person);

    /// <summary>How often a member was requested.</summary>
    public int MembersAsked => _membersAsked;

    public void ForgetMembersAsked() => _membersAsked = 0;

    /// <summary>What requesting a member fails with; null if it succeeds.</summary>
    public ConnectorException? MemberFault { get; set; }

    public Task<TeamsChannelAccount?> GetMemberAsync(ConversationAddress address, string memberId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _membersAsked);
        return MemberFault is { } fault
            ? Task.FromException<TeamsChannelAccount?>(fault)
            : Task.FromResult(
                Rosters.GetValueOrDefault(address.ConversationId, []).FirstOrDefault(account => account.Id == memberId)
                ?? TestPerson.All.Where(person => person.UserId == memberId).Select(AccountOf).FirstOrDefault());
    }

    /// <summary>
    /// All texts in a JSON document, one per line: what a person can read, and the data of the
    /// buttons.
    /// </summary>
    internal static string TextsOf(string json) => string.Join('\n', Parts(JsonNode.Parse(json)));

    private static IEnumerable<string> Parts(JsonNode? node) => node switch
    {
        JsonObject element => element.SelectMany(property => Parts(property.Value)),
        JsonArray list => list.SelectMany(Parts),
        JsonValue value => [value.ToString()],
        _ => [],
    };

    /// <summary>An employee of the tenant, as listed by Teams.</summary>
    public static TeamsChannelAccount Account(TestPerson person, string? tenant = BotUnderTest.Tenant, string? role = "user") => new()
    {
        Id = person.UserId,
        Name = person.Name,
        AadObjectId = person.ObjectId,
        Email = person.Email,
        UserPrincipalName = person.UserPrincipalName,
        TenantId = tenant,
        UserRole = role,
    };
}
