namespace TeamsRolloutBot.Domain;

/// <summary>Somebody as a rollout knows them.</summary>
public sealed record Person
{
    public required PersonId Id { get; init; }

    /// <summary>The name to show; the e-mail address where no name is known.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The normalised e-mail address; null when only the Entra object id is known.
    /// </summary>
    public string? Email { get; init; }

    /// <summary>
    /// What is left of somebody whose data was erased: they count, and nobody knows who it was.
    /// </summary>
    public static Person Forgotten(PersonId id) => new() { Id = id, Name = "A forgotten person" };

    /// <summary>A person known by address alone.</summary>
    public static Person FromEmail(string email, string? name = null)
    {
        var address = EmailAddress.Normalise(email);
        return new Person
        {
            Id = PersonId.FromEmail(address),
            Name = string.IsNullOrWhiteSpace(name) ? address : name.Trim(),
            Email = address
        };
    }
}
