using System.Text;
using System.Text.RegularExpressions;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>A line of an iCalendar file, unfolded.</summary>
/// <param name="Path">The components it is in, such as <c>VCALENDAR/VEVENT</c>.</param>
/// <param name="Name">The property.</param>
/// <param name="Parameters">The text between name and value.</param>
/// <param name="Value">As written in the file.</param>
internal sealed record ICalendarLine(string Path, string Name, string Parameters, string Value)
{
    /// <summary>The value as a text: RFC 5545, section 3.3.11.</summary>
    public string Text =>
        Regex.Replace(Value, @"\\([\\;,nN])", match => match.Groups[1].Value is "n" or "N" ? "\n" : match.Groups[1].Value);
}

/// <summary>
/// Reads iCalendar strictly by RFC 5545 and RFC 5546 (METHOD), independently of the library that
/// writes it, and reports what violates a rule.
/// </summary>
internal static partial class ICalendarText
{
    public static (IReadOnlyList<ICalendarLine> Lines, IReadOnlyList<string> Problems) Read(byte[] file)
    {
        var problems = new List<string>();
        var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(file);
        if (Regex.IsMatch(text, "(?<!\r)\n|\r(?!\n)") || !text.EndsWith("\r\n", StringComparison.Ordinal))
        {
            problems.Add("3.1: lines end with CRLF, the last one too.");
        }

        var folded = text.Split("\r\n");
        problems.AddRange(
            folded.Where(line => Encoding.UTF8.GetByteCount(line) > 75).Select(line => $"3.1: a line has more than 75 octets: {line}"));
        var lines = new List<ICalendarLine>();
        var path = new Stack<string>();
        foreach (
            var line in text.Replace("\r\n ", string.Empty, StringComparison.Ordinal)
                .Replace("\r\n\t", string.Empty, StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (ContentLine().Match(line) is not { Success: true } match)
            {
                problems.Add($"3.1: not a content line: {line}");
                continue;
            }

            var (name, value) = (match.Groups["name"].Value.ToUpperInvariant(), match.Groups["value"].Value);
            if (name == "BEGIN")
            {
                path.Push(value);
            }
            else if (name == "END")
            {
                if (path.Count == 0 || path.Pop() != value)
                {
                    problems.Add($"3.6: END:{value} ends nothing.");
                }
            }
            else
            {
                lines.Add(new ICalendarLine(string.Join('/', path.Reverse()), name, match.Groups["parameters"].Value, value));
            }
        }

        if (path.Count > 0)
        {
            problems.Add($"3.6: {path.Peek()} does not end.");
        }

        problems.AddRange(Check(lines));
        return (lines, problems);
    }

    private static IEnumerable<string> Check(IReadOnlyList<ICalendarLine> lines)
    {
        foreach (var (path, name) in new[] { ("VCALENDAR", "PRODID"), ("VCALENDAR", "VERSION"), ("VCALENDAR", "METHOD") })
        {
            if (lines.Count(line => line.Path == path && line.Name == name) != 1)
            {
                yield return $"3.6: {path} has one {name}.";
            }
        }

        if (lines.Any(line => line is { Name: "VERSION", Value: not "2.0" }))
        {
            yield return "3.7.4: the version is 2.0.";
        }

        var events = lines.Where(line => line.Path == "VCALENDAR/VEVENT").ToList();
        var count = events.Count(line => line.Name == "UID");
        foreach (var name in new[] { "UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "ORGANIZER", "STATUS" })
        {
            if (events.Count(line => line.Name == name) != count || count == 0)
            {
                yield return $"3.6.1, RFC 5546 3.2: every event has one {name}.";
            }
        }

        foreach (var line in lines.Where(line => line.Name is "DTSTAMP" or "DTSTART" or "DTEND"))
        {
            var isUtc = UtcTime().IsMatch(line.Value);
            if (!isUtc
                && !(line.Parameters.Contains("TZID=", StringComparison.Ordinal) && lines.Any(zone => zone.Path == "VCALENDAR/VTIMEZONE")))
            {
                yield return $"3.3.5, 3.6.5: {line.Name} is in UTC, or in a zone that the file describes: {line.Parameters}:{line.Value}";
            }

            if (isUtc && line.Parameters.Contains("TZID", StringComparison.Ordinal))
            {
                yield return $"3.2.19: a time in UTC has no TZID: {line.Name}{line.Parameters}";
            }
        }

        foreach (
            var line in events.Where(line =>
                line.Name is "SUMMARY" or "DESCRIPTION" && Escapes().Replace(line.Value, string.Empty).AsSpan().ContainsAny(",;\\")
            )
        )
        {
            yield return $"3.3.11: commas, semicolons and backslashes of a text are escaped: {line.Value}";
        }

        if (events.Any(line => line.Name == "ORGANIZER" && !line.Value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)))
        {
            yield return "3.8.4.3: an organizer is a calendar address.";
        }

        if (events.Any(line => line.Name == "ATTENDEE") && lines.Any(line => line is { Name: "METHOD", Value: "PUBLISH" }))
        {
            yield return "RFC 5546 3.2.1: what is published has no attendees.";
        }

        foreach (var name in new[] { "ACTION", "TRIGGER", "DESCRIPTION" })
        {
            var alarms = lines.Where(line => line.Path == "VCALENDAR/VEVENT/VALARM").ToList();
            if (alarms.Count > 0 && alarms.Count(line => line.Name == name) != alarms.Count(line => line.Name == "ACTION"))
            {
                yield return $"3.6.6: a display alarm has one {name}.";
            }
        }
    }

    [GeneratedRegex(
        "^(?<name>[A-Za-z0-9-]+)(?<parameters>(;[A-Za-z0-9-]+=(\"[^\"]*\"|[^\";:,]*)(,(\"[^\"]*\"|[^\";:,]*))*)*):(?<value>.*)$",
        RegexOptions.Singleline)]
    private static partial Regex ContentLine();

    [GeneratedRegex("^\\d{8}T\\d{6}Z$")]
    private static partial Regex UtcTime();

    [GeneratedRegex(@"\\[\\;,nN]")]
    private static partial Regex Escapes();
}
