using System.Diagnostics;
using OpenTelemetry;

namespace TeamsRolloutBot.Hosting;

/// <summary>
/// Leaves of the address of an outgoing request where it went to: paths hold keys of rows,
/// addresses of people and ids of chats, which traces are not to keep.
/// </summary>
internal sealed class OriginsOnly : BaseProcessor<Activity>
{
    // https://opentelemetry.io/docs/specs/semconv/http/http-spans/
    private const string FullUrl = "url.full";

    public override void OnEnd(Activity data)
    {
        if (data.GetTagItem(FullUrl) is string url)
        {
            data.SetTag(FullUrl, Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : null);
        }
    }
}
