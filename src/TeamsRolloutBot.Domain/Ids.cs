namespace TeamsRolloutBot.Domain;

/// <summary>Identifies a rollout. 1 to 64 letters, digits or hyphens.</summary>
public readonly record struct RolloutId
{
    /// <exception cref="ArgumentException">The value is not a valid id.</exception>
    public RolloutId(string value) => Value = Identifier.Checked(value, nameof(RolloutId));

    public string Value { get; }

    /// <summary>A new id: 128 random bits as 32 hexadecimal digits.</summary>
    public static RolloutId New() => new(Guid.NewGuid().ToString("N"));

    /// <summary>The id if the text is valid; used for ids that come from a card.</summary>
    public static RolloutId? Parse(string? value) => Identifier.IsValid(value) ? new RolloutId(value!) : null;

    public override string ToString() => Value;
}

/// <summary>Identifies a cohort within its rollout. 1 to 64 letters, digits or hyphens.</summary>
public readonly record struct CohortId : IComparable<CohortId>
{
    /// <exception cref="ArgumentException">The value is not a valid id.</exception>
    public CohortId(string value) => Value = Identifier.Checked(value, nameof(CohortId));

    public string Value { get; }

    public static CohortId? Parse(string? value) => Identifier.IsValid(value) ? new CohortId(value!) : null;

    public int CompareTo(CohortId other) => string.CompareOrdinal(Value, other.Value);

    public static bool operator <(CohortId left, CohortId right) => left.CompareTo(right) < 0;

    public static bool operator >(CohortId left, CohortId right) => left.CompareTo(right) > 0;

    public static bool operator <=(CohortId left, CohortId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(CohortId left, CohortId right) => left.CompareTo(right) >= 0;

    public override string ToString() => Value;
}

/// <summary>
/// Identifies a person: the Entra object id if known (<c>8-4-4-4-12</c>, lower case), otherwise
/// <c>mail:</c> and the e-mail address in lower case, or <c>user:</c> and the URL-escaped name
/// given by a client without Entra. People keep the id they were added with until they are
/// forgotten; it is then replaced by <c>gone:</c> and random digits.
/// </summary>
public readonly record struct PersonId : IComparable<PersonId>
{
    /// <summary>Prefix of the id of a person known by address only.</summary>
    public const string MailPrefix = "mail:";

    private const string UserPrefix = "user:";
    private const string ForgottenPrefix = "gone:";
    private const int MaxLength = 400;

    // Real ids have about 90 characters. Even escaped once more for a storage key, this leaves room
    // for a tenant prefix.
    private const int MaxUserIdLength = 200;

    private PersonId(string value) => Value = value;

    public string Value { get; }

    /// <summary>
    /// True if the person was added by e-mail address and no Entra object id was known.
    /// </summary>
    public bool IsMail => Value.StartsWith(MailPrefix, StringComparison.Ordinal);

    /// <summary>
    /// True if the person's identity has been erased; they are still counted, but nothing else.
    /// </summary>
    public bool IsForgotten => Value.StartsWith(ForgottenPrefix, StringComparison.Ordinal);

    /// <summary>The address in an id based on one; otherwise null.</summary>
    public string? Email => IsMail ? Value[MailPrefix.Length..] : null;

    /// <summary>A new id that reveals nothing about the person: 96 random bits.</summary>
    public static PersonId Forgotten() => new(ForgottenPrefix + Guid.NewGuid().ToString("N")[..24]);

    public static PersonId FromObjectId(Guid objectId) => new(objectId.ToString("D"));

    /// <exception cref="ArgumentException">Not an e-mail address.</exception>
    public static PersonId FromEmail(string email) =>
        EmailAddress.IsValid(email) || EmailAddress.HasForm(email.Trim())
            ? new PersonId(MailPrefix + EmailAddress.Normalise(email))
            : throw new ArgumentException("Not an e-mail address.", nameof(email));

    /// <summary>
    /// The id of a person named by a client's own scheme, as local test clients do; null if the
    /// name can't be made into an id.
    /// </summary>
    public static PersonId? ParseUserId(string userId)
    {
        var escaped = Uri.EscapeDataString(userId);
        return escaped.Length <= MaxUserIdLength ? Parse(UserPrefix + escaped) : null;
    }

    /// <summary>The id if the text is a possible <see cref="Value"/>; otherwise null.</summary>
    public static PersonId? Parse(string? value)
    {
        if (value is not { Length: > 0 and <= MaxLength })
        {
            return null;
        }

        if (value.StartsWith(UserPrefix, StringComparison.Ordinal))
        {
            return value.Length > UserPrefix.Length
                && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '%' or '-' or '_' or '.' or '~' or ':')
                ? new PersonId(value)
                : null;
        }

        if (value.StartsWith(ForgottenPrefix, StringComparison.Ordinal))
        {
            return value.Length > ForgottenPrefix.Length
                && value[ForgottenPrefix.Length..].All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
                ? new PersonId(value)
                : null;
        }

        if (Guid.TryParseExact(value, "D", out var objectId))
        {
            return FromObjectId(objectId);
        }

        if (!value.StartsWith(MailPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        // An id stored by an earlier release must remain the same key.
        var address = value[MailPrefix.Length..];
        return EmailAddress.IsValid(address) ? FromEmail(address) : EmailAddress.HasForm(address) ? new PersonId(value) : null;
    }

    public int CompareTo(PersonId other) => string.CompareOrdinal(Value, other.Value);

    public static bool operator <(PersonId left, PersonId right) => left.CompareTo(right) < 0;

    public static bool operator >(PersonId left, PersonId right) => left.CompareTo(right) > 0;

    public static bool operator <=(PersonId left, PersonId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PersonId left, PersonId right) => left.CompareTo(right) >= 0;

    public override string ToString() => Value;
}

internal static class Identifier
{
    private const int MaxLength = 64;

    public static bool IsValid(string? value) =>
        value is { Length: > 0 and <= MaxLength } && value.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    public static string Checked(string value, string type) =>
        IsValid(value)
            ? value
            : throw new ArgumentException($"A {type} has 1 to {MaxLength} letters, digits or hyphens.", nameof(value));
}
