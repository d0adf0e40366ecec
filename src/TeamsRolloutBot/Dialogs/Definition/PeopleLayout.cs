using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>Maps a table's columns to their kinds.</summary>
internal sealed class PeopleLayout
{
    private const int Sampled = 60;

    // The columns of each kind, best first.
    private readonly ILookup<PeopleColumn, int> _columns;

    private PeopleLayout(IEnumerable<(int Column, PeopleColumn Kind, int Rank)> columns, bool isHeaded)
    {
        _columns = columns.Where(column => column.Kind != PeopleColumn.Other).OrderBy(column => column.Rank).ThenBy(column => column.Column)
            .ToLookup(column => column.Kind, column => column.Column);
        IsHeaded = isHeaded;
        Used = new HashSet<int>(_columns.SelectMany(kind => IsReadOnce(kind.Key) ? kind.Take(1) : kind));
    }

    /// <summary>The layout comes from a heading.</summary>
    public bool IsHeaded { get; }

    /// <summary>The columns that are read.</summary>
    public IReadOnlySet<int> Used { get; }

    /// <summary>Without a heading: the non-empty columns that are not read.</summary>
    public IReadOnlyList<int> Unused { get; private init; } = [];

    /// <summary>
    /// The layout given by a heading; null if the row is not one. A heading contains no address and
    /// names an e-mail or sign-in column or, as the first of a table, two other known columns.
    /// </summary>
    /// <param name="row">The possible heading.</param>
    /// <param name="below">The rows below it, used to find the address column if no heading names
    /// it.</param>
    /// <param name="isFirst">There is no heading above it.</param>
    public static PeopleLayout? ByHeading(DelimitedRow row, IEnumerable<DelimitedRow> below, bool isFirst)
    {
        if (row.Raw.Contains('@', StringComparison.Ordinal))
        {
            return null;
        }

        var columns = row.Fields.Select(
            (field, index) => (Column: index, Found: field.Length is 0 or > 80 ? (PeopleColumn.Other, 0) : PeopleHeading.Read(field)))
            .Select(column => (column.Column, Kind: column.Found.Item1, Rank: column.Found.Item2)).ToList();
        var kinds = columns.Select(column => column.Kind).Where(kind => kind != PeopleColumn.Other).Distinct().ToList();
        var saysEmail = columns.Any(
            column => column.Kind == PeopleColumn.Email && (column.Rank < PeopleHeading.Guessed || (isFirst && kinds.Count > 1)));
        if (saysEmail || (kinds.Contains(PeopleColumn.SignInName) && kinds.Count > 1))
        {
            return new PeopleLayout(columns, isHeaded: true);
        }

        if (!isFirst || kinds.Count < 2)
        {
            return kinds is [PeopleColumn.SignInName] && isFirst && row.Fields.Count == 1
                ? new PeopleLayout(columns, isHeaded: true)
                : null;
        }

        var sample = below.Take(Sampled).ToList();
        var address = columns.Where(
            column =>
                column.Kind == PeopleColumn.Name
                    || (
                        column.Kind == PeopleColumn.Other
                            && (row.Fields[column.Column].Length == 0 || PeopleHeading.IsOpen(row.Fields[column.Column]))))
            .Select(
                column =>
                    (
                        column.Column,
                        Count: sample.Count(each => PeopleTable.IsAddress(each.Fields.ElementAtOrDefault(column.Column) ?? string.Empty))))
            .Where(column => column.Count > 0)
            .OrderByDescending(column => column.Count)
            .Select(column => (int?)column.Column)
            .FirstOrDefault();
        return new PeopleLayout(
            columns.Select(column => column.Column == address ? (column.Column, PeopleColumn.Email, 0) : column), isHeaded: true);
    }

    /// <summary>
    /// The layout of a list without a heading, derived from its cells. The column with most
    /// addresses is the address; audience, role and time zone are recognised by their values. The
    /// first one or two other columns before the address are the name. Without a recognised role,
    /// the next column after the address is the role. Row numbers and empty columns are ignored.
    /// Without any address, the columns are name, e-mail, role, audience and time zone.
    /// </summary>
    public static PeopleLayout ByContent(IReadOnlyList<DelimitedRow> rows, PeopleWords words)
    {
        var sample = rows.Where(row => !row.HasStrayQuote).Take(Sampled).Where(row => row.Fields.Any(PeopleTable.IsAddress)).ToList();
        if (sample.Count == 0)
        {
            return new PeopleLayout(
                new[]
                {
                    PeopleColumn.Name, PeopleColumn.Email, PeopleColumn.Role, PeopleColumn.Audience, PeopleColumn.Zone
                }.Select((kind, index) => (index, kind, 0)), isHeaded: false);
        }

        var width = sample.Max(row => row.Fields.Count);
        var cells = Enumerable
            .Range(0, width)
            .Select(column =>
                sample.Select(row => row.Fields.ElementAtOrDefault(column) ?? string.Empty).Where(cell => cell.Length > 0).ToList()
            )
            .ToList();
        var address = Enumerable.Range(0, width).MaxBy(column => cells[column].Count(PeopleTable.IsAddress));
        var found = new List<(int Column, PeopleColumn Kind, int Rank)> { (address, PeopleColumn.Email, 0) };
        var left = new List<int>();
        foreach (
            var column in Enumerable.Range(0, width)
                .Where(column => column != address && cells[column].Count > 0 && !cells[column].All(IsNumber)))
        {
            var kind = Mostly(words.IsAudience)
                ? PeopleColumn.Audience
                : Mostly(words.IsRole)
                ? PeopleColumn.Role
                : Mostly(words.IsZone)
                ? PeopleColumn.Zone
                : PeopleColumn.Other;
            if (kind != PeopleColumn.Other && found.All(other => other.Kind != kind))
            {
                found.Add((column, kind, 0));
            }
            else
            {
                left.Add(column);
            }

            bool Mostly(Func<string, bool> fits) => cells[column].Count(fits) * 2 >= cells[column].Count;
        }

        var before = left.Where(column => column < address).ToList();
        var names = before.Count > 0 ? before.Take(2).ToList() : left.Take(1).ToList();
        found.AddRange(
            names.Count == 2
                ? [(names[0], PeopleColumn.FirstName, 0), (names[1], PeopleColumn.LastName, 0)]
                : names.Select(column => (column, PeopleColumn.Name, 0)));
        left = [.. left.Except(names)];
        if (found.All(column => column.Kind != PeopleColumn.Role) && left.Where(column => column > address).Take(1).ToList() is [var role])
        {
            found.Add((role, PeopleColumn.Role, 0));
            left.Remove(role);
        }

        return new PeopleLayout(found, isHeaded: false) { Unused = left };
    }

    /// <summary>Whether the row has an address where this layout expects it.</summary>
    public bool HasAddress(IReadOnlyList<string> fields) =>
        _columns[PeopleColumn.Email].Concat(_columns[PeopleColumn.SignInName])
            .Any(column => PeopleTable.IsAddress(fields.ElementAtOrDefault(column) ?? string.Empty));

    /// <summary>Fills a person from the fields of a row.</summary>
    public PeopleRow Read(PeopleRow row, IReadOnlyList<string> fields)
    {
        var addresses = Cells(PeopleColumn.Email).Concat(Cells(PeopleColumn.SignInName)).ToList();
        var entry = addresses.Select(AddressList.ReadOne).FirstOrDefault(each => each.Address is not null);
        return row with
        {
            Name = NameFrom(entry),
            Address = entry?.Address,
            Email = entry?.Text ?? addresses.FirstOrDefault() ?? string.Empty,
            IsGuest = entry is { IsGuest: true } || addresses.Any(GuestSignInName.Matches),
            Role = Cell(PeopleColumn.Role),
            Audience = Cell(PeopleColumn.Audience),
            Zone = Cell(PeopleColumn.Zone),
            Language = Cell(PeopleColumn.Language),
            Cohort = Cell(PeopleColumn.Cohort),
            CohortGoLive = Cell(PeopleColumn.CohortGoLive),
            CohortZone = Cell(PeopleColumn.CohortZone),
            CohortLead = Cell(PeopleColumn.CohortLead),
        };

        string NameFrom(AddressEntry? found)
        {
            var (whole, first, last) = (Cell(PeopleColumn.Name), Cell(PeopleColumn.FirstName), Cell(PeopleColumn.LastName));
            if (whole is not ("" or "yes" or "no" or "true" or "false" or "Yes" or "No" or "TRUE" or "FALSE")
                && !EmailAddress.IsValid(whole))
            {
                // “Name” next to a surname column is the first name.
                return first.Length == 0 && last.Length > 0 && !whole.Contains(last, StringComparison.OrdinalIgnoreCase)
                    ? $"{whole} {last}"
                    : whole;
            }

            var joined = $"{first} {last}".Trim();
            return joined.Length > 0
                ? joined
                : TurnedRound(Cell(PeopleColumn.LastAndFirstName)) is { Length: > 0 } turned
                ? turned
                : found?.Name ?? string.Empty;
        }

        string Cell(PeopleColumn kind) =>
            Cells(kind).FirstOrDefault() is { } cell ? TypedText.Unquoted(TypedText.WithoutListMark(cell)) : string.Empty;

        IEnumerable<string> Cells(PeopleColumn kind) => _columns[kind]
            .Take(IsReadOnce(kind) ? 1 : int.MaxValue)
            .Select(column => fields.ElementAtOrDefault(column) ?? string.Empty)
            .Where(cell => cell.Length > 0);
    }

    private static bool IsReadOnce(PeopleColumn kind) => kind is PeopleColumn.Role or PeopleColumn.Audience or >= PeopleColumn.Zone;

    // “Lopez, Maria” is Maria Lopez.
    private static string TurnedRound(string name) =>
        name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [var last, var first]
            ? $"{first} {last}"
            : name;

    private static bool IsNumber(string cell) => cell.Trim('.', ')', '(', '#', ' ').All(char.IsAsciiDigit);
}
