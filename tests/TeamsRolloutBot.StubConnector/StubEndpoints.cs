using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace TeamsRolloutBot.StubConnector;

/// <summary>
/// The connector operations that the bot uses, and <c>/control</c> for the process that runs the
/// test.
/// </summary>
public sealed class StubEndpoints
{
    /// <summary>Requests about this conversation never fail; a run starts with them.</summary>
    public const string WarmUp = "warm-up";

    /// <summary>
    /// A service address may end with this and a tenant's id, like the platform's; each tenant has
    /// its own limit.
    /// </summary>
    public const string TenantPath = "/t/";

    private readonly StubOptions _options;
    private readonly TimeProvider _time;
    private readonly FaultPlan _faults;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SlidingWindows> _tenants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SlidingWindows> _threads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _members = new(StringComparer.Ordinal);
    private long _ids;

    public StubEndpoints(StubOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _faults = new FaultPlan(options);
        Log = new RequestLog(time);
    }

    public RequestLog Log { get; }

    public void Map(IEndpointRouteBuilder app)
    {
        MapConnector(app);
        MapConnector(app.MapGroup(TenantPath + "{tenant}"));
        app.MapGet("/control/count", () => Log.DeliveredMessages.ToString(CultureInfo.InvariantCulture));
        app.MapGet("/control/log", (RequestDelegate)WriteLogAsync);
        app.MapPost("/control/forget", (RequestDelegate)(http =>
        {
            Log.Clear();
            return Task.CompletedTask;
        }));
        app.MapPost("/control/script/{conversation}", (RequestDelegate)ScriptAsync);
    }

    private void MapConnector(IEndpointRouteBuilder app)
    {
        app.MapPost("/v3/conversations", (RequestDelegate)(http => AnswerAsync(http, "create")));
        app.MapPost("/v3/conversations/{conversation}/activities", (RequestDelegate)(http => AnswerAsync(http, "send")));
        app.MapPut("/v3/conversations/{conversation}/activities/{activity}", (RequestDelegate)(http => AnswerAsync(http, "update")));
        app.MapDelete("/v3/conversations/{conversation}/activities/{activity}", (RequestDelegate)(http => AnswerAsync(http, "delete")));
        app.MapGet("/v3/conversations/{conversation}/pagedmembers", (RequestDelegate)(http => AnswerAsync(http, "members")));
    }

    private async Task AnswerAsync(HttpContext http, string operation)
    {
        // The time of arrival, before anything is read or awaited.
        var at = Log.Now;
        var place = Log.Arrived();
        var body = await ReadAsync(http.Request);
        var conversation = operation == "create" ? MemberOf(body) : (string)http.Request.RouteValues["conversation"]!;
        var what = operation is "send" or "update" ? SummaryOf(body) : string.Empty;
        var (wait, isOver) = Take(at, operation, (string?)http.Request.RouteValues["tenant"] ?? string.Empty, conversation);
        if (isOver)
        {
            Log.Ended(place, new(at, operation, conversation, what, 429, IsDelivered: false, IsOverLimit: true));
            await RefuseAsync(http, 429, wait);
            return;
        }

        if (conversation != WarmUp && _faults.Next(conversation) is { } status)
        {
            var isOut = status == FaultPlan.NoAnswer && _faults.HasGoneOut();
            Log.Ended(place, new(at, operation, conversation, what, status, isOut && operation == "send", IsOverLimit: false));
            if (status == FaultPlan.NoAnswer)
            {
                await HoldAsync(http);
                return;
            }

            await DelayAsync(http.RequestAborted);
            await RefuseAsync(http, status, TimeSpan.FromSeconds(1));
            return;
        }

        // From here on, the person has the message, whether or not the caller still waits for the
        // response.
        Log.Ended(
            place,
            new(at, operation, conversation, what, operation == "create" ? 201 : 200, IsDelivered: operation == "send", IsOverLimit: false)
        );
        await DelayAsync(http.RequestAborted);
        await AcceptAsync(http, operation, conversation);
    }

    private (TimeSpan Wait, bool IsOver) Take(long at, string operation, string tenant, string conversation)
    {
        lock (_gate)
        {
            var wait = TenantWait(at, tenant);
            if (wait == TimeSpan.Zero && _options.ThreadLimits && operation is "send" or "create")
            {
                if (!_threads.TryGetValue(conversation, out var windows))
                {
                    _threads.Add(conversation, windows = new SlidingWindows(SlidingWindows.OfThread));
                }

                wait = windows.TryTake(at);
            }

            return (wait, wait > TimeSpan.Zero);
        }
    }

    private TimeSpan TenantWait(long at, string tenant)
    {
        if (_options.TenantLimit == 0)
        {
            return TimeSpan.Zero;
        }

        if (!_tenants.TryGetValue(tenant, out var windows))
        {
            _tenants.Add(tenant, windows = new SlidingWindows((_options.TenantLimit, TimeSpan.FromSeconds(1))));
        }

        return windows.TryTake(at);
    }

    private async Task AcceptAsync(HttpContext http, string operation, string conversation)
    {
        var response = http.Response;
        response.ContentType = "application/json";
        var id = Interlocked.Increment(ref _ids);
        switch (operation)
        {
            case "create":
                response.StatusCode = 201;
                await response.WriteAsync($$"""{"id":"{{_members.GetOrAdd(conversation, static member => $"a:{member}")}}"}""");
                return;
            case "members":
                await response.WriteAsync("""{"members":[]}""");
                return;
            case "delete":
                return;
            default:
                await response.WriteAsync($$"""{"id":"{{id}}"}""");
                return;
        }
    }

    private async Task RefuseAsync(HttpContext http, int status, TimeSpan wait)
    {
        var response = http.Response;
        response.StatusCode = status;
        if (status == 429 && _options.SaysRetryAfter)
        {
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        response.ContentType = "application/json";

        // Both envelopes that the platform uses.
        await response.WriteAsync(status switch
        {
            403 => """{"errorCode":209,"message":"{\r\n  \"subCode\": \"MessageWritesBlocked\",\r\n  \"details\": \"User has blocked the bot\"\r\n}"}""",
            429 => """{"error":{"code":"TooManyRequests","message":"Too many requests."}}""",
            404 => """{"error":{"code":"ConversationNotFound","message":"Conversation not found."}}""",
            412 => """{"error":{"code":"PreconditionFailed","message":"Precondition failed, please try again."}}""",
            _ => """{"error":{"code":"ServiceError","message":"Try again."}}""",
        });
    }

    private async Task HoldAsync(HttpContext http)
    {
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_options.HoldMilliseconds), _time, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The caller gave up, as intended.
        }

        http.Abort();
    }

    private async Task DelayAsync(CancellationToken ct)
    {
        if (_options.Latency > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_options.Latency), _time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WriteLogAsync(HttpContext http)
    {
        await using var writer = new StreamWriter(http.Response.Body);
        foreach (var request in Log.Ended())
        {
            await writer.WriteLineAsync(request.ToLine());
        }
    }

    private async Task ScriptAsync(HttpContext http)
    {
        var statuses = await JsonSerializer.DeserializeAsync<int[]>(http.Request.Body, cancellationToken: http.RequestAborted) ?? [];
        _faults.Script((string)http.Request.RouteValues["conversation"]!, statuses);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static string SummaryOf(byte[] body) => Text(body, """
        "summary":"
        """u8);

    private static string MemberOf(byte[] body) => Text(body, """
        "members":[{"id":"
        """u8);

    // Searched in the raw bytes: parsing the whole card would make the stub the slowest part of a
    // run.
    private static string Text(ReadOnlySpan<byte> body, ReadOnlySpan<byte> before)
    {
        var start = body.IndexOf(before);
        if (start < 0)
        {
            return string.Empty;
        }

        var rest = body[(start + before.Length)..];
        var end = rest.IndexOf((byte)'"');
        return end < 0 ? string.Empty : System.Text.Encoding.UTF8.GetString(rest[..end]);
    }
}
