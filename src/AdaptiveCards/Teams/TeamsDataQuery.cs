namespace AdaptiveCards.Teams;

/// <summary>Choices that Teams looks up by itself.</summary>
public static class TeamsDataQuery
{
    /// <summary>Everybody in the organisation; the value is the Entra object id.</summary>
    public static AdaptiveDataQuery People => new() { Dataset = "graph.microsoft.com/users" };

    /// <summary>The members of the conversation the card is in.</summary>
    public static AdaptiveDataQuery ConversationMembers => new() { Dataset = "graph.microsoft.com/users?scope=currentContext" };
}
