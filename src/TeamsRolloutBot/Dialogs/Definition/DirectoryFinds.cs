using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>What the organisation's directory knows of what somebody typed.</summary>
internal sealed record DirectoryFinds
{
    /// <summary>The field in which an Entra group is named.</summary>
    public const string GroupField = "group";

    public static DirectoryFinds None { get; } = new();

    /// <summary>The directory can be asked here.</summary>
    public bool IsThere { get; init; }

    /// <summary>
    /// By what was typed (an address, a name, an object id): who it may mean. Names are also those
    /// of people the bot has met, where the directory does not say more.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<DirectoryPerson>> People { get; init; } =
        new Dictionary<string, IReadOnlyList<DirectoryPerson>>();

    /// <summary>The people of the group that was named.</summary>
    public IReadOnlyList<Member> GroupMembers { get; init; } = [];

    /// <summary>What is wrong with the group's name.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>
    /// The person a typed address means. The directory's answer outranks people the bot has met;
    /// where it was not asked, somebody the bot has met; else a person known by address
    /// alone.
    /// </summary>
    public Person PersonOf(string address, string? name, IReadOnlyList<Person> met)
    {
        var normalised = EmailAddress.Normalise(address);
        return People.TryGetValue(normalised, out var found)
            ? found is [var only] ? only.Person : Person.FromEmail(normalised, name)
            : met.FirstOrDefault(person => person.Email == normalised) ?? Person.FromEmail(normalised, name);
    }

    /// <summary>The one person a text means; null when it means nobody, or several.</summary>
    public DirectoryPerson? Find(string text) => People.GetValueOrDefault(text.Trim()) is [var only] ? only : null;

    /// <summary>
    /// Why a text does not mean one person, as a question back; null when it means nobody or one.
    /// </summary>
    public string? Ambiguity(string text) => People.GetValueOrDefault(text.Trim()) is { Count: > 1 } several
        ? DefinitionTexts.CanBeTypeTheEMail.With(Wording.Shorten(text, 60), string.Join(DefinitionTexts.Or, several.Take(4).Select(Named)))
        : null;

    private static string Named(DirectoryPerson found) =>
        $"{Wording.Shorten(found.Person.Name, 60)} ({found.Person.Email ?? DefinitionTexts.NoAddress})";
}
