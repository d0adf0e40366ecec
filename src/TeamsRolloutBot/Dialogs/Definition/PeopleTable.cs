using System.Text.RegularExpressions;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>Somebody of a table, as it is written there.</summary>
/// <param name="Line">The line of the row in the text, from 1.</param>
/// <param name="Text">The row as it was written.</param>
internal sealed record PeopleRow(int Line, string Text)
{
    /// <summary>The heading above it, as it was written; null: there is none.</summary>
    public string? Heading { get; init; }

    public string Name { get; init; } = string.Empty;

    /// <summary>The address, normalised; null where the row has none.</summary>
    public string? Address { get; init; }

    /// <summary>What stands where the address is looked for.</summary>
    public string Email { get; init; } = string.Empty;

    /// <summary>It is a guest's sign-in name that the address comes of.</summary>
    public bool IsGuest { get; init; }

    public string Role { get; init; } = string.Empty;

    public string Audience { get; init; } = string.Empty;

    public string Zone { get; init; } = string.Empty;

    public string Language { get; init; } = string.Empty;

    /// <summary>The cohort they join, where a column says it.</summary>
    public string Cohort { get; init; } = string.Empty;

    public string CohortGoLive { get; init; } = string.Empty;

    public string CohortZone { get; init; } = string.Empty;

    public string CohortLead { get; init; } = string.Empty;

    /// <summary>
    /// A quotation mark of the row is not closed, so that its columns can't be told apart.
    /// </summary>
    public bool HasStrayQuote { get; init; }
}

/// <summary>What tells columns without a heading apart: what a cell can be.</summary>
internal sealed record PeopleWords(Func<string, bool> IsRole, Func<string, bool> IsAudience, Func<string, bool> IsZone);

/// <summary>
/// Reads people from what is pasted: a table out of a spreadsheet or an export, with or without a
/// heading, or a list of recipients out of a mail program. The delimiter is found by what makes
/// addresses of fields; a line <c>sep=;</c> names it.
/// </summary>
internal sealed partial class PeopleTable
{
    private const int Sampled = 60;

    // Rows of a title, an export's version and a blank stand above a heading; more is a list
    // without one.
    private const int MostAboveHeading = 12;

    private readonly PeopleWords _words;
    private readonly List<PeopleRow> _rows = [];

    private PeopleTable(PeopleWords words) => _words = words;

    /// <summary>The people, in their order, and rows that may be none.</summary>
    public IReadOnlyList<PeopleRow> Rows => _rows;

    /// <summary>The headings that were understood, as they were written.</summary>
    public IReadOnlyList<string> Understood { get; private set; } = [];

    /// <summary>
    /// The columns that are not used: their headings, or the first of their cells.
    /// </summary>
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
                    // A title, a version, a date: what stands above the heading without an address
                    // is nobody.
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

    // “Lopez, Maria” in one row is what somebody is called; where every row of a heading is so, it
    // is how the program writes names.
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
            // A line written in another way than the first: lists are pasted together from several
            // places.
            fields = differently.Fields;
            layout = layout.HasAddress(fields) ? layout : PeopleLayout.ByContent([differently], _words);
        }
        else if (!layout.IsHeaded && !layout.HasAddress(fields) && fields.Any(IsAddress))
        {
            // A row of a list without a heading that has other columns than most: it says for
            // itself what they are.
            layout = PeopleLayout.ByContent([row], _words);
        }

        var person = layout.Read(new PeopleRow(row.Line, row.Raw), fields);
        return row.HasStrayQuote ? person with { HasStrayQuote = true } : person;
    }

    /// <summary>True for a cell with one address, alone or with a display name.</summary>
    public static bool IsAddress(string cell) =>
        cell.Contains('@', StringComparison.Ordinal)
            && cell.AsSpan().IndexOfAny('\t', ';', '|') < 0
            && AddressList.ReadOne(cell).Address is not null;

    // A line of recipients: each entry has an address, and there are several of them or one in
    // angle brackets.
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
