using Azure;

namespace TeamsRolloutBot.Storage.AzureTables;

/// <summary>
/// The port's ETag on Azure: the service's own one and the <see cref="CommitTrail"/> of that
/// version, so that whoever replaces the row can carry the trail on without reading it again.
/// </summary>
internal readonly record struct AzureRowVersion(ETag ETag, CommitTrail Trail)
{
    private const char Separator = '|';

    /// <summary>
    /// A version that was written and replaced again before its ETag could be read: no row has it.
    /// </summary>
    public static AzureRowVersion Gone { get; } = new(new ETag("W/\"gone\""), CommitTrail.Empty);

    public static AzureRowVersion Parse(string text)
    {
        var end = text.LastIndexOf(Separator);
        return end < 0 ? Gone : new(new ETag(text[..end]), new CommitTrail(text[(end + 1)..]));
    }

    public override string ToString() => $"{ETag}{Separator}{Trail.Text}";
}
