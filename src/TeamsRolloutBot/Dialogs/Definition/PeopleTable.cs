using System.Text.RegularExpressions;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>A person in a table, as written there.</summary>
/// <param name="Line">The row's line in the text, from 1.</param>
/// <param name="Text">The row as written.</param>
internal sealed record PeopleRow(int Line, string Text)
{
    /// <summary>The heading above the row, as written; null if there is none.</summary>
    public string? Heading { get; init; }

    public string Name { get; init; } = string.Empty;

    /// <summary>The normalised address; null if the row has none.</summary>
    public string? Address { get; init; }

    /// <summary>The text found where the address is expected.</summary>
    public string Email { get; init; } = string.Empty;

    /// <summary>The address was derived from a guest's sign-in name.</summary>
    public bool IsGuest { get; init; }

    public string Role { get; init; } = string.Empty;

    public string Audience { get; init; } = string.Empty;

    public string Zone { get; init; } = string.Empty;

    public string Language { get; init; } = string.Empty;

    /// <summary>The cohort to join, if a column names it.</summary>
    public string Cohort { get; init; } = string.Empty;

    public string CohortGoLive { get; init; } = string.Empty;

    public string CohortZone { get; init; } = string.Empty;

    public string CohortLead { get; init; } = string.Empty;

    /// <summary>
    /// The row has an unclosed quotation mark, so its columns cannot be separated.
    /// </summary>
    public bool HasStrayQuote { get; init; }
}

/// <summary>Predicates that identify columns without a heading by their cells.</summary>
internal sealed record PeopleWords(Func<string, bool> IsRole, Func<string, bool> IsAudience, Func<string, bool> IsZone);

/// <summary>
/// Reads people from pasted text: a table from a spreadsheet or export, with or without a heading,
/// or recipients from a mail program. The delimiter is the one that yields addresses; a line
/// <c>sep=;</c> sets it explicitly.
/// </summary>
internal sealed partial class PeopleTable
{
    private const int Sampled = 60;

    // A title, an export's version and a blank may precede a heading. With more rows above it, the
    // list has none.
    private const int MostAboveHeading = 12;

    private readonly PeopleWords _words;
    private readonly List<PeopleRow> _rows = [];

    private PeopleTable(PeopleWords words) => _words = words;

    /// <summary>The people in order, including rows that may not be people.</summary>
    public IReadOnlyList<PeopleRow> Rows => _rows;

    /// <summary>The headings that were understood, as written.</summary>
    public IReadOnlyList<string> Understood { get; private set; } = [];

    /// <summary>The unused columns, by heading or first cell.</summary>
    public IReadOnlyList<string> NotUnderstood { get; private set; } = [];

    public static PeopleTable Read(string text, PeopleWords words)
    {
        var table = new PeopleTable(words);
        var list = TypedText.Clean(text).ReplaceLineEndings("\n");
        var offset = 0;
        char? named = null;
        if (list.TrimStart().StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
        {
            var end = list.IndexOf('\n', StringComparison.Ordinal);
            var line = (end < 0 ? list : list[..end]).TrimEnd(' ');
            named = line.Length > 4 && !char.IsLetterOrDigit(line[^1]) && line[^1] != '=' ? line[^1] : null;
            list = end < 0 ? string.Empty : list[(end + 1)..];
            offset = 1;
        }

        var delimiter = named ?? DelimiterOf(list);
        var rows = DelimitedText.Read(list, delimiter)
            .Select(row => row with { Line = row.Line + offset, Fields = [.. row.Fields.Select(SingleLine.Trim)] })
            .Where(row => !row.Fields.All(field => field.Length == 0 || field.All(c => c is '-' or ':' or '=' or '+')))
            .ToList();
        table.ReadRows(rows, delimiter);
        return table;
    }

    private void ReadRows(IReadOnlyList<DelimitedRow> rows, char delimiter)
    {
        var layout = PeopleLayout.ByContent(rows, _words);
        DelimitedRow? heading = null;
        foreach (var (index, row) in rows.Index())
        {
            if (!row.HasStrayQuote
                && PeopleLayout.ByHeading(row, heading is null ? rows.Skip(index + 1) : [], isFirst: heading is null) is { } headed)
            {
                if (heading is null && index <= MostAboveHeading && rows.Take(index).All(above => !above.Fields.Any(IsAddress)))
                {
                    // Rows without an address above the heading (title, version, date) are not
                    // people.
                    _rows.Clear();
                }

                (layout, heading) = (headed, row);
                Understood = headed.Used.Order().Select(column => row.Fields[column]).Where(name => name.Length > 0).ToList();
                NotUnderstood = [.. row.Fields.Where((name, column) => name.Length > 0 && !headed.Used.Contains(column))];
                continue;
            }

            if (heading is null && AddressesIn(row) is { } entries)
            {
                _rows.AddRange(entries.Select(entry => new PeopleRow(row.Line, row.Raw)
                {
                    Name = entry.Name ?? string.Empty,
                    Address = entry.Address,
                    Email = entry.Address!,
                    IsGuest = entry.IsGuest,
                }));
                continue;
            }

            _rows.Add(Read(row, layout, delimiter) with { Heading = heading?.Raw });
        }

        TurnRoundNames();
        if (heading is null)
        {
            NotUnderstood =
            [
                .. layout
                    .Unused.Select(column =>
                        rows.Select(row => row.Fields.ElementAtOrDefault(column)).FirstOrDefault(cell => !string.IsNullOrEmpty(cell))
                    )
                    .OfType<string>(),
            ];
        }
    }

    // A single “Lopez, Maria” may just be how a name is written. If all rows under a heading look
    // like that, the program writes last names first.
    private void TurnRoundNames()
    {
        foreach (
            var table in _rows.Index().Where(row => row.Item.Heading is not null && row.Item.Name.Length > 0)
                .GroupBy(row => row.Item.Heading).Where(table => table.Count() > 1).ToList())
        {
            if (table.All(row => LastAndFirst().IsMatch(row.Item.Name)))
            {
                foreach (var (index, row) in table)
                {
                    _rows[index] = row with { Name = LastAndFirst().Replace(row.Name, "$2 $1") };
                }
            }
        }
    }

    [GeneratedRegex(@"^([\p{L}'’. -]+), *([\p{L}'’. -]+)$")]
    private static partial Regex LastAndFirst();

    private PeopleRow Read(DelimitedRow row, PeopleLayout layout, char delimiter)
    {
        var fields = row.Fields;
        if (!layout.HasAddress(fields) && !fields.Any(IsAddress)
            && DelimitedText.Delimiters.Where(other => other != delimiter)
                .Select(other => DelimitedText.Read(row.Raw, other).FirstOrDefault())
                .FirstOrDefault(other => other is { HasStrayQuote: false } && other.Fields.Any(IsAddress)) is { } differently)
        {
            // The line is delimited differently from the first: lists may be pasted together from
            // several sources.
            fields = differently.Fields;
            layout = layout.HasAddress(fields) ? layout : PeopleLayout.ByContent([differently], _words);
        }
        else if (!layout.IsHeaded && !layout.HasAddress(fields) && fields.Any(IsAddress))
        {
            // The row's columns differ from most others, so derive its layout from the row itself.
            layout = PeopleLayout.ByContent([row], _words);
        }

        var person = layout.Read(new PeopleRow(row.Line, row.Raw), fields);
        return row.HasStrayQuote ? person with { HasStrayQuote = true } : person;
    }

    /// <summary>Whether a cell holds exactly one address, with or without a display name.</summary>
    public static bool IsAddress(string cell) =>
        cell.Contains('@', StringComparison.Ordinal)
            && cell.AsSpan().IndexOfAny('\t', ';', '|') < 0
            && AddressList.ReadOne(cell).Address is not null;

    // A line of recipients: every entry has an address, and there are several, or one in angle
    // brackets.
    private static List<AddressEntry>? AddressesIn(DelimitedRow row)
    {
        if (!row.Raw.Contains('@', StringComparison.Ordinal))
        {
            return null;
        }

        var entries = AddressList.Read(row.Raw).Where(entry => entry.Text.Trim().Length > 0).ToList();
        return entries.Count > 0 && entries.All(entry => entry.Address is not null)
            && (entries.Count > 1 || row.Raw.Contains('<', StringComparison.Ordinal)) && !row.HasStrayQuote
                ? entries
                : null;
    }

    private static char DelimiterOf(string list)
    {
        var sample = string.Join('\n', list.Split('\n').Where(line => line.Trim().Length > 0).Take(Sampled));
        return DelimitedText.Delimiters.MaxBy(delimiter =>
        {
            var rows = DelimitedText.Read(sample, delimiter).ToList();
            return (
                rows.Count(row => row.Fields.Count > 1 && row.Fields.Any(IsAddress)),
                rows.FirstOrDefault(row => row.Fields.Count > 1)?.Fields.Count ?? 0);
        });
    }
}
