using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Dialogs.Files;

/// <summary>A file or picture sent with a message.</summary>
/// <param name="Name">The file name; empty for a picture.</param>
/// <param name="Address">The download address; null if it cannot be downloaded.</param>
/// <param name="IsPicture">An image, audio or video embedded in the message.</param>
internal sealed record ReceivedFile(string Name, Uri? Address, bool IsPicture)
{
    // Source: "Send and receive files through bots", learn.microsoft.com.
    private const string DownloadInfo = "application/vnd.microsoft.teams.file.download.info";

    // A link to a SharePoint file, in channels and group chats.
    private const string Reference = "reference";

    /// <summary>
    /// The files sent with an activity. Formatted text, cards and quoted messages are attachments
    /// too but not files.
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
