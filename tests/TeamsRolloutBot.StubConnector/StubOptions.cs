namespace TeamsRolloutBot.StubConnector;

/// <summary>
/// How the stub behaves; each is an argument of the process, such as <c>--latency 400</c>.
/// </summary>
public sealed class StubOptions
{
    /// <summary>0: a free port, which is printed.</summary>
    public int Port { get; set; }

    /// <summary>Milliseconds from a request's arrival to its answer.</summary>
    public int Latency { get; set; }

    /// <summary>Requests a second for one tenant in a sliding window; 0: no limit.</summary>
    public int TenantLimit { get; set; }

    /// <summary>
    /// Enforces the documented limits of each thread: 7 in 1 s, 8 in 2 s, 60 in 30 s, 1,800 in an
    /// hour.
    /// </summary>
    public bool ThreadLimits { get; set; }

    /// <summary>A 429 says how long to wait. The platform does not promise it.</summary>
    public bool SaysRetryAfter { get; set; } = true;

    /// <summary>
    /// Faults by rate: status and share of the requests, such as <c>429=0.05,503=0.01</c>; status 0
    /// is a request that is never answered, half of them after the message has gone out.
    /// </summary>
    public string Faults { get; set; } = string.Empty;

    /// <summary>
    /// The share of people who have blocked the bot: 403, always the same people.
    /// </summary>
    public double Blocked { get; set; }

    /// <summary>
    /// How long an unanswered request is held, in milliseconds; the caller gives up before.
    /// </summary>
    public int HoldMilliseconds { get; set; } = 120_000;

    /// <summary>
    /// What chance begins with: the same seed meets the same requests with the same faults.
    /// </summary>
    public int Seed { get; set; } = 20270301;
}
