using System.Reflection;
using AdaptiveCards;

namespace TeamsRolloutBot.Tests.AdaptiveCards;

/// <summary>
/// The card elements have the names, bases and types of the official library, so that its package
/// can replace them.
/// </summary>
public sealed class OfficialApiTests
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly IReadOnlyDictionary<string, ApiType> Official = ApiType.Official();
    private static readonly IReadOnlyDictionary<string, ApiType> Ours = ApiType.Of(typeof(AdaptiveCard).Assembly, "AdaptiveCards");

    [Fact]
    public void Every_type_is_one_of_the_official_ones_of_the_same_kind_and_base() =>
        Assert.Equal(
            Ours.Keys.ToDictionary(name => name, name => Official.TryGetValue(name, out var type) ? (type.Kind, type.Base) : default),
            Ours.ToDictionary(type => type.Key, type => (type.Value.Kind, type.Value.Base)));

    [Fact]
    public void Every_property_constructor_and_enum_member_is_an_official_one_of_the_same_type() => Assert.Equal(
        [
            // In the official library, this is among the additional properties, as "msteams".
            "AdaptiveCard.Teams TeamsCardProperties",
        ],
        Ours.SelectMany(type => type.Value.Members
            .Where(member => Official[type.Key].Members.GetValueOrDefault(member.Key) != member.Value)
            .Select(member => $"{type.Key}.{member.Key} {member.Value}")));

    /// <summary>
    /// The data contains no methods; these were compared with the library's source.
    /// </summary>
    [Fact]
    public void There_are_no_methods_but_those_that_read_and_write() => Assert.Equal(
        ["AdaptiveCard.FromJson", "AdaptiveCard.ToJson", "AdaptiveSchemaVersion.ToString"],
        typeof(AdaptiveCard).Assembly.GetExportedTypes()
            .Where(type => type is { Namespace: "AdaptiveCards", IsEnum: false })
            .SelectMany(type => type.GetMethods(Own)
                .Where(method => !method.IsSpecialName)
                .Select(method => $"{type.Name}.{method.Name}"))
            .Order(StringComparer.Ordinal));

    /// <summary>Every other file would compile against the package unchanged.</summary>
    [Fact]
    public void Few_files_need_what_the_official_library_lacks()
    {
        var service = Repository.File("src", "TeamsRolloutBot");
        var files = Directory.EnumerateFiles(service, "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("AdaptiveCards.Teams", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(service, file).Replace('\\', '/'));

        Assert.Equal(["Cards/StatusCard.cs", "Dialogs/Definition/PeopleField.cs"], files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_types_that_are_left_out_are_listed() =>
        AssertListed(LeftOut.Types, Official.Keys.Except(Ours.Keys));

    [Fact]
    public void The_members_that_are_left_out_are_listed() =>
        AssertListed(
            LeftOut.Members,
            Ours.SelectMany(type => Official[type.Key].Members.Keys
                .Except(type.Value.Members.Keys)
                .Select(member => $"{type.Key}.{member}")));

    private static void AssertListed(IReadOnlyDictionary<string, string[]> listed, IEnumerable<string> leftOut)
    {
        var names = leftOut.ToList();
        var entries = listed.Values.SelectMany(entries => entries).ToList();

        Assert.Equal([], names.Where(name => !entries.Exists(entry => Covers(entry, name))));
        Assert.Equal([], entries.Where(entry => !names.Exists(name => Covers(entry, name))));

        static bool Covers(string entry, string name) =>
            entry == name || (entry.StartsWith("*.", StringComparison.Ordinal) && name.EndsWith(entry[1..], StringComparison.Ordinal));
    }
}
