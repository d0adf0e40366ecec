using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using NJsonSchema;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Hosting.Packaging;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Protocol;

namespace TeamsRolloutBot.Tests.Hosting;

public sealed class AppPackageTests : IDisposable
{
    private const string AppId = "0a1b2c3d-0000-4000-8000-000000000001";

    private static readonly Lazy<Task<JsonSchema>> Schema = new(() => LoadAsync("teams-manifest-v1.30.schema.json"));
    private static readonly Lazy<Task<JsonSchema>> LocalisationSchema = new(
        () => LoadAsync("teams-manifest-v1.30.localization.schema.json"));

    private readonly string _folder = Directory.CreateTempSubdirectory("rollout-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ContractFact]
    public async Task The_package_is_written_and_what_is_in_it_is_what_the_published_schemas_say()
    {
        var file = Path.Combine(_folder, "new", "app.zip");

        var (code, output, errors) = await RunAsync("--app-id", AppId, "--domain=rollout.contoso.com", "--out", file);

        Assert.True(code == 0, errors);
        Assert.Contains("checked", output, StringComparison.Ordinal);
        var files = await ReadAsync(file);
        Assert.Equal(["color.png", "es.json", "fr.json", "manifest.json", "outline.png"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Empty((await Schema.Value).Validate(Encoding.UTF8.GetString(files["manifest.json"])));
        Assert.Empty((await LocalisationSchema.Value).Validate(Encoding.UTF8.GetString(files["fr.json"])));
        Assert.Empty((await LocalisationSchema.Value).Validate(Encoding.UTF8.GetString(files["es.json"])));
        var manifest = JsonNode.Parse(files["manifest.json"])!;

        // The library does not know draft 06's "const".
        var version = ContractData.Json("schemas", "teams-manifest-v1.30.schema.json").GetProperty("properties")
            .GetProperty("manifestVersion").GetProperty("const");
        Assert.Equal(version.GetString(), manifest["manifestVersion"]!.GetValue<string>());
        Assert.Equal("https://rollout.contoso.com/privacy", manifest["developer"]!["privacyUrl"]!.GetValue<string>());
        Assert.Equal($"api://botid-{AppId}", manifest["webApplicationInfo"]!["resource"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_same_input_makes_the_same_bytes()
    {
        var (first, second) = (Path.Combine(_folder, "1.zip"), Path.Combine(_folder, "2.zip"));

        await RunAsync("--app-id", AppId, "--domain", "rollout.contoso.com", "--out", first);
        await RunAsync("--app-id", AppId.ToUpperInvariant(), "--domain", "rollout.contoso.com", "--out", second);

        Assert.Equal(await File.ReadAllBytesAsync(first), await File.ReadAllBytesAsync(second));
    }

    [Theory]
    [InlineData("my-bot", "rollout.contoso.com", "must be a GUID")]
    [InlineData(AppId, "https://rollout.contoso.com", "without https://")]
    [InlineData(AppId, "rollout", "is not a domain")]
    [InlineData(AppId, "x\",\"y.com", "is not a domain")]
    [InlineData(AppId, "abc.ngrok-free.app", "is a tunnel")]
    [InlineData(AppId, "abc-3978.euw.devtunnels.ms", "is a tunnel")]
    public async Task A_package_that_Teams_would_not_take_is_not_written_and_it_is_said_why(string appId, string domain, string reason)
    {
        var file = Path.Combine(_folder, "app.zip");

        var (code, _, errors) = await RunAsync("--app-id", appId, "--domain", domain, "--out", file);

        Assert.Equal(1, code);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData]
    [InlineData("--app-id", AppId)]
    [InlineData("--app-id", "--domain", "x.com")]
    [InlineData("--app-id", AppId, "--domain", "x.com", "--domain", "y.com")]
    [InlineData("--app-id", AppId, "--domain", "x.com", "--colour", "red")]
    public async Task Arguments_that_can_not_be_used_are_answered_with_the_usage(params string[] arguments)
    {
        var (code, _, errors) = await RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.Contains("Usage: package --app-id GUID --domain HOST", errors, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> WrongManifests => new()
    {
        { "manifestVersion", "1.30" },
        { "version", "null" },
        { "id", "\"x\"" },
        { "surprise", "1" },
        { "name", "{}" },
        { "name", "{\"short\":\"0123456789012345678901234567890\"}" },
        { "description", "{\"short\":\"x\"}" },
        { "description", $$"""{"short":"{{new string('x', 81)}}","full":"x"}""" },
        { "developer", "{\"name\":\"x\"}" },
        { "developer", """{"name":"x","websiteUrl":"ftp://x.com","privacyUrl":"https://x.com","termsOfUseUrl":"https://x.com"}""" },
        { "icons", "{\"color\":\"color.png\"}" },
        { "accentColor", "\"blue\"" },
        { "validDomains", "\"x.com\"" },
        { "permissions", "[\"everything\"]" },
        { "webApplicationInfo", "{}" },
        { "localizationInfo", "{\"defaultLanguageTag\":\"en\",\"additionalLanguages\":[{\"languageTag\":\"de\"}]}" },
        { "defaultInstallScope", "\"everywhere\"" },
        { "bots", "[]" },
        { "bots", $$"""[{"botId":"{{AppId}}","scopes":["galaxy"],"commandLists":[]}]""" },
        { "bots", $$"""[{"botId":"{{AppId}}","scopes":["personal"],"commandLists":[{"scopes":["personal"],"commands":[{}]}]}]""" },
        { "bots", $$"""[{"botId":"{{AppId}}","scopes":["personal"],"isNotificationOnly":"no","commandLists":[{"scopes":["personal"],"commands":[{"title":"help"}]}]}]""" },
    };

    [ContractTheory]
    [MemberData(nameof(WrongManifests))]
    public async Task What_the_published_schema_refuses_the_offline_rules_refuse_as_well(string property, string value)
    {
        var files = Make();
        var manifest = JsonNode.Parse(files["manifest.json"])!.AsObject();
        manifest[property] = JsonNode.Parse(value);
        files["manifest.json"] = Encoding.UTF8.GetBytes(manifest.ToJsonString());

        // To the schema, an empty list of bots is just a different kind of package, but it is not
        // this one.
        Assert.True(value == "[]" || (await Schema.Value).Validate(manifest.ToJsonString()).Count > 0, "The schema admits it.");
        Assert.NotEmpty(ManifestRules.Problems(files));
    }

    [Fact]
    public void Icons_of_another_size_texts_in_no_manifest_and_files_that_are_missing_are_refused()
    {
        Assert.Empty(ManifestRules.Problems(Make()));
        AssertRefused(files => files["color.png"] = files["outline.png"], "color.png must be a PNG of 192×192");
        AssertRefused(files => files["outline.png"] = "GIF89a"u8.ToArray(), "outline.png must be a PNG");
        AssertRefused(files => files.Remove("fr.json"), "“fr.json” is not in the package");
        AssertRefused(files => files["fr.json"] = "[]"u8.ToArray(), "fr.json is not a JSON object");
        AssertRefused(files => files["es.json"] = """{"bots[0].commandLists[0].commands[12].title":"x"}"""u8.ToArray(), "the manifest has no text");
        AssertRefused(files => files["es.json"] = Encoding.UTF8.GetBytes($$"""{"name.short":"{{new string('x', 31)}}"}"""), "1 to 30 characters");
        AssertRefused(files => files.Remove("manifest.json"), "no manifest.json");
        AssertRefused(files => files["manifest.json"] = "{"u8.ToArray(), "not valid JSON");
        AssertRefused(files => Replace(files, "\"supportsFiles\": true", "\"supportsFiles\": false"), "bots[0].supportsFiles must be true");
        AssertRefused(files => Replace(files, "\"title\": \"help\"", "\"title\": \"/help\""), "must begin with a letter");
        AssertRefused(files => Replace(files, "\"title\": \"ask\"", "\"title\": \"Help\""), "lists a command twice");
        AssertRefused(
            files => Replace(files, "\"manifestVersion\": \"1.30\"", "\"manifestVersion\": \"1.29\""), "manifestVersion must be 1.30");
        AssertRefused(files => Replace(files, "Plans a rollout", "This app plans. A rollout"), "without the word “app”");
    }

    [Fact]
    public void Every_text_is_there_in_every_language()
    {
        var files = Make();
        var lists = JsonNode.Parse(files["manifest.json"])!["bots"]![0]!["commandLists"]!.AsArray();
        var expected = lists.SelectMany(
            (list, l) => list!["commands"]!.AsArray().SelectMany((_, c) => (string[])
                [$"bots[0].commandLists[{l}].commands[{c}].title", $"bots[0].commandLists[{l}].commands[{c}].description"]))
            .Concat(["name.short", "name.full", "description.short", "description.full", "$schema"])
            .Order(StringComparer.Ordinal)
            .ToList();

        foreach (var language in new[] { "es.json", "fr.json" })
        {
            Assert.Equal(expected, JsonNode.Parse(files[language])!.AsObject().Select(text => text.Key).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void The_outline_is_white_on_transparent_and_the_colour_icon_is_opaque()
    {
        var files = Make();

        Assert.All(Pixels(files["outline.png"]), pixel => Assert.True(pixel is (255, 255, 255, _)));
        Assert.Contains(Pixels(files["outline.png"]), pixel => pixel.Alpha == 0);
        Assert.Contains(Pixels(files["outline.png"]), pixel => pixel.Alpha == 255);
        Assert.All(Pixels(files["color.png"]), pixel => Assert.Equal(255, pixel.Alpha));
    }

    [Fact]
    public async Task Every_command_of_the_manifest_is_one_of_the_bot_in_any_case_and_has_its_own_answer()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var lists = JsonNode.Parse(Make()["manifest.json"])!["bots"]![0]!["commandLists"]!.AsArray();
        var titles = lists.SelectMany(list => list!["commands"]!.AsArray().Select(command => command!["title"]!.GetValue<string>()))
            .Distinct().ToList();
        var known = bot.Get<IEnumerable<IDialog>>().SelectMany(dialog => dialog.Commands).SelectMany(command => command.Words).ToList();
        var nonsense = await bot.SayAsync(TestPerson.Robin, "xyzzy");

        var translated = new[] { "es.json", "fr.json" }.SelectMany(file => JsonNode.Parse(Make()[file])!.AsObject())
            .Where(text => text.Key.EndsWith("title", StringComparison.Ordinal)).Select(text => text.Value!.GetValue<string>());
        Assert.Empty(titles.Concat(translated).Except(known));
        foreach (var typed in titles.Concat(titles.Select(title => title.ToUpperInvariant())).Concat(["Hi", "HELLO", "Help", "HELP"]))
        {
            var answer = await bot.SayAsync(TestPerson.Robin, typed);
            Assert.NotEmpty(answer);
            Assert.NotEqual(nonsense[0].Replace("xyzzy", typed), answer[0]);
        }
    }

    private static SortedDictionary<string, byte[]> Make() => AppPackage.Make(
        AppPackage.SourceFolder,
        new PackageValues(
            AppId, "rollout.contoso.com", "Contoso", "https://contoso.com/", "https://contoso.com/privacy", "https://contoso.com/terms"));

    private static void AssertRefused(Action<SortedDictionary<string, byte[]>> change, string reason)
    {
        var files = Make();
        change(files);
        Assert.Contains(ManifestRules.Problems(files), problem => problem.Contains(reason, StringComparison.Ordinal));
    }

    private static void Replace(SortedDictionary<string, byte[]> files, string old, string with)
    {
        var before = Encoding.UTF8.GetString(files["manifest.json"]);
        Assert.Contains(old, before, StringComparison.Ordinal);
        files["manifest.json"] = Encoding.UTF8.GetBytes(before.Replace(old, with, StringComparison.Ordinal));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await PackageCommand.RunAsync(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    private static async Task<Dictionary<string, byte[]>> ReadAsync(string file)
    {
        await using var archive = await ZipFile.OpenReadAsync(file);
        var files = new Dictionary<string, byte[]>();
        foreach (var entry in archive.Entries)
        {
            using var content = new MemoryStream();
            await using var body = await entry.OpenAsync();
            await body.CopyToAsync(content);
            files[entry.FullName] = content.ToArray();
        }

        return files;
    }

    /// <summary>The pixels of an RGBA image with unfiltered rows, as in these two images.</summary>
    private static List<(byte Red, byte Green, byte Blue, byte Alpha)> Pixels(byte[] png)
    {
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.Equal(((byte)8, (byte)6), (png[24], png[25]));
        using var data = new MemoryStream(png, 41, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33)));
        using var inflated = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionMode.Decompress))
        {
            zlib.CopyTo(inflated);
        }

        var bytes = inflated.ToArray();
        List<(byte, byte, byte, byte)> pixels = [];
        for (var row = 0; row < height; row++)
        {
            var start = row * (1 + (4 * width));
            Assert.Equal(0, bytes[start]);
            for (var at = start + 1; at < start + 1 + (4 * width); at += 4)
            {
                pixels.Add((bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]));
            }
        }

        return pixels;
    }

    private static async Task<JsonSchema> LoadAsync(string file) =>
        await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(ContractData.Path("schemas", file)));
}
