using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>What the organisation's directory knows about an input.</summary>
internal sealed record DirectoryFinds
{
    /// <summary>The input for an Entra group.</summary>
    public const string GroupField = "group";

    public static DirectoryFinds None { get; } = new();

    /// <summary>The directory is available.</summary>
    public bool IsThere { get; init; }

    /// <summary>
    /// The possible matches for each typed address, name or object id. Names include people the bot
    /// has met, unless the directory knows better.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<DirectoryPerson>> People { get; init; } =
        new Dictionary<string, IReadOnlyList<DirectoryPerson>>();

    /// <summary>The members of the named group.</summary>
    public IReadOnlyList<Member> GroupMembers { get; init; } = [];

    /// <summary>Errors about the group's name.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>
    /// The person for a typed address: the directory's match if it was asked, else somebody the bot
    /// has met, else a person known by address alone.
    /// </summary>
    public Person PersonOf(string address, string? name, IReadOnlyList<Person> met)
    {
        var normalised = EmailAddress.Normalise(address);
        return People.TryGetValue(normalised, out var found)
            ? found is [var only] ? only.Person : Person.FromEmail(normalised, name)
            : met.FirstOrDefault(person => person.Email == normalised) ?? Person.FromEmail(normalised, name);
    }

    /// <summary>The single match for a text; null if there is none or it is ambiguous.</summary>
    public DirectoryPerson? Find(string text) => People.GetValueOrDefault(text.Trim()) is [var only] ? only : null;

    /// <summary>A question about an ambiguous text; null if it has at most one match.</summary>
    public string? Ambiguity(string text) => People.GetValueOrDefault(text.Trim()) is { Count: > 1 } several
        ? DefinitionTexts.CanBeTypeTheEMail.With(Wording.Shorten(text, 60), string.Join(DefinitionTexts.Or, several.Take(4).Select(Named)))
        : null;

    private static string Named(DirectoryPerson found) =>
        $"{Wording.Shorten(found.Person.Name, 60)} ({found.Person.Email ?? DefinitionTexts.NoAddress})";
}
