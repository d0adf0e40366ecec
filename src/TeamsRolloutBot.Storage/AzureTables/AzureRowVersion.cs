using Azure;

namespace TeamsRolloutBot.Storage.AzureTables;

/// <summary>
/// The port's ETag on Azure: the service's ETag plus that version's <see cref="CommitTrail"/>, so
/// that a replace can extend the trail without reading the row again.
/// </summary>
internal readonly record struct AzureRowVersion(ETag ETag, CommitTrail Trail)
{
    private const char Separator = '|';

    /// <summary>
    /// A version that was overwritten before its ETag could be read, so it matches no row.
    /// </summary>
    public static AzureRowVersion Gone { get; } = new(new ETag("W/\"gone\""), CommitTrail.Empty);

    public static AzureRowVersion Parse(string text)
    {
        var end = text.LastIndexOf(Separator);
        return end < 0 ? Gone : new(new ETag(text[..end]), new CommitTrail(text[(end + 1)..]));
    }

    public override string ToString() => $"{ETag}{Separator}{Trail.Text}";
}
