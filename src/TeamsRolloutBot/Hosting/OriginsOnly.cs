using System.Diagnostics;
using OpenTelemetry;

namespace TeamsRolloutBot.Hosting;

/// <summary>
/// Reduces the URL of an outgoing request to its origin in traces: paths contain row keys, people's
/// addresses and chat ids.
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
