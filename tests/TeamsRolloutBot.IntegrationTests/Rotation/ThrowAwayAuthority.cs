using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TeamsRolloutBot.IntegrationTests.Rotation;

/// <summary>
/// A certification authority that exists only during a test; only processes that are given its file
/// trust it.
/// </summary>
internal sealed class ThrowAwayAuthority : IDisposable
{
    private readonly X509Certificate2 _root;

    public ThrowAwayAuthority(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Throw-away authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _root = request.CreateSelfSigned(Yesterday, Tomorrow.AddDays(1));
        File = Path.Combine(folder, "authority.pem");
        System.IO.File.WriteAllText(File, _root.ExportCertificatePem());
    }

    /// <summary>The authority's certificate, in the format of <c>SSL_CERT_FILE</c>.</summary>
    public string File { get; }

    private static DateTimeOffset Yesterday => TimeProvider.System.GetUtcNow().AddDays(-1);

    private static DateTimeOffset Tomorrow => TimeProvider.System.GetUtcNow().AddDays(1);

    /// <summary>A certificate with its key, for servers with these names.</summary>
    public X509Certificate2 Issue(params string[] hosts)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={hosts[0]}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        Array.ForEach(hosts, names.AddDnsName);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var issued = request.Create(_root, Yesterday, Tomorrow, RandomNumberGenerator.GetBytes(16));
        using var whole = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), password: null);
    }

    /// <summary>
    /// A certificate as an administrator creates it for a registration: self-signed, with its key
    /// in the same PEM file.
    /// </summary>
    public static X509Certificate2 ForRegistration(string file)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=teams-rollout-bot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var made = request.CreateSelfSigned(Yesterday, Tomorrow);
        System.IO.File.WriteAllText(file, $"{made.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        return made;
    }

    public void Dispose() => _root.Dispose();
}
