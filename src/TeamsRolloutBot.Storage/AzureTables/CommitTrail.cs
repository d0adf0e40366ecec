using System.Buffers.Text;
using System.Security.Cryptography;

namespace TeamsRolloutBot.Storage.AzureTables;

/// <summary>
/// The ids of the last commits that wrote a row, newest first, in a property of the row. If a
/// response was lost and the retry meets a conflict, the trail tells whether the conflict is with
/// ourselves, i.e. the first request succeeded. It holds several ids because others may have
/// replaced the row since.
/// </summary>
internal readonly record struct CommitTrail(string Text)
{
    /// <summary>
    /// The property that holds the trail. Callers' properties can't clash with it: their names
    /// start with a letter.
    /// </summary>
    public const string PropertyName = "_commits";

    private const int MaxIds = 8;
    private const char Separator = ',';

    public static CommitTrail Empty { get; } = new("");

    /// <summary>
    /// A new id: 64 random bits, plenty for the few commits it is ever compared with.
    /// </summary>
    public static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(8));

    public CommitTrail With(string id)
    {
        var ids = Text.Split(Separator, StringSplitOptions.RemoveEmptyEntries);
        return new(string.Join(Separator, ids.Take(MaxIds - 1).Prepend(id)));
    }

    public bool Contains(string id) => Text.Split(Separator).Contains(id, StringComparer.Ordinal);

    public bool EndsWithNewest(string id) => Text.StartsWith(id, StringComparison.Ordinal);
}
