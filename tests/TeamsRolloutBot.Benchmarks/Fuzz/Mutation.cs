using System.Text;
using System.Text.Json.Nodes;

namespace TeamsRolloutBot.Benchmarks.Fuzz;

/// <summary>
/// Mutates a payload: removes, renames, duplicates, swaps and replaces fields in its tree, then
/// changes bytes of its text.
/// </summary>
internal static class Mutation
{
    public static byte[] Apply(JsonNode payload, Random random)
    {
        var raw = new List<(string Mark, string Json)>();
        var root = payload.DeepClone();
        for (var left = random.Next(0, 6); left > 0; left--)
        {
            ChangeTree(root, random, raw);
        }

        var json = root.ToJsonString();
        foreach (var (mark, text) in raw)
        {
            json = json.Replace(mark, text, StringComparison.Ordinal);
        }

        var bytes = Encoding.UTF8.GetBytes(json);
        return random.Next(6) == 0 ? ChangeBytes(bytes, random) : bytes;
    }

    // What a tree can't express (deep nesting, duplicate keys, broken escapes) is inserted as text
    // in place of a mark.
    private static void ChangeTree(JsonNode root, Random random, List<(string Mark, string Json)> raw)
    {
        var places = Places(root);
        if (places.Count == 0)
        {
            return;
        }

        var (parent, name, index) = places[random.Next(places.Count)];
        var mark = $"@@{raw.Count}@@";
        if (parent is JsonArray list)
        {
            raw.Add(($"\"{mark}\"", OddValues.Pick(random)));
            list[index] = mark;
            return;
        }

        var item = (JsonObject)parent;
        switch (random.Next(6))
        {
            case 0:
                item.Remove(name!);
                break;
            case 1:
                // Its name a second time, with another value.
                item[mark] = mark;
                raw.Add(($"\"{mark}\":\"{mark}\"", $"{JsonValue.Create(name)!.ToJsonString()}:{OddValues.Pick(random)}"));
                break;
            case 2:
                var value = item[name!]?.DeepClone();
                item.Remove(name!);
                item[random.Next(2) == 0 ? name!.ToUpperInvariant() : name + "\u0000"] = value;
                break;
            case 3:
                // The value of another field.
                var (other, otherName, otherIndex) = places[random.Next(places.Count)];
                item[name!] = (other is JsonArray others ? others[otherIndex] : other[otherName!])?.DeepClone();
                break;
            default:
                item[name!] = mark;
                raw.Add(($"\"{mark}\"", OddValues.Pick(random)));
                break;
        }
    }

    private static byte[] ChangeBytes(byte[] bytes, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                return bytes[..random.Next(bytes.Length + 1)];
            case 1:
                return [0xEF, 0xBB, 0xBF, .. bytes];
            case 2:
                var at = random.Next(bytes.Length + 1);
                return [.. bytes[..at], .. RandomBytes(random), .. bytes[at..]];
            case 3:
                return [.. bytes, .. bytes];
            default:
                for (var left = random.Next(1, 8); left > 0 && bytes.Length > 0; left--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                return bytes;
        }
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(1, 64)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static List<(JsonNode Parent, string? Name, int Index)> Places(JsonNode root)
    {
        var places = new List<(JsonNode Parent, string? Name, int Index)>();
        Collect(root, places);
        return places;
    }

    private static void Collect(JsonNode? node, List<(JsonNode Parent, string? Name, int Index)> places)
    {
        if (node is JsonObject item)
        {
            foreach (var (name, child) in item)
            {
                places.Add((item, name, -1));
                Collect(child, places);
            }
        }
        else if (node is JsonArray list)
        {
            for (var index = 0; index < list.Count; index++)
            {
                places.Add((list, null, index));
                Collect(list[index], places);
            }
        }
    }
}
