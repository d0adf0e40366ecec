namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>A person who talks to the bot.</summary>
internal sealed record TestPerson(string Name, string Email, int Number)
{
    public static readonly TestPerson Robin = new("Robin Hale", "robin@contoso.example.com", 1);
    public static readonly TestPerson Maria = new("Maria Lopez", "maria@contoso.example.com", 2);
    public static readonly TestPerson Sam = new("Sam Okafor", "sam@contoso.example.com", 3);
    public static readonly TestPerson Stranger = new("Sid Stranger", "sid@elsewhere.example.com", 9);

    /// <summary>Signs in with a name that differs from her mailbox address.</summary>
    public static readonly TestPerson Uma = new("Uma Meyer", "uma.meyer@contoso.example.com", 10)
    {
        UserPrincipalName = "umeyer@contoso.example.com"
    };

    public static IReadOnlyList<TestPerson> All { get; } = [Robin, Maria, Sam, Stranger, Uma];

    public string UserPrincipalName { get; init; } = Email;

    /// <summary>The language that the client reports; null if it does not.</summary>
    public string? Locale { get; init; }

    public string ObjectId => $"5c0fcd06-5c3b-4c0b-9e5a-{Number:D12}";

    public string UserId => $"29:user-{Number}";

    public string Conversation => $"a:chat-{Number}";
}
