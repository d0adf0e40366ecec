namespace TeamsRolloutBot.StubGraph;

/// <summary>A number of requests within any second.</summary>
public sealed class RateLimit(Func<GraphRequest, bool> counts, int perSecond)
{
    private readonly Queue<TimeSpan> _recent = new();

    /// <summary>The number of rejected requests.</summary>
    public int Refused { get; private set; }

    internal bool Admits(GraphRequest request)
    {
        if (!counts(request))
        {
            return true;
        }

        while (_recent.TryPeek(out var first) && request.At - first >= TimeSpan.FromSeconds(1))
        {
            _recent.Dequeue();
        }

        if (_recent.Count >= perSecond)
        {
            Refused++;
            return false;
        }

        _recent.Enqueue(request.At);
        return true;
    }
}
