using System.Globalization;

namespace TeamsRolloutBot.StubConnector;

/// <summary>A request as it arrived, and how it ended.</summary>
/// <param name="At">The time of arrival, in microseconds since the stub started.</param>
/// <param name="Operation"><c>send</c>, <c>create</c>, <c>update</c>, <c>members</c> or
/// <c>delete</c>.</param>
/// <param name="Conversation">The conversation's id; for <c>create</c>, the member's.</param>
/// <param name="What">The message's summary, which distinguishes messages.</param>
/// <param name="Status">The response's status; 0 means none.</param>
/// <param name="IsDelivered">The message reached the person.</param>
/// <param name="IsOverLimit">It arrived when a limit was exhausted.</param>
public sealed record LoggedRequest(
    long At, string Operation, string Conversation, string What, int Status, bool IsDelivered, bool IsOverLimit)
{
    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{At}\t{Operation}\t{Conversation}\t{Status}\t{(IsDelivered ? 1 : 0)}\t{(IsOverLimit ? 1 : 0)}\t{What}");

    public static LoggedRequest Parse(string line)
    {
        var parts = line.Split('\t', 7);
        return new(long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], parts[2], parts[6],
            int.Parse(parts[3], CultureInfo.InvariantCulture), parts[4] == "1", parts[5] == "1");
    }
}

/// <summary>Every request since the start, in order of arrival.</summary>
public sealed class RequestLog(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<LoggedRequest?> _requests = [];
    private readonly HashSet<(string Conversation, string What)> _delivered = [];
    private readonly long _started = time.GetTimestamp();

    /// <summary>Microseconds since the start.</summary>
    public long Now => (long)time.GetElapsedTime(_started).TotalMicroseconds;

    /// <summary>The number of different messages that have reached the person.</summary>
    public int DeliveredMessages
    {
        get
        {
            lock (_gate)
            {
                return _delivered.Count;
            }
        }
    }

    /// <summary>Reserves a position in the order of arrival.</summary>
    public int Arrived()
    {
        lock (_gate)
        {
            _requests.Add(null);
            return _requests.Count - 1;
        }
    }

    public void Ended(int place, LoggedRequest request)
    {
        lock (_gate)
        {
            _requests[place] = request;
            if (request.IsDelivered)
            {
                _delivered.Add((request.Conversation, request.What));
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
            _delivered.Clear();
        }
    }

    public IReadOnlyList<LoggedRequest> Ended()
    {
        lock (_gate)
        {
            return [.. _requests.OfType<LoggedRequest>()];
        }
    }
}
