using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// A delivery key as the text of a queue message: a JSON array of rollout, cohort, person, kind and
/// reference.
/// </summary>
internal static class QueueMessageCodec
{
    public static string Write(DeliveryKey key) => JsonSerializer.Serialize(
        new[] { key.Cohort.Rollout.Value, key.Cohort.Cohort.Value, key.Person.Value, key.Kind, key.Reference });

    /// <summary>
    /// False if the text is not such a key: written by somebody else or by a later release.
    /// </summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out DeliveryKey? key)
    {
        key = null;
        try
        {
            if (
                JsonSerializer.Deserialize<string[]>(text)
                    is [{ Length: > 0 } rollout, { Length: > 0 } cohort, { } person, { Length: > 0 } kind, { } reference]
                && PersonId.Parse(person) is { } id
            )
            {
                key = new DeliveryKey(new CohortKey(new RolloutId(rollout), new CohortId(cohort)), id, kind, reference);
            }
        }
        catch (Exception malformed) when (malformed is JsonException or ArgumentException)
        {
            return false;
        }

        return key is not null;
    }
}
