using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace TeamsRolloutBot.IntegrationTests.Deployment;

/// <summary>
/// A stand-in for the base image, structured like the published ones: an index of two
/// architectures, the user 1654, the port in the environment, an entry in the layer
/// (https://github.com/dotnet/dotnet-docker/blob/main/src/runtime-deps/10.0/noble-chiseled-extra/amd64/Dockerfile).
/// </summary>
internal static class BaseImage
{
    public const string Repository = "dotnet/aspnet";

    /// <summary>The unprivileged user of the published images.</summary>
    public const int User = 1654;

    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    public static void AddTo(OciRegistry registry, string tag)
    {
        var tar = Tar();
        var layer = Zipped(tar);
        var layerDigest = registry.Add(layer);
        var manifests = new List<object>();
        foreach (var architecture in (string[])["amd64", "arm64"])
        {
            var config = JsonSerializer.SerializeToUtf8Bytes(new
            {
                architecture,
                os = "linux",
                created = "2026-11-10T00:00:00Z",
                config = new
                {
                    User = $"{User}",
                    Env = new[]
                    {
                        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", $"APP_UID={User}",
                        "ASPNETCORE_HTTP_PORTS=8080", "DOTNET_RUNNING_IN_CONTAINER=true",
                        "DOTNET_VERSION=10.0.0", "ASPNET_VERSION=10.0.0",
                    },
                    WorkingDir = "/",
                },
                rootfs = new { type = "layers", diff_ids = new[] { $"sha256:{Convert.ToHexStringLower(SHA256.HashData(tar))}" } },
                history = new[] { new { created = "2026-11-10T00:00:00Z", created_by = "COPY /rootfs / # buildkit" } },
            });
            var manifest = JsonSerializer.SerializeToUtf8Bytes(new
            {
                schemaVersion = 2,
                mediaType = ManifestType,
                config = new
                {
                    mediaType = "application/vnd.docker.container.image.v1+json",
                    size = config.Length,
                    digest = registry.Add(config)
                },
                layers = new[]
                {
                    new { mediaType = "application/vnd.docker.image.rootfs.diff.tar.gzip", size = layer.Length, digest = layerDigest }
                },
            });
            var digest = registry.Add(Repository, null, ManifestType, manifest);
            manifests.Add(new { mediaType = ManifestType, size = manifest.Length, digest, platform = new { architecture, os = "linux" } });
        }

        const string ListType = "application/vnd.docker.distribution.manifest.list.v2+json";
        registry.Add(
            Repository, tag, ListType, JsonSerializer.SerializeToUtf8Bytes(new { schemaVersion = 2, mediaType = ListType, manifests }));
    }

    private static byte[] Tar()
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "home/app/") { Uid = User, Gid = User });
        }

        return stream.ToArray();
    }

    private static byte[] Zipped(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(content);
        }

        return stream.ToArray();
    }
}
