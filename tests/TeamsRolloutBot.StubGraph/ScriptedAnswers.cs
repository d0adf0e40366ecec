namespace TeamsRolloutBot.StubGraph;

/// <summary>
/// The answers that a test wants instead of the stub's own, and the limits that it wants enforced.
/// </summary>
internal sealed class ScriptedAnswers
{
    private readonly Lock _gate = new();
    private readonly List<Script> _scripts = [];
    private readonly List<RateLimit> _limits = [];

    public void Add(Script script)
    {
        lock (_gate)
        {
            _scripts.Add(script);
        }
    }

    public void Add(RateLimit limit)
    {
        lock (_gate)
        {
            _limits.Add(limit);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _scripts.Clear();
        }
    }

    /// <summary>The rejection if a limit is reached; null to continue.</summary>
    public GraphAnswer? Limited(GraphRequest request)
    {
        lock (_gate)
        {
            foreach (var limit in _limits)
            {
                if (!limit.Admits(request))
                {
                    return GraphAnswer.Error(429, "TooManyRequests", "Too many requests.", TimeSpan.FromSeconds(1));
                }
            }
        }

        return null;
    }

    /// <summary>The answer to use instead of the stub's; null to continue.</summary>
    public GraphAnswer? Scripted(GraphRequest request)
    {
        lock (_gate)
        {
            if (_scripts.FirstOrDefault(script => script is { Left: > 0, Answer: not null } && script.Applies(request)) is not { } script)
            {
                return null;
            }

            script.Left--;
            return script.Answer! with { Body = script.Answer!.Body?.DeepClone() };
        }
    }

    /// <summary>The stub's own answer, changed if requested.</summary>
    public GraphAnswer Changed(GraphRequest request, GraphAnswer own)
    {
        lock (_gate)
        {
            if (_scripts.FirstOrDefault(script => script is { Left: > 0, Change: not null } && script.Applies(request)) is not { } script)
            {
                return own;
            }

            script.Left--;
            return script.Change!(own);
        }
    }
}
