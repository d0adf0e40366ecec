#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// Completes a bill of materials: packages that give their licence as a file or an address have none
// in it that a tool could read.
//   dotnet run .ci/licences.cs BILL NOTICES
// The licences come from THIRD-PARTY-NOTICES.md, which a test compares with the packages
// themselves.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

var licences = Regex.Matches(
    File.ReadAllText(args[1]), @"^\| (?:\[([^\]]+)\]\([^)]*\)|([^|\[]+?)) \| ([^|]+) \| ([^|]+) \|", RegexOptions.Multiline)
    .ToLookup(
        row => $"{row.Groups[1].Value}{row.Groups[2].Value}@{row.Groups[3].Value}", row => row.Groups[4].Value,
        StringComparer.OrdinalIgnoreCase);
var bill = JsonNode.Parse(File.ReadAllText(args[0]))!;
foreach (var component in bill["components"]!.AsArray())
{
    var licence = licences[$"{component!["name"]}@{component["version"]}"].FirstOrDefault()
        ?? throw new InvalidOperationException($"{component["name"]} {component["version"]} is not in {args[1]}.");
    component["licenses"] = licence.Contains(' ', StringComparison.Ordinal)
        ? new JsonArray(new JsonObject { ["expression"] = licence })
        : new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = licence } });
}

File.WriteAllText(
    args[0], bill.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
