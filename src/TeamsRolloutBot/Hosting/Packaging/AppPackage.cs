using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace TeamsRolloutBot.Hosting.Packaging;

/// <summary>The values of the manifest's placeholders.</summary>
/// <param name="AppId">The registration's application id, a GUID; also the id of the app and its
/// bot. It must stay the same in every version: otherwise every chat would start over.</param>
/// <param name="Domain">The bot's host, such as <c>rollout.contoso.com</c>.</param>
internal sealed record PackageValues(string AppId, string Domain, string Developer, string WebsiteUrl, string PrivacyUrl, string TermsUrl);

/// <summary>
/// The app package: the files of the folder <c>manifest</c> with a deployment's values filled in.
/// </summary>
internal static class AppPackage
{
    public const string ManifestFile = "manifest.json";

    // The timestamp of every entry, so that the build is reproducible. The earliest that ZIP
    // supports.
    private static readonly DateTimeOffset Stamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The folder of the manifest next to the program.</summary>
    public static string SourceFolder { get; } = Path.Combine(AppContext.BaseDirectory, "manifest");

    /// <summary>The version of this release, <c>1.2.3</c>.</summary>
    public static string Version { get; } = typeof(AppPackage).Assembly.GetName().Version!.ToString(3);

    /// <summary>The files of the package by name.</summary>
    /// <exception cref="IOException">The folder or a file can't be read.</exception>
    public static SortedDictionary<string, byte[]> Make(string folder, PackageValues values)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder).Where(path => Path.GetExtension(path) is ".json" or ".png"))
        {
            files[Path.GetFileName(path)] = File.ReadAllBytes(path);
        }

        if (files.TryGetValue(ManifestFile, out var manifest))
        {
            files[ManifestFile] = Encoding.UTF8.GetBytes(Fill(Encoding.UTF8.GetString(manifest), values));
        }

        return files;
    }

    /// <summary>Writes the package to a temporary file and renames it once complete.</summary>
    public static async Task WriteAsync(IReadOnlyDictionary<string, byte[]> files, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var unfinished = target + ".part";
        await using (var stream = new FileStream(unfinished, FileMode.Create))
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Create);
            foreach (var (name, content) in files)
            {
                var entry = archive.CreateEntry(name, CompressionLevel.SmallestSize);
                entry.LastWriteTime = Stamp;
                await using var body = await entry.OpenAsync();
                await body.WriteAsync(content);
            }
        }

        File.Move(unfinished, target, overwrite: true);
    }

    private static string Fill(string manifest, PackageValues values)
    {
        (string Name, string Value)[] places =
        [
            ("VERSION", Version), ("APP_ID", values.AppId.ToLowerInvariant()), ("DOMAIN", values.Domain), ("DEVELOPER", values.Developer),
            ("WEBSITE_URL", values.WebsiteUrl), ("PRIVACY_URL", values.PrivacyUrl), ("TERMS_URL", values.TermsUrl),
        ];
        return places.Aggregate(manifest, (text, place) =>
            text.Replace($"${{{{{place.Name}}}}}", JsonEncodedText.Encode(place.Value).ToString(), StringComparison.Ordinal));
    }
}
