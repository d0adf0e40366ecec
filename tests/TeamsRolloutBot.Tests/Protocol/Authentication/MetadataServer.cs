using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace TeamsRolloutBot.Tests.Protocol.Authentication;

/// <summary>A key with which the token service signs.</summary>
internal sealed class SigningKey(string id, params string[] endorsements)
{
    public RsaSecurityKey Key { get; } = new(RSA.Create(2048)) { KeyId = id };

    public JsonNode Published()
    {
        var parameters = Key.Rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = Key.KeyId,
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
            ["endorsements"] = new JsonArray([.. endorsements.Select(channel => JsonValue.Create(channel))]),
        };
    }
}

/// <summary>
/// The OpenID metadata of a token service, on a free port of this machine. What it publishes can be
/// changed, and it can go down.
/// </summary>
internal sealed class MetadataServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private int _requests;

    private MetadataServer(WebApplication app) => this.app = app;

    public string Address { get; private set; } = "";

    public IReadOnlyList<SigningKey> Keys { get; set; } = [];

    public bool IsDown { get; set; }

    public int Requests => _requests;

    public static async Task<MetadataServer> StartAsync(params SigningKey[] keys)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new MetadataServer(app) { Keys = keys };
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        server.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        if (IsDown)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        var document = context.Request.Path == "/keys"
            ? new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(key => key.Published())]) }
            : new JsonObject { ["issuer"] = TokenSender.Issuer, ["jwks_uri"] = $"{Address}/keys" };
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(document.ToJsonString());
    }
}
