using NodaTime.Text;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>
/// What the bot is permitted to do, as found by trying. A missing permission closes its feature for
/// a while; the next call or a timer then tries again. Nothing fails because of it: callers check
/// first, and do without.
/// </summary>
internal sealed class GraphLevels(bool isConfigured, IClock clock)
{
    public static readonly Duration AgainAfter = Duration.FromMinutes(15);
    private static readonly InstantPattern Time = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm 'UTC'");

    private readonly Lock _gate = new();
    private readonly Dictionary<GraphFeature, State> _states = [];

    /// <summary>Whether Graph is configured at all.</summary>
    public bool IsConfigured => isConfigured;

    /// <summary>
    /// True if a call is worth making: permitted, not tried yet, or due for a retry.
    /// </summary>
    public bool IsOpen(GraphFeature feature)
    {
        lock (_gate)
        {
            return isConfigured
                && (
                    !_states.TryGetValue(feature, out var state)
                        || state.IsPermitted
                        || state.Since + AgainAfter <= clock.GetCurrentInstant());
        }
    }

    /// <summary>True if signing in failed and the retry is not due yet.</summary>
    public bool IsSignInRefused(GraphFeature feature)
    {
        lock (_gate)
        {
            return _states.GetValueOrDefault(feature) is { IsSignIn: true } state && state.Since + AgainAfter > clock.GetCurrentInstant();
        }
    }

    /// <summary>True if signing in failed and nothing has worked since.</summary>
    public bool IsAnySignInRefused
    {
        get
        {
            lock (_gate)
            {
                return _states.Values.Where(state => state.IsSignIn).MaxBy(state => state.Since) is { Since: var since }
                    && !_states.Values.Any(state => state.IsPermitted && state.Since > since);
            }
        }
    }

    /// <summary>True if it was tried and works.</summary>
    public bool IsPermitted(GraphFeature feature)
    {
        lock (_gate)
        {
            return Works(feature);
        }
    }

    /// <summary>Records that a feature works.</summary>
    public void Permit(GraphFeature feature)
    {
        lock (_gate)
        {
            _states[feature] = new State(true, true, clock.GetCurrentInstant(), () => string.Empty, IsSignIn: false);
        }
    }

    /// <summary>Records that a feature does not work.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="reason">The reason, as a sentence for an administrator in the current
    /// language.</param>
    /// <param name="isSignIn">Signing in failed, whatever the permissions.</param>
    /// <returns>True if it worked until now, so that somebody should be told.</returns>
    public bool Withdraw(GraphFeature feature, Func<string> reason, bool isSignIn = false)
    {
        lock (_gate)
        {
            var before = _states.GetValueOrDefault(feature);
            _states[feature] = new State(false, before?.HasWorked == true, clock.GetCurrentInstant(), reason, isSignIn);
            return before is { IsPermitted: true };
        }
    }

    /// <summary>The highest working level.</summary>
    public GraphLevel Current
    {
        get
        {
            lock (_gate)
            {
                return GraphFeatureFacts.All.Where(facts => facts.IsMain && Works(facts.Feature)).Select(facts => facts.Level)
                    .DefaultIfEmpty(GraphLevel.None).Max();
            }
        }
    }

    /// <summary>
    /// A few sentences on the current level, what has stopped working, and what the next permission
    /// would add.
    /// </summary>
    public string Describe()
    {
        if (!isConfigured)
        {
            return ManagerTexts.GraphLevelNone;
        }

        lock (_gate)
        {
            var works = GraphFeatureFacts.All.Where(facts => Works(facts.Feature)).ToList();
            var level = works.Where(facts => facts.IsMain).Select(facts => facts.Title).LastOrDefault() ?? ManagerTexts.GraphFeatureNone;
            var sentences = new List<string>
            {
                works.Count == 0
                    ? ManagerTexts.GraphLevel.With(level)
                    : ManagerTexts.GraphLevelWorks.With(level, string.Join("; ", works.Select(facts => facts.Adds))),
            };
            sentences.AddRange(StoppedSentences());
            if (
                GraphFeatureFacts.All.FirstOrDefault(facts =>
                    _states.TryGetValue(facts.Feature, out var state) && state is { IsPermitted: false, HasWorked: false }
                ) is
                { } next
            )
            {
                sentences.Add(ManagerTexts.GraphLevelNext.With(next.Title, next.Adds, _states[next.Feature].Reason()));
            }

            return string.Join(' ', sentences);
        }
    }

    /// <summary>
    /// What has stopped working and what is done instead; null if everything works.
    /// </summary>
    public string? Stopped()
    {
        lock (_gate)
        {
            return string.Join(' ', StoppedSentences()) is { Length: > 0 } stopped ? stopped : null;
        }
    }

    private IEnumerable<string> StoppedSentences() => GraphFeatureFacts.All
        .Where(facts => _states.TryGetValue(facts.Feature, out var state) && state is { IsPermitted: false, HasWorked: true })
        .Select(
            facts => ManagerTexts.GraphStopped.With(
                facts.Title, Time.Format(_states[facts.Feature].Since), _states[facts.Feature].Reason(), facts.Without));

    private bool Works(GraphFeature feature) => _states.TryGetValue(feature, out var state) && state.IsPermitted;

    private sealed record State(bool IsPermitted, bool HasWorked, Instant Since, Func<string> Reason, bool IsSignIn);
}
