using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Dialogs.Files;

/// <summary>A file or a picture that somebody sent with a message.</summary>
/// <param name="Name">As the person calls it; empty for a picture.</param>
/// <param name="Address">Where it is fetched; null where it can't be.</param>
/// <param name="IsPicture">A picture, a sound or a film that is part of the message.</param>
internal sealed record ReceivedFile(string Name, Uri? Address, bool IsPicture)
{
    // Source: "Send and receive files through bots", learn.microsoft.com.
    private const string DownloadInfo = "application/vnd.microsoft.teams.file.download.info";

    // A link to a file in SharePoint, in channels and group chats.
    private const string Reference = "reference";

    /// <summary>
    /// What came with an activity. Formatted text, cards and quoted messages come as attachments
    /// too and are none.
    /// </summary>
    public static IReadOnlyList<ReceivedFile> In(Activity activity) => [.. (activity.Attachments ?? []).Select(Of).OfType<ReceivedFile>()];

    private static ReceivedFile? Of(Attachment? attachment) => attachment?.ContentType switch
    {
        DownloadInfo =>
            new ReceivedFile(
                attachment.Name ?? "file", AddressOf((attachment.Content as JToken).Find("downloadUrl").AsText()), IsPicture: false),
        Reference => new ReceivedFile(attachment.Name ?? "file", null, IsPicture: false),
        { } type when type.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("video/", StringComparison.OrdinalIgnoreCase) => new ReceivedFile(string.Empty, null, IsPicture: true),
        _ => null,
    };

    private static Uri? AddressOf(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;
}
