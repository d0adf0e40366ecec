using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TeamsRolloutBot.Protocol.Authentication;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Tests.Infrastructure;

/// <summary>All settings, read from the options types and their documentation.</summary>
internal static partial class ConfigurationReference
{
    private static readonly Lazy<Dictionary<string, XElement>> Documentation = new(() => Assemblies
        .SelectMany(assembly => XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member"))
        .DistinctBy(member => member.Attribute("name")!.Value)
        .ToDictionary(member => member.Attribute("name")!.Value));

    private static Assembly[] Assemblies => [typeof(Program).Assembly, typeof(BotOptions).Assembly, typeof(StorageOptions).Assembly];

    /// <summary>
    /// The classes that a section is bound to: those that declare it with a constant, and those
    /// that share a section.
    /// </summary>
    public static IEnumerable<(string Section, Type Type)> Types() => Assemblies
        .SelectMany(assembly => assembly.GetTypes())
        .Select(type => (Section: type.GetField("Section")?.GetRawConstantValue() as string, Type: type))
        .Where(options => options.Section is not null)
        .Select(options => (options.Section!, options.Type))
        .Append((BotOptions.Section, typeof(TeamsRolloutBot.Dialogs.Files.PublicAddress)))
        .OrderBy(options => options.Item1, StringComparer.Ordinal)
        .ThenBy(options => options.Item2.Name, StringComparer.Ordinal);

    public static IEnumerable<(string Name, string Default, string Description)> Settings() =>
        from options in Types()
        let defaults = Activator.CreateInstance(options.Type, nonPublic: true)
        from property in options.Type.GetProperties()
        where property.CanWrite || (property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(property.PropertyType))
        select ($"{options.Section}:{property.Name}", DefaultOf(property, defaults), DescriptionOf(property));

    public static string Markdown()
    {
        var text = new StringBuilder("""
            # Configuration reference

            Generated from the options types; a test fails if it is out of date. Settings go into
            `appsettings.json` or into environment variables, with `__` in place of `:` (for lists:
            `Rollouts__Managers__0`). If a setting is invalid or missing, the bot does not start and says which.
            The framework's own settings also apply, and for telemetry `OTEL_EXPORTER_OTLP_ENDPOINT` and the
            related variables.

            | setting | default | description |
            | --- | --- | --- |

            """);
        foreach (var (name, value, description) in Settings())
        {
            text.Append($"| `{name}` | {value} | {description} |\n");
        }

        return text.ToString();
    }

    private static string DefaultOf(PropertyInfo property, object? defaults) => property.GetValue(defaults) switch
    {
        null or "" => "–",
        string value => $"`{value}`",
        bool value => value ? "`true`" : "`false`",
        IEnumerable => "empty",
        var value => $"`{value}`",
    };

    private static string DescriptionOf(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var name = property.DeclaringType!.FullName!.Replace('+', '.');
        var summary = Documentation.Value.TryGetValue($"P:{name}.{property.Name}", out var member)
            ? Text(member.Element("summary")!)
            : string.Empty;
        return string.Join(
            ' ',
            new[]
            {
                summary, type.IsEnum ? $"One of {string.Join(", ", Enum.GetNames(type).Select(value => $"`{value}`"))}." : string.Empty
            }.Where(part => part.Length > 0));
    }

    private static string Text(XElement element)
    {
        var text = string.Concat(element.Nodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement { Name.LocalName: "see" } reference when reference.Attribute("cref") is { } target =>
                $"`{string.Join('.', target.Value[2..].Split('.').TakeLast(1))}`",
            XElement code => $"`{code.Value}`",
            _ => string.Empty,
        }));
        return Space().Replace(text, " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

public sealed class ConfigurationReferenceTests
{
    [Fact]
    public async Task The_configuration_reference_is_what_the_options_types_say() =>
        await Snapshot.AssertAsync(ConfigurationReference.Markdown(), "docs", "configuration.md");

    [Fact]
    public void Every_setting_says_what_it_is() =>
        Assert.Empty(ConfigurationReference.Settings().Where(setting => setting.Description.Length == 0).Select(setting => setting.Name));
}
