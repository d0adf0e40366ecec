using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TeamsRolloutBot.StubGraph;

/// <summary>
/// A Microsoft Graph on loopback that answers from a made-up tenant. It checks every request, and
/// every answer of its own, against the contract, keeps a log, and can be told to fail or to
/// enforce limits.
/// </summary>
public sealed partial class GraphStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GraphContract _contract;
    private readonly Lock _gate = new();
    private readonly List<GraphRequest> _log = [];
    private readonly ScriptedAnswers _scripted = new();
    private readonly ContractCheck _check;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Answers _answers;
    private int _mailboxRequests;

    private GraphStub(WebApplication app, GraphContract contract)
    {
        _app = app;
        _contract = contract;
        _check = new ContractCheck(contract);
        _answers = new Answers(this);
    }

    /// <summary>The made-up tenant.</summary>
    public StubTenant Tenant { get; } = new();

    /// <summary>The address including the version, as given to a client.</summary>
    public string BaseUrl { get; private set; } = "";

    /// <summary>Where a managed identity gets its tokens, without the host.</summary>
    public const string TokenPath = "/msi/token";

    /// <summary>
    /// The operations that may be called, without the names of their parameters; null for all of
    /// the contract.
    /// </summary>
    public IReadOnlySet<string>? Allowed
    {
        get => _check.Allowed;
        set => _check.Allowed = value;
    }

    /// <summary>Whether stopping the stub throws if something violated the contract.</summary>
    public bool ThrowsAtEnd { get; set; }

    /// <summary>
    /// Set to false for long runs; only the counts of <see cref="Requests"/> are then missing.
    /// </summary>
    public bool KeepsLog { get; set; } = true;

    /// <summary>The maximum number of concurrent requests to mailboxes so far.</summary>
    public int MostMailboxRequestsAtOnce { get; private set; }

    public IReadOnlyList<GraphRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _log];
            }
        }
    }

    /// <summary>Contract violations in requests or answers.</summary>
    public IReadOnlyList<string> Violations => _check.Violations;

    /// <summary>Starts a stub on a free port.</summary>
    public static async Task<GraphStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var stub = new GraphStub(app, GraphContract.OfTheBotsCalls());
        app.Run(stub.AnswerAsync);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        stub.BaseUrl = address + "/v1.0";
        return stub;
    }

    /// <summary>
    /// Replaces the answers to the next requests of an operation (<c>POST
    /// /users/{user-id}/sendMail</c>), or of any if null.
    /// </summary>
    public void Script(string? operation, GraphAnswer answer, int times = 1) =>
        _scripted.Add(new Script(Applies(operation), answer, null) { Left = times });

    /// <summary>
    /// Changes the stub's own next answers, for example to slow them down or truncate them.
    /// </summary>
    public void Change(string? operation, Func<GraphAnswer, GraphAnswer> change, int times = 1) =>
        _scripted.Add(new Script(Applies(operation), null, change) { Left = times });

    /// <summary>Replaces the answers to matching requests until told otherwise.</summary>
    public void ScriptWhere(Func<GraphRequest, bool> applies, GraphAnswer answer, int times = int.MaxValue) =>
        _scripted.Add(new Script(applies, answer, null) { Left = times });

    /// <summary>Removes all scripts.</summary>
    public void ClearScripts() => _scripted.Clear();

    /// <summary>
    /// Enforces a limit: more requests than that within any second are answered with 429.
    /// </summary>
    public RateLimit Limit(Func<GraphRequest, bool> counts, int perSecond)
    {
        var limit = new RateLimit(counts, perSecond);
        _scripted.Add(limit);
        return limit;
    }

    public int Count(string operation) => Requests.Count(request => request.Template == operation);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _contract.Dispose();
        if (ThrowsAtEnd && Violations.Count > 0)
        {
            throw new InvalidOperationException("Against the contract: " + string.Join("; ", Violations.Distinct()));
        }
    }

    /// <summary>
    /// An operation without the names of its parameters, for comparison: <c>GET
    /// /users/{}/manager</c>.
    /// </summary>
    public static string Nameless(string operation) => Parameter().Replace(operation, "{}");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    /// <summary>
    /// Handles one request, alone or from a batch: limits, scripts, the contract, the answer.
    /// </summary>
    internal GraphAnswer Take(
        string method, string path, IReadOnlyDictionary<string, string> query, IReadOnlyDictionary<string, string> headers,
        JsonElement? body, bool isInBatch)
    {
        var operation = _contract.Find(method, path);
        var request = new GraphRequest(
            operation, method, path, query, headers, body, isInBatch)
        { At = Stopwatch.GetElapsedTime(_started) };
        _check.CheckRequest(request);
        var answer = _scripted.Limited(request) ?? _scripted.Scripted(request);
        if (answer is null)
        {
            var own = operation is null ? GraphAnswer.Error(404, "ResourceNotFound", "There is no such resource.") : _answers.Of(request);
            answer = _scripted.Changed(request, own);
        }

        _check.CheckAnswer(request, answer);
        if (KeepsLog)
        {
            lock (_gate)
            {
                _log.Add(request with { Status = answer.Status });
            }
        }

        return answer;
    }

    // Otherwise, a fault of the stub would look like one of Graph.
    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await HandleAsync(context);
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested)
        {
            Violate($"{context.Request.Method} {context.Request.Path}: the stub failed: {fault}");
            throw;
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path == TokenPath)
        {
            // A managed identity, as served by App Service.
            await AnswerWriter.WriteAsync(
                context,
                GraphAnswer.Ok(
                    new JsonObject
                    {
                        ["access_token"] = "token",
                        ["expires_on"] = "4102444800",
                        ["token_type"] = "Bearer",
                        ["resource"] = "https://graph.microsoft.com"
                    }));
            return;
        }

        if (!path.StartsWith("/v1.0/", StringComparison.OrdinalIgnoreCase))
        {
            Violate($"{context.Request.Method} {path}: not below /v1.0");
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        JsonElement? body = null;
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        if (buffer.Length > 0)
        {
            using var document = JsonDocument.Parse(buffer.ToArray());
            body = document.RootElement.Clone();
        }

        if (!context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal))
        {
            Violate($"{context.Request.Method} {path}: no token");
        }

        var below = path["/v1.0".Length..];
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var query = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var isMailbox = below.Contains("/sendMail", StringComparison.OrdinalIgnoreCase)
            || below.Contains("/calendar", StringComparison.OrdinalIgnoreCase)
            || below.Contains("/events", StringComparison.OrdinalIgnoreCase);
        CountMailbox(isMailbox ? 1 : 0);
        var answer = below.Equals("/$batch", StringComparison.OrdinalIgnoreCase)
            ? TakeBatch(body, headers)
            : Take(context.Request.Method, below, query, headers, body, isInBatch: false);
        await AnswerWriter.WriteAsync(context, answer);
        CountMailbox(isMailbox ? -1 : 0);
    }

    private void CountMailbox(int change)
    {
        lock (_gate)
        {
            _mailboxRequests += change;
            MostMailboxRequestsAtOnce = Math.Max(MostMailboxRequestsAtOnce, _mailboxRequests);
        }
    }

    private GraphAnswer TakeBatch(JsonElement? body, IReadOnlyDictionary<string, string> headers)
    {
        var request = new GraphRequest(
            null, "POST", "/$batch", new Dictionary<string, string>(), headers, body,
            IsInBatch: false)
        { At = Stopwatch.GetElapsedTime(_started) };
        var answer = _scripted.Scripted(request);
        answer ??= _scripted.Changed(request, Batch.Answer(this, body));
        if (KeepsLog)
        {
            lock (_gate)
            {
                _log.Add(request with { Status = answer.Status });
            }
        }

        return answer;
    }

    internal void Violate(string problem) => _check.Violate(problem);

    private static Func<GraphRequest, bool> Applies(string? operation) => request => operation is null || request.Template == operation;
}
