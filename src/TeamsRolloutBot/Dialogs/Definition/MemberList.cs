using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using NodaTime;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Operations;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>A row of a member list that can't be used.</summary>
/// <param name="Line">Its line in the list, from 1.</param>
/// <param name="Text">As it was written.</param>
/// <param name="Reason">What is wrong and what to do.</param>
/// <param name="Columns">Name, e-mail, role, audience and time zone, as far as they could be told apart.</param>
internal sealed record BadRow(int Line, string Text, string Reason, IReadOnlyList<string> Columns)
{
    /// <summary>
    /// The heading of its list as it was written: without it the row's columns mean something else. Null: there was none.
    /// </summary>
    public string? Heading { get; init; }
}

/// <summary>
/// Reads a pasted list of members: CSV with comma, semicolon or tab, with or without a heading, with quotes, with or
/// without a byte order mark.
/// Columns are name, e-mail, role, audience and time zone; a line with only an e-mail address is enough. Good rows are
/// never lost for bad ones.
/// </summary>
internal static class MemberList
{
    private static readonly string[] Columns = ["name", "email", "role", "audience", "zone"];
    private static readonly string[] Delimiters = ["\t", ";", ","];

    private static readonly Dictionary<string, string> Headings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["name"] = "name",
        ["full name"] = "name",
        ["display name"] = "name",
        ["email"] = "email",
        ["e-mail"] = "email",
        ["mail"] = "email",
        ["email address"] = "email",
        ["e-mail address"] = "email",
        ["upn"] = "email",
        ["user principal name"] = "email",
        ["role"] = "role",
        ["job title"] = "role",
        ["title"] = "role",
        ["audience"] = "audience",
        ["type"] = "audience",
        ["time zone"] = "zone",
        ["timezone"] = "zone",
        ["zone"] = "zone",
    };

    public static (IReadOnlyList<Member> Members, IReadOnlyList<BadRow> BadRows) Read(
        string text, Playbook playbook, IReadOnlyList<Person> roster, DirectoryFinds? directory = null)
    {
        var list = text.TrimStart('\ufeff').ReplaceLineEndings("\n");
        var members = new Dictionary<PersonId, Member>();
        var badRows = new List<BadRow>();
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = DelimiterOf(list),
            HasHeaderRecord = false,
            TrimOptions = TrimOptions.Trim,
            MissingFieldFound = null,
            BadDataFound = null,
            IgnoreBlankLines = true,
            NewLine = "\n",
            Mode = CsvMode.RFC4180,
        };
        using var parser = new CsvParser(new StringReader(list), configuration);
        string[]? order = null;
        string? heading = null;
        while (parser.Read())
        {
            var fields = parser.Record ?? [];
            if (fields.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (order is null)
            {
                order = OrderFrom(fields);
                if (order is not null)
                {
                    heading = parser.RawRecord.TrimEnd('\n');
                    continue;
                }

                order = Columns;
            }

            var line = parser.RawRow;
            var raw = parser.RawRecord.TrimEnd('\n');
            var values = ValuesOf(fields, order);
            var (member, reason) = ReadRow(values, playbook, roster, directory);
            if (member is null && !fields.Any(EmailAddress.IsValid)
                && Delimiters.Select(delimiter => raw.Split(delimiter, StringSplitOptions.TrimEntries)).FirstOrDefault(parts => parts.Any(EmailAddress.IsValid)) is { } others)
            {
                // A line written in another way than the first: lists are pasted together from several places.
                values = ValuesOf(others, order);
                (member, reason) = ReadRow(values, playbook, roster, directory);
            }

            if (member is not null && !members.TryAdd(member.Person.Id, member))
            {
                reason = $"{member.Person.Email} is in the list twice; the first row counts.";
            }

            if (reason is not null)
            {
                badRows.Add(new BadRow(line, raw, reason, [.. Columns.Select(column => values.GetValueOrDefault(column, string.Empty))]) { Heading = heading });
            }
        }

        return ([.. members.Values], badRows);
    }

    private static Dictionary<string, string> ValuesOf(string[] fields, string[] order) =>
        order.Zip(fields).Where(pair => pair.First.Length > 0).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => SingleLine.Trim(pair.Second));

    private static (Member? Member, string? Reason) ReadRow(
        Dictionary<string, string> values, Playbook playbook, IReadOnlyList<Person> roster, DirectoryFinds? directory)
    {
        var typed = values.GetValueOrDefault("email", string.Empty);
        var email = GuestSignInName.AddressIn(typed) ?? typed;
        var name = values.GetValueOrDefault("name", string.Empty).ReplaceLineEndings(" ");
        if (email.Length == 0 && EmailAddress.IsValid(name))
        {
            (name, email) = (string.Empty, name);
        }
        else if (!EmailAddress.IsValid(email) && EmailAddress.IsValid(name))
        {
            (name, email) = (email, name);
        }

        var found = directory?.Find(EmailAddress.IsValid(email) ? email : name);
        if (!EmailAddress.IsValid(email) && found?.Person.Email is { } foundAddress)
        {
            email = foundAddress;
        }

        if (!EmailAddress.IsValid(email))
        {
            return (null, directory?.Ambiguity(name) ?? (email.Length == 0 ? "There is no e-mail address." : $"“{Cards.CardKit.Shorten(email, 60)}” is not an e-mail address."));
        }

        if (name.Length > Limits.PersonName)
        {
            return (null, $"The name has {name.Length} characters; at most {Limits.PersonName} fit.");
        }

        if (SingleLine.Problem(name) is { } problem)
        {
            return (null, $"The name {problem}.");
        }

        if (ReadRole(values.GetValueOrDefault("role", string.Empty), playbook) is not { } role)
        {
            return (null, $"There is no role “{Cards.CardKit.Shorten(values["role"], 60)}”. Roles are: {string.Join(", ", playbook.Roles.Select(r => r.Title))}.");
        }

        if (ReadAudience(values.GetValueOrDefault("audience", string.Empty)) is not { } audience)
        {
            return (null, $"The audience is “internal” or “external”, not “{Cards.CardKit.Shorten(values["audience"], 60)}”.");
        }

        DateTimeZone? zone = null;
        if (values.GetValueOrDefault("zone", string.Empty) is { Length: > 0 } zoneName && (zone = Zones.Find(zoneName)) is null)
        {
            return (null, $"There is no time zone “{Cards.CardKit.Shorten(zoneName, 60)}”. Write it like America/Denver.");
        }

        var person = found?.Person ?? (directory ?? DirectoryFinds.None).PersonOf(email, name, roster);
        var isStated = values.GetValueOrDefault("audience", string.Empty).Length > 0;
        if ((found is { IsGuest: true } || GuestSignInName.Matches(typed)) && !isStated)
        {
            audience = Audience.External;
        }

        return (new Member { Person = person, Role = role.Length == 0 ? null : role, Audience = audience, IsAudienceStated = isStated, Zone = zone }, null);
    }

    // Empty: no role. Null: there is no such role.
    private static string? ReadRole(string text, Playbook playbook) =>
        text.Length == 0
            ? string.Empty
            : playbook.Roles.FirstOrDefault(role =>
                string.Equals(role.Title, text, StringComparison.OrdinalIgnoreCase) || string.Equals(role.Id, text, StringComparison.OrdinalIgnoreCase))?.Id;

    private static Audience? ReadAudience(string text) => text.ToLowerInvariant() switch
    {
        "" or "internal" or "employee" or "internal employee" => Audience.Internal,
        "external" or "collaborator" or "external collaborator" or "guest" => Audience.External,
        _ => null,
    };

    private static string[]? OrderFrom(string[] fields) =>
        fields.Any(field => Headings.GetValueOrDefault(field.Trim()) == "email")
            ? [.. fields.Select(field => Headings.GetValueOrDefault(field.Trim(), string.Empty))]
            : null;

    private static string DelimiterOf(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = end < 0 ? text : text[..end];
        return Delimiters.MaxBy(delimiter => first.Split(delimiter).Length)!;
    }
}
