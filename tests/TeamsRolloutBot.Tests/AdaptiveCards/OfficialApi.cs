using System.Reflection;

namespace TeamsRolloutBot.Tests.AdaptiveCards;

/// <summary>
/// The public surface of a card library: its types and their members, without methods.
/// </summary>
/// <param name="Kind"><c>class</c>, <c>abstract class</c>, <c>enum</c> and the like.</param>
/// <param name="Base">The base class; empty if there is none.</param>
/// <param name="Members">Properties and fields with their types; constructors and enum members
/// without one.</param>
internal sealed record ApiType(string Kind, string Base, IReadOnlyDictionary<string, string> Members)
{
    /// <summary>
    /// The official library's, from the data. Types that are left out here have no members there.
    /// </summary>
    public static IReadOnlyDictionary<string, ApiType> Official()
    {
        var rows = File.ReadLines(Repository.File("tests", "TeamsRolloutBot.Tests", "AdaptiveCards", "official-api.tsv"))
            .Where(line => !line.StartsWith('#'))
            .Skip(1)
            .Select(line => line.Split('\t'))
            .Select(row => (Type: row[0], Kind: Cell(row, 1), Base: Cell(row, 2), Member: Cell(row, 3), MemberType: Cell(row, 4)));
        return rows.GroupBy(row => row.Type).ToDictionary(
            type => type.Key,
            type => new ApiType(
                type.First().Kind,
                type.First().Base,
                type.Skip(1).ToDictionary(row => row.Member, row => row.MemberType, StringComparer.Ordinal)),
            StringComparer.Ordinal);

        static string Cell(string[] cells, int index) => index < cells.Length ? cells[index] : string.Empty;
    }

    /// <summary>The types of an assembly in a namespace.</summary>
    public static IReadOnlyDictionary<string, ApiType> Of(Assembly assembly, string name) =>
        assembly.GetExportedTypes().Where(type => type.Namespace == name).ToDictionary(type => type.Name, Of, StringComparer.Ordinal);

    private static ApiType Of(Type type)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
        {
            return new("enum", string.Empty, Enum.GetNames(type).ToDictionary(name => name, _ => string.Empty, StringComparer.Ordinal));
        }

        var members = type.GetProperties(Own).Select(property => (property.Name, Type: NameOf(property.PropertyType)))
            .Concat(type.GetFields(Own).Select(field => (field.Name, Type: NameOf(field.FieldType))))
            .Concat(type.GetConstructors()
                .Select(constructor => string.Join(", ", constructor.GetParameters().Select(parameter => NameOf(parameter.ParameterType))))
                .Select(parameters => (Name: $".ctor({parameters})", Type: string.Empty)));
        var kind = (type.IsAbstract, type.IsClass) switch
        {
            (true, true) => "abstract class",
            (false, true) => "class",
            _ => "struct",
        };
        return new(
            kind,
            type.BaseType == typeof(object) ? string.Empty : type.BaseType!.Name,
            members.ToDictionary(member => member.Name, member => member.Type, StringComparer.Ordinal));
    }

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(',', type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
