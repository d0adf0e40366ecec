using System.Globalization;
using System.Text;

namespace TeamsRolloutBot.StubConnector;

/// <summary>The evaluation of a run's log.</summary>
/// <param name="Requests">All requests.</param>
/// <param name="Sent">Different messages that reached the person.</param>
/// <param name="Lost">Expected messages that did not reach the person.</param>
/// <param name="Repeated">How often a message reached a person again.</param>
/// <param name="RepeatedAfterNoAnswer">Of these, how many followed an unanswered request whose
/// message had gone out.</param>
/// <param name="OverLimit">Requests that arrived when a limit was exhausted.</param>
/// <param name="MostInOneSecond">The most requests within any second, wherever it starts.</param>
/// <param name="RatePerSecond">Requests per second, from the first to the last.</param>
/// <param name="ShortestPause">The shortest interval between two messages to one person, in
/// milliseconds; null if nobody got two.</param>
public sealed record RunReport(
    int Requests, int Sent, int Lost, int Repeated, int RepeatedAfterNoAnswer, int OverLimit, int MostInOneSecond, double RatePerSecond,
    double? ShortestPause)
{
    private const long Second = 1_000_000;

    /// <param name="log">All requests.</param>
    /// <param name="expected">The conversations that should get messages, and how many different
    /// ones.</param>
    public static RunReport Of(IReadOnlyList<LoggedRequest> log, IReadOnlyDictionary<string, int> expected)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(expected);
        var messages = log.Where(request => request.Operation == "send").GroupBy(request => (request.Conversation, request.What)).ToList();
        var delivered = messages.Where(message => message.Any(request => request.IsDelivered)).ToList();
        var byPerson = delivered.GroupBy(message => message.Key.Conversation)
            .ToDictionary(person => person.Key, person => person.Count(), StringComparer.Ordinal);
        var counted = log.Where(request => request.Operation is "send" or "create" or "update").Select(request => request.At).Order()
            .ToList();
        var seconds = counted.Count < 2 ? 0 : (counted[^1] - counted[0]) / (double)Second;
        return new(
            log.Count,
            delivered.Count,
            expected.Sum(person => Math.Max(0, person.Value - byPerson.GetValueOrDefault(person.Key))),
            delivered.Sum(message => message.Count(request => request.IsDelivered) - 1),
            delivered.Sum(message => Math.Min(
                message.Count(request => request.IsDelivered) - 1, message.Count(
                    request => request is { IsDelivered: true, Status: FaultPlan.NoAnswer }))),
            log.Count(request => request.IsOverLimit),
            MostIn(counted, Second),
            seconds > 0 ? (counted.Count - 1) / seconds : 0,
            ShortestPauseOf(log));
    }

    /// <summary>Requests in each second of the run.</summary>
    public static IReadOnlyList<int> BySecond(IReadOnlyList<LoggedRequest> log)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (log.Count == 0)
        {
            return [];
        }

        var first = log.Min(request => request.At);
        var counts = new int[((log.Max(request => request.At) - first) / Second) + 1];
        foreach (var request in log)
        {
            counts[(request.At - first) / Second]++;
        }

        return counts;
    }

    /// <summary>The report in readable form.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"""
        requests            {Requests}
        sent                {Sent}
        lost                {Lost}
        repeated            {Repeated} ({RepeatedAfterNoAnswer} after a request that was never answered)
        over a limit        {OverLimit}
        most in one second  {MostInOneSecond}
        rate                {RatePerSecond:0.00} requests/s
        shortest pause      {(ShortestPause is { } pause ? $"{pause / 1000:0.0} s" : "–")} between two messages to one person
        """);

    /// <summary>A chart of the requests in each second (SVG), with the limit as a line.</summary>
    public static string ToPicture(IReadOnlyList<LoggedRequest> log, int limit)
    {
        const int Width = 960;
        const int Height = 240;
        var counts = BySecond(log);
        var top = Math.Max(limit, counts.DefaultIfEmpty(1).Max()) * 1.15;
        var bar = (double)(Width - 50) / Math.Max(1, counts.Count);
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {Width} {Height + 30}' font-family='sans-serif' font-size='12'><rect "
                + $"width='100%' height='100%' fill='white'/>");
        for (var second = 0; second < counts.Count; second++)
        {
            var height = counts[second] / top * Height;
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x='{45 + (second * bar):0.##}' y='{Height - height:0.##}' width='{Math.Max(0.6, bar * 0.9):0.##}' "
                    + $"height='{height:0.##}' fill='#5b5fc7'/>");
        }

        if (limit > 0)
        {
            var y = Height - (limit / top * Height);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1='45' x2='{Width}' y1='{y:0.##}' y2='{y:0.##}' stroke='#c4314b' stroke-dasharray='6 4'/><text x='2' "
                    + $"y='{y + 4:0.##}' fill='#c4314b'>{limit}/s</text>");
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line x1='45' x2='{Width}' y1='{Height}' y2='{Height}' stroke='#444'/><text x='45' y='{Height + 18}'>0 s</text><text "
                + $"x='{Width}' y='{Height + 18}' text-anchor='end'>{counts.Count} s</text><text x='{Width / 2}' y='{Height + 18}' "
                + $"text-anchor='middle'>requests in each second</text></svg>");
        return svg.ToString();
    }

    private static int MostIn(List<long> ordered, long window)
    {
        var most = 0;
        var first = 0;
        for (var last = 0; last < ordered.Count; last++)
        {
            while (ordered[last] - ordered[first] >= window)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    private static double? ShortestPauseOf(IReadOnlyList<LoggedRequest> log)
    {
        double? shortest = null;
        foreach (var person in log.Where(request => request.IsDelivered).GroupBy(request => request.Conversation))
        {
            var firsts = person.GroupBy(request => request.What).Select(message => message.Min(request => request.At)).Order().ToList();
            foreach (var (earlier, later) in firsts.Zip(firsts.Skip(1)))
            {
                shortest = Math.Min(shortest ?? double.MaxValue, (later - earlier) / 1000.0);
            }
        }

        return shortest;
    }
}
