using System.Text.Json.Serialization;
using AdaptiveCards.Serialization;

namespace AdaptiveCards;

/// <summary>A version of the card schema, written as <c>1.5</c>.</summary>
[JsonConverter(typeof(SchemaVersionConverter))]
public sealed class AdaptiveSchemaVersion(int major, int minor)
{
    /// <exception cref="FormatException">The text is not of the form
    /// <c>major.minor</c>.</exception>
    public AdaptiveSchemaVersion(string versionString)
        : this(0, 0)
    {
        if (!System.Version.TryParse(versionString, out var version))
        {
            throw new FormatException($"“{versionString}” is not a version of the card schema.");
        }

        (Major, Minor) = (version.Major, version.Minor);
    }

    public int Major { get; set; } = major;

    public int Minor { get; set; } = minor;

    public override string ToString() => $"{Major}.{Minor}";
}
