namespace TeamsRolloutBot.StubConnector;

/// <summary>
/// The stub's behaviour; each property is an argument of the process, such as <c>--latency 400</c>.
/// </summary>
public sealed class StubOptions
{
    /// <summary>0 for a free port, which is printed.</summary>
    public int Port { get; set; }

    /// <summary>Milliseconds from a request's arrival to its response.</summary>
    public int Latency { get; set; }

    /// <summary>Requests per second for one tenant in a sliding window; 0 for no limit.</summary>
    public int TenantLimit { get; set; }

    /// <summary>
    /// Enforces the documented per-thread limits: 7 in 1 s, 8 in 2 s, 60 in 30 s, 1,800 in an hour.
    /// </summary>
    public bool ThreadLimits { get; set; }

    /// <summary>
    /// Whether a 429 says how long to wait. The platform does not guarantee that.
    /// </summary>
    public bool SaysRetryAfter { get; set; } = true;

    /// <summary>
    /// Faults by rate: status and share of requests, such as <c>429=0.05,503=0.01</c>. Status 0 is
    /// a request that is never answered; in half of these cases, the message has gone out.
    /// </summary>
    public string Faults { get; set; } = string.Empty;

    /// <summary>
    /// The share of people who have blocked the bot (403), always the same people.
    /// </summary>
    public double Blocked { get; set; }

    /// <summary>
    /// How long an unanswered request is held, in milliseconds; the caller gives up earlier.
    /// </summary>
    public int HoldMilliseconds { get; set; } = 120_000;

    /// <summary>
    /// The random seed: with the same seed, the same requests meet the same faults.
    /// </summary>
    public int Seed { get; set; } = 20270301;
}
