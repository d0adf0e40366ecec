using System.Diagnostics;

namespace TeamsRolloutBot.Delivery;

/// <summary>Spans of delivery, with the kind of message and counts as tags.</summary>
internal static class DeliveryTracing
{
    public const string SourceName = "TeamsRolloutBot.Delivery";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>One look of the planner at what is due.</summary>
    public static Activity? Plan() => Source.StartActivity("delivery.plan");

    /// <summary>One message, from the claim to the record.</summary>
    public static Activity? Send(string kind) => Source.StartActivity("delivery.send")?.SetTag("delivery.kind", kind);
}
