using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TeamsRolloutBot.StubConnector;

namespace TeamsRolloutBot.IntegrationTests.Rotation;

/// <summary>
/// Entra and the connector under their real names over https, on this machine. A process with the
/// setting <c>https_proxy</c> is routed to them by a proxy, and nowhere else. It needs no setting
/// of the product for this, and trusts the authority of their certificate through
/// <c>SSL_CERT_FILE</c>.
/// </summary>
internal sealed class LoopbackCloud : IAsyncDisposable
{
    public const string ServiceUrl = "https://smba.trafficmanager.net/amer/";
    private const string ConnectorHost = "smba.trafficmanager.net";

    private readonly ThrowAwayAuthority _authority;
    private readonly TcpListener _proxy = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly WebApplication _app;
    private readonly StubEndpoints _connector = new(new StubOptions(), TimeProvider.System);
    private readonly string _folder;
    private int _behind;

    private LoopbackCloud(string folder, EntraStub entra)
    {
        _folder = Directory.CreateDirectory(Path.Combine(folder, "cloud")).FullName;
        Entra = entra;
        _authority = new ThrowAwayAuthority(_folder);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_authority.Issue(EntraStub.Host, ConnectorHost))));
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Use(AnswerAsync);
        _app.UsePathBase("/amer");
        _app.UseRouting();
        _connector.Map(_app);
    }

    public EntraStub Entra { get; }

    /// <summary>The requests that reached the connector with a token.</summary>
    public RequestLog Connector => _connector.Log;

    /// <summary>
    /// Called after each message that reached the person, before the bot gets its response.
    /// </summary>
    public Action<int> Delivered { get; set; } = static _ => { };

    /// <summary>Requested hosts that are neither of the two.</summary>
    public ConcurrentQueue<string> Elsewhere { get; } = new();

    /// <summary>The environment variables that make a process use this cloud.</summary>
    public IEnumerable<(string Name, string Value)> Environment =>
    [
        ("https_proxy", $"http://127.0.0.1:{((IPEndPoint)_proxy.LocalEndpoint).Port}"),
        ("no_proxy", "127.0.0.1"),
        ("SSL_CERT_FILE", _authority.File),
        ("SSL_CERT_DIR", Directory.CreateDirectory(Path.Combine(_folder, "none")).FullName),
    ];

    public static async Task<LoopbackCloud> StartAsync(string folder, EntraStub entra)
    {
        var cloud = new LoopbackCloud(folder, entra);
        await cloud._app.StartAsync();
        cloud._behind = new Uri(
            cloud._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        cloud._proxy.Start();
        _ = cloud.TakeAsync();
        return cloud;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _proxy.Dispose();
        await _app.DisposeAsync();
        _authority.Dispose();
        _ending.Dispose();
    }

    private async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Host.Host == EntraStub.Host)
        {
            await Entra.AnswerAsync(http);
        }
        else if (!Entra.IsToken(http.Request.Headers.Authorization))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            http.Response.OnStarting(() =>
            {
                Delivered(Connector.DeliveredMessages);
                return Task.CompletedTask;
            });
            await next(http);
        }
    }

    private async Task TakeAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                _ = TunnelAsync(await _proxy.AcceptTcpClientAsync(_ending.Token));
            }
            catch (Exception) when (_ending.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task TunnelAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            var host = await ReadConnectAsync(stream);
            if (host is not (EntraStub.Host + ":443" or ConnectorHost + ":443"))
            {
                Elsewhere.Enqueue(host);
                await stream.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
                return;
            }

            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, _behind);
            await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
            var there = server.GetStream();
            await Task.WhenAny(stream.CopyToAsync(there, _ending.Token), there.CopyToAsync(stream, _ending.Token));
        }
    }

    private static async Task<string> ReadConnectAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString().Split(' ') is ["CONNECT", var host, ..] ? host : "no CONNECT";
    }
}
