using System.Buffers.Binary;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TeamsRolloutBot.Hosting.Packaging;

/// <summary>
/// The rules for an app package, checked offline: those of manifest schema 1.30 that apply to this
/// package (https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json),
/// icon sizes, and the checkable ones of the Teams store's validation guidelines. Properties this
/// package does not use are rejected, since their rules are not implemented here.
/// </summary>
internal static partial class ManifestRules
{
    private const string SchemaVersion = "1.30";
    private const int MostCommands = 12;
    private const int MostDescriptionWords = 500;

    // Tunnel hosts: whoever gets the name next would be trusted with what is opened in Teams.
    private static readonly string[] Tunnels =
    [
        "ngrok.io", "ngrok.app", "ngrok-free.app", "ngrok-free.dev", "devtunnels.ms", "loca.lt", "trycloudflare.com", "localhost.run",
        "serveo.net"
    ];

    private static readonly string[] FlagNames = ["isNotificationOnly", "supportsFiles", "supportsCalling", "supportsVideo"];

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        [""] =
        [
            "$schema", "manifestVersion", "version", "id", "localizationInfo", "developer", "name", "description", "icons", "accentColor",
            "bots", "permissions",
            "validDomains", "webApplicationInfo", "defaultInstallScope", "defaultGroupCapability",
        ],
        ["developer"] = ["name", "websiteUrl", "privacyUrl", "termsOfUseUrl"],
        ["name"] = ["short", "full"],
        ["description"] = ["short", "full"],
        ["icons"] = ["color", "outline"],
        ["localizationInfo"] = ["defaultLanguageTag", "additionalLanguages"],
        ["webApplicationInfo"] = ["id", "resource"],
        ["bots[0]"] = ["botId", "scopes", "isNotificationOnly", "supportsFiles", "supportsCalling", "supportsVideo", "commandLists"],
    };

    /// <summary>A package's errors, one sentence each; empty if it is valid.</summary>
    public static IReadOnlyList<string> Problems(IReadOnlyDictionary<string, byte[]> files)
    {
        if (!files.TryGetValue(AppPackage.ManifestFile, out var bytes))
        {
            return ["The package has no manifest.json."];
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            return [.. new Check(files, new ManifestJson(document.RootElement)).All()];
        }
        catch (JsonException fault)
        {
            return [$"manifest.json is not valid JSON: {fault.Message}"];
        }
    }

    [GeneratedRegex("^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$")]
    private static partial Regex Guid();

    [GeneratedRegex(@"^\d+\.\d+\.\d+$")]
    private static partial Regex SemanticVersion();

    [GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial Regex HexColor();

    [GeneratedRegex("^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,2}$")]
    private static partial Regex LanguageTag();

    [GeneratedRegex("^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", RegexOptions.IgnoreCase)]
    private static partial Regex HostName();

    [GeneratedRegex("\\bapp\\b", RegexOptions.IgnoreCase)]
    private static partial Regex TheWordApp();

    private sealed class Check(IReadOnlyDictionary<string, byte[]> files, ManifestJson manifest)
    {
        public IEnumerable<string> All()
        {
            if (manifest.Root.ValueKind != JsonValueKind.Object)
            {
                return ["manifest.json is not a JSON object."];
            }

            return [.. Names(), .. Texts(), .. Identity(), .. Addresses(), .. Icons(), .. Bots(), .. Languages()];
        }

        private IEnumerable<string> Names()
        {
            foreach (var (path, known) in Known)
            {
                if (At(path) is { ValueKind: JsonValueKind.Object } part)
                {
                    foreach (var property in part.EnumerateObject().Where(property => !known.Contains(property.Name)))
                    {
                        yield return $"{Join(path, property.Name)} is a property this package does not use.";
                    }
                }
            }

            if (manifest.Root.GetRawText().Contains("${{", StringComparison.Ordinal))
            {
                yield return "A placeholder (${{…}}) has no value.";
            }
        }

        private IEnumerable<string> Texts() =>
        [
            .. Text("name.short", 30), .. Text("name.full", 100), .. Text("description.short", 80), .. Text("description.full", 4000),
            .. Text("developer.name", 32),
            .. If(
                Read("description.short") is { } shortOne
                    && (TheWordApp().IsMatch(shortOne) || shortOne.TrimEnd('.').Contains(". ", StringComparison.Ordinal)),
                "description.short must be one sentence without the word “app”."),
            .. If(
                Read("description.full")?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length > MostDescriptionWords,
                $"description.full must have at most {MostDescriptionWords} words."),
        ];

        private IEnumerable<string> Identity() =>
        [
            .. If(Read("manifestVersion") != SchemaVersion, $"manifestVersion must be {SchemaVersion}."),
            .. If(
                Read("$schema")?.Contains($"/v{SchemaVersion}/", StringComparison.Ordinal) != true,
                $"$schema must be that of version {SchemaVersion}; the store rejects previews."),
            .. Matches("version", SemanticVersion(), "must be a version, such as 1.2.3"),
            .. Matches("id", Guid(), "must be a GUID"),
            .. Matches("webApplicationInfo.id", Guid(), "must be a GUID"),
            .. Matches("accentColor", HexColor(), "must be a color, such as #0F6CBD"),
            .. If(
                Read("webApplicationInfo.resource") != $"api://botid-{Read("id")}",
                "webApplicationInfo.resource must be api://botid- followed by the app id."),
            .. If(
                Read("webApplicationInfo.id") != Read("id") || Read("bots[0].botId") != Read("id"),
                "The app, its bot and webApplicationInfo must have the same id."),
        ];

        private IEnumerable<string> Addresses()
        {
            foreach (var path in new[] { "developer.websiteUrl", "developer.privacyUrl", "developer.termsOfUseUrl" })
            {
                if (Read(path) is not { Length: <= 2048 } text
                    || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
                    || uri.Scheme != Uri.UriSchemeHttps)
                {
                    yield return $"{path} must be an https URL.";
                }
            }

            if (At("validDomains") is not { ValueKind: JsonValueKind.Array } domains || domains.GetArrayLength() is 0 or > 100)
            {
                yield return "validDomains must list the bot's own domain.";
                yield break;
            }

            foreach (var domain in domains.EnumerateArray().Select(ManifestJson.TextOf))
            {
                if (domain is null || !HostName().IsMatch(domain))
                {
                    yield return $"“{domain}” is not a domain: enter a host name such as rollout.contoso.com, without https:// or a path.";
                }
                else if (Tunnels.Any(tunnel => domain.EndsWith(tunnel, StringComparison.OrdinalIgnoreCase)))
                {
                    yield return $"“{domain}” is a tunnel; the package needs your own domain.";
                }
            }
        }

        private IEnumerable<string> Icons()
        {
            foreach (var (name, size) in new[] { ("color", 192), ("outline", 32) })
            {
                if (Read($"icons.{name}") is not { } file || !files.TryGetValue(file, out var image))
                {
                    yield return $"icons.{name} must name a file in the package.";
                }
                else if (SizeOf(image) is not { } actual || actual != (size, size))
                {
                    yield return $"{file} must be a PNG of {size}×{size} pixels.";
                }
            }
        }

        private IEnumerable<string> Bots()
        {
            if (At("bots") is not { ValueKind: JsonValueKind.Array } bots
                || bots.GetArrayLength() != 1
                || At("bots[0].commandLists") is not { ValueKind: JsonValueKind.Array } lists)
            {
                return ["There must be one bot with command lists."];
            }

            return
            [
                .. Matches("bots[0].botId", Guid(), "must be a GUID"),
                .. Scopes("bots[0].scopes"),
                .. Flags(),
                .. If(
                    At("bots[0].supportsFiles") is not { ValueKind: JsonValueKind.True },
                    "bots[0].supportsFiles must be true: the bot offers to save files in people's OneDrive."),
                .. If(lists.GetArrayLength() is 0 or > 3, "A bot has one to three command lists."),
                .. Enumerable.Range(0, lists.GetArrayLength()).SelectMany(Commands),
                .. If(
                    At("permissions") is { } permissions && !ManifestJson.IsListOf(permissions, ["identity", "messageTeamMembers"]),
                    "permissions must be identity or messageTeamMembers."),
                .. If(
                    Read("defaultInstallScope") is not ("personal" or "team" or "groupChat"),
                    "defaultInstallScope must be personal, team or groupChat."),
            ];
        }

        private IEnumerable<string> Flags() =>
            FlagNames
                .Where(flag => At($"bots[0].{flag}") is not null and not { ValueKind: JsonValueKind.True or JsonValueKind.False })
                .Select(flag => $"bots[0].{flag} must be true or false.");

        private IEnumerable<string> Commands(int list)
        {
            var path = $"bots[0].commandLists[{list}]";
            if (At($"{path}.commands") is not { ValueKind: JsonValueKind.Array } commands
                || commands.GetArrayLength() is 0 or > MostCommands)
            {
                return [$"{path} must have 1 to {MostCommands} commands."];
            }

            var titles = commands.EnumerateArray().Select((_, index) => Read($"{path}.commands[{index}].title") ?? string.Empty).ToList();
            return
            [
                .. Scopes($"{path}.scopes"),
                .. titles.SelectMany(
                    (_, index) => Text($"{path}.commands[{index}].title", 128).Concat(Text($"{path}.commands[{index}].description", 4000))),
                .. If(titles.Distinct(StringComparer.OrdinalIgnoreCase).Count() < titles.Count, $"{path} lists a command twice."),
                .. titles.Where(title => title.Length > 0 && !char.IsLetter(title[0]))
                    .Select(title => $"The command “{title}” must begin with a letter."),
            ];
        }

        private IEnumerable<string> Scopes(string path) =>
            If(
                At(path) is not { } scopes
                    || scopes.ValueKind != JsonValueKind.Array
                    || scopes.GetArrayLength() == 0
                    || !ManifestJson.IsListOf(scopes, ["personal", "team", "groupChat"]),
                $"{path} must be personal, team or groupChat.");

        private IEnumerable<string> Languages() =>
        [
            .. Matches("localizationInfo.defaultLanguageTag", LanguageTag(), "must be a language, such as en"),
            .. Enumerable.Range(0, LengthOf("localizationInfo.additionalLanguages"))
                .Select(index => $"localizationInfo.additionalLanguages[{index}]")
                .SelectMany(language => Matches($"{language}.languageTag", LanguageTag(), "must be a language, such as de")
                    .Concat(LanguageFileRules.Problems(manifest, Read($"{language}.file"), files))),
        ];

        private IEnumerable<string> Text(string path, int most) =>
            If(Read(path) is not { Length: > 0 } text || text.Length > most, $"{path} must be a text of 1 to {most} characters.");

        private IEnumerable<string> Matches(string path, Regex pattern, string what) =>
            If(Read(path) is not { } text || !pattern.IsMatch(text), $"{path} {what}.");

        private int LengthOf(string path) => At(path) is { ValueKind: JsonValueKind.Array } list ? list.GetArrayLength() : 0;

        private string? Read(string path) => manifest.Read(path);

        private JsonElement? At(string path) => manifest.At(path);

        private static IEnumerable<string> If(bool isWrong, string problem) => isWrong ? [problem] : [];

        private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

        /// <summary>Width and height, at the start of a PNG's first chunk.</summary>
        private static (int Width, int Height)? SizeOf(ReadOnlySpan<byte> image) =>
            image.Length >= 24 && image[..8].SequenceEqual((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
                ? (BinaryPrimitives.ReadInt32BigEndian(image[16..]), BinaryPrimitives.ReadInt32BigEndian(image[20..]))
                : null;
    }
}
