using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TeamsRolloutBot.IntegrationTests.Deployment;

/// <summary>
/// A container registry on loopback, as in the distribution specification
/// (https://github.com/opencontainers/distribution-spec). Anybody may pull the base image; pushing
/// needs a token, which is issued for a password.
/// </summary>
internal sealed class OciRegistry : IAsyncDisposable
{
    /// <summary>
    /// The user whose password is an Entra token
    /// (https://learn.microsoft.com/azure/container-registry/container-registry-authentication).
    /// </summary>
    public const string TokenUser = "00000000-0000-0000-0000-000000000000";

    public const string Password = "the-token-of-the-administrator";

    private const string Access = "access-to-the-registry";
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Type, byte[] Content)> _manifests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MemoryStream> _uploads = new(StringComparer.Ordinal);

    private OciRegistry(WebApplication app) => _app = app;

    /// <summary>Host and port, as at the beginning of an image's name.</summary>
    public string Host => new Uri(_app.Urls.Single()).Authority.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public static async Task<OciRegistry> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var registry = new OciRegistry(builder.Build());
        registry._app.Map("/oauth2/token", registry.TokenAsync);
        registry._app.Map("/v2/{**path}", registry.AnswerAsync);
        await registry._app.StartAsync();
        return registry;
    }

    /// <summary>The content stored under a digest.</summary>
    public byte[] Blob(string digest) => _blobs[digest];

    /// <summary>The manifest of a tag or digest; null if there is none.</summary>
    public byte[]? Manifest(string repository, string reference) =>
        _manifests.TryGetValue($"{repository}:{reference}", out var manifest) ? manifest.Content : null;

    /// <summary>Adds content as if it had been pushed, and returns its digest.</summary>
    public string Add(byte[] content)
    {
        var digest = Digest(content);
        _blobs[digest] = content;
        return digest;
    }

    public string Add(string repository, string? tag, string type, byte[] manifest)
    {
        var digest = Digest(manifest);
        _manifests[$"{repository}:{digest}"] = (type, manifest);
        if (tag is not null)
        {
            _manifests[$"{repository}:{tag}"] = (type, manifest);
        }

        return digest;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    // Exchanges a password for a token, by form or by the older request with basic authentication.
    private async Task TokenAsync(HttpContext http)
    {
        var basic = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TokenUser}:{Password}"))}";
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync() : FormCollection.Empty;
        if (http.Request.Headers.Authorization == basic
            || (form["username"] == TokenUser && form["password"] == Password)
            || form["refresh_token"] == Password)
        {
            await http.Response.WriteAsJsonAsync(new { access_token = Access, token = Access, expires_in = 300 });
        }
        else
        {
            http.Response.StatusCode = 401;
        }
    }

    private async Task AnswerAsync(HttpContext http, string? path)
    {
        var request = http.Request;
        var parts = (path ?? string.Empty).Split('/');
        var kind = Array.FindLastIndex(parts, part => part is "manifests" or "blobs");
        var repository = kind < 0 ? string.Empty : string.Join('/', parts[..kind]);
        var name = kind < 0 ? string.Empty : string.Join('/', parts[(kind + 1)..]);
        if (repository != BaseImage.Repository && request.Headers.Authorization != $"Bearer {Access}")
        {
            http.Response.StatusCode = 401;
            http.Response.Headers.WWWAuthenticate =
                $"Bearer realm=\"http://{Host}/oauth2/token\",service=\"{Host}\",scope=\"repository:{repository}:pull,push\"";
            return;
        }

        if (kind >= 0 && parts[kind] == "manifests")
        {
            await ManifestAsync(http, repository, name);
        }
        else if (name.StartsWith("uploads/", StringComparison.Ordinal))
        {
            await UploadAsync(http, repository, name["uploads/".Length..]);
        }
        else if (_blobs.TryGetValue(name, out var blob))
        {
            await WriteAsync(http, "application/octet-stream", blob, name);
        }
        else
        {
            http.Response.StatusCode = kind < 0 ? 200 : 404;
        }
    }

    private async Task ManifestAsync(HttpContext http, string repository, string reference)
    {
        if (HttpMethods.IsPut(http.Request.Method))
        {
            var content = await BodyAsync(http.Request);
            http.Response.Headers["Docker-Content-Digest"] = Add(repository, reference, http.Request.ContentType!, content);
            http.Response.StatusCode = 201;
        }
        else if (_manifests.TryGetValue($"{repository}:{reference}", out var manifest))
        {
            await WriteAsync(http, manifest.Type, manifest.Content, Digest(manifest.Content));
        }
        else
        {
            http.Response.StatusCode = 404;
        }
    }

    // In one piece or several; completed by a PUT with the digest.
    private async Task UploadAsync(HttpContext http, string repository, string id)
    {
        if (HttpMethods.IsPost(http.Request.Method))
        {
            id = Guid.NewGuid().ToString("n");
            _uploads[id] = new MemoryStream();
            http.Response.StatusCode = 202;
        }
        else
        {
            _uploads[id].Write(await BodyAsync(http.Request));
            http.Response.StatusCode = 202;
        }

        if (HttpMethods.IsPut(http.Request.Method))
        {
            var digest = Add(_uploads[id].ToArray());
            http.Response.StatusCode = digest == http.Request.Query["digest"] ? 201 : 400;
        }

        http.Response.Headers.Location = $"/v2/{repository}/blobs/uploads/{id}";
        http.Response.Headers.Range = $"0-{Math.Max(0, _uploads[id].Length - 1)}";
    }

    private static async Task<byte[]> BodyAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private static async Task WriteAsync(HttpContext http, string type, byte[] content, string digest)
    {
        http.Response.ContentType = type;
        http.Response.ContentLength = content.Length;
        http.Response.Headers["Docker-Content-Digest"] = digest;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(content);
        }
    }
}
