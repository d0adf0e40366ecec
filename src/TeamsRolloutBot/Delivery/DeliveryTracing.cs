using System.Diagnostics;

namespace TeamsRolloutBot.Delivery;

/// <summary>Spans of delivery, with the kind of message and counts as tags.</summary>
internal static class DeliveryTracing
{
    public const string SourceName = "TeamsRolloutBot.Delivery";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>One planner run.</summary>
    public static Activity? Plan() => Source.StartActivity("delivery.plan");

    /// <summary>One message, from claim to recording.</summary>
    public static Activity? Send(string kind) => Source.StartActivity("delivery.send")?.SetTag("delivery.kind", kind);
}
