using System.Globalization;

namespace TeamsRolloutBot.Benchmarks.Harness;

/// <summary><c>--name value</c> pairs of a command line.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public Arguments(string[] arguments)
    {
        for (var index = 0; index + 1 < arguments.Length; index += 2)
        {
            if (!arguments[index].StartsWith("--", StringComparison.Ordinal))
            {
                throw new ArgumentException($"“{arguments[index]}” is not an option; options are pairs such as --people 20000.");
            }

            _values[arguments[index][2..]] = arguments[index + 1];
        }

        if (arguments.Length % 2 == 1)
        {
            throw new ArgumentException($"“{arguments[^1]}” has no value.");
        }
    }

    public string Text(string name, string otherwise) => _values.GetValueOrDefault(name, otherwise);

    public int Number(string name, int otherwise) =>
        _values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public double Share(string name, double otherwise) =>
        _values.TryGetValue(name, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
