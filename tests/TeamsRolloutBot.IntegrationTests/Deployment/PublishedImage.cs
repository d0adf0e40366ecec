using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace TeamsRolloutBot.IntegrationTests.Deployment;

/// <summary>
/// An image as published: its configuration, and the files of its last layer, which is the
/// application.
/// </summary>
internal sealed class PublishedImage
{
    private PublishedImage(JsonElement settings, string architecture, int layers, IReadOnlyList<string> files, string folder)
    {
        Settings = settings;
        Architecture = architecture;
        Layers = layers;
        Files = files;
        Folder = folder;
    }

    /// <summary>What a container is started with.</summary>
    public JsonElement Settings { get; }

    public string Architecture { get; }

    public int Layers { get; }

    /// <summary>The paths in the layer.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>
    /// Where the layer was unpacked: the container's root, without the base image's own files.
    /// </summary>
    public string Folder { get; }

    public string User => Settings.GetProperty(nameof(User)).GetString()!;

    public IReadOnlyList<string> Command => [.. List("Entrypoint"), .. List("Cmd")];

    public IReadOnlyDictionary<string, string> Environment =>
        List("Env").Select(entry => entry.Split('=', 2)).ToDictionary(entry => entry[0], entry => entry[1]);

    public IReadOnlyDictionary<string, string> Labels =>
        Settings.GetProperty(nameof(Labels)).EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!);

    public IReadOnlyList<string> Ports => [.. Settings.GetProperty("ExposedPorts").EnumerateObject().Select(port => port.Name)];

    /// <summary>
    /// Reads an image from the registry; every part that it names has to be there.
    /// </summary>
    public static async Task<PublishedImage> ReadAsync(OciRegistry registry, string reference, string folder)
    {
        using var manifest = JsonDocument.Parse(registry.Manifest("teams-rollout-bot", reference)!);
        var config = JsonDocument.Parse(registry.Blob(Digest(manifest.RootElement.GetProperty("config")))).RootElement;
        var layers = manifest.RootElement.GetProperty("layers").EnumerateArray().Select(layer => registry.Blob(Digest(layer))).ToList();

        using var zip = new GZipStream(new MemoryStream(layers[^1]), CompressionMode.Decompress);
        using var content = new MemoryStream();
        await zip.CopyToAsync(content);
        content.Position = 0;
        Directory.CreateDirectory(folder);
        await TarFile.ExtractToDirectoryAsync(content, folder, overwriteFiles: false);

        content.Position = 0;
        var files = new List<string>();
        await using var tar = new TarReader(content);
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile)
            {
                files.Add(entry.Name);
            }
        }

        return new PublishedImage(
            config.GetProperty("config"), config.GetProperty("architecture").GetString()!, layers.Count, files, folder);

        static string Digest(JsonElement part) => part.GetProperty("digest").GetString()!;
    }

    private IEnumerable<string> List(string name) =>
        Settings.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(item => item.GetString()!)
            : [];
}
