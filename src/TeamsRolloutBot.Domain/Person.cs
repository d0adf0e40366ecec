namespace TeamsRolloutBot.Domain;

/// <summary>A person as the rollout knows them.</summary>
public sealed record Person
{
    public required PersonId Id { get; init; }

    /// <summary>The display name; the e-mail address if no name is known.</summary>
    public required string Name { get; init; }

    /// <summary>The normalised e-mail address; null if only the Entra object id is known.</summary>
    public string? Email { get; init; }

    /// <summary>
    /// The placeholder for a person whose data was erased: still counted, but no longer
    /// identifiable.
    /// </summary>
    public static Person Forgotten(PersonId id) => new() { Id = id, Name = "A forgotten person" };

    /// <summary>A person known by address only.</summary>
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
