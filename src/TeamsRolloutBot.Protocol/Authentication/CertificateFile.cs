using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TeamsRolloutBot.Protocol.Authentication;

/// <summary>
/// A certificate file for signing in, under Azure.Identity's rules: type by extension, no password,
/// RSA key.
/// </summary>
public static class CertificateFile
{
    // macOS does not support ephemeral keys.
    private static readonly X509KeyStorageFlags InMemory = OperatingSystem.IsMacOS()
        ? X509KeyStorageFlags.DefaultKeySet
        : X509KeyStorageFlags.EphemeralKeySet;

    /// <summary>
    /// What is wrong with the file, as the end of a sentence that starts with the setting's name;
    /// null if it is usable.
    /// </summary>
    /// <param name="path">A <c>.pfx</c> or <c>.pem</c> file.</param>
    public static string? Problem(string path)
    {
        if (!File.Exists(path))
        {
            return "names a file that does not exist.";
        }

        try
        {
            using var certificate = Path.GetExtension(path).ToUpperInvariant() switch
            {
                ".PFX" => X509CertificateLoader.LoadPkcs12FromFile(path, password: null, InMemory),
                ".PEM" => X509Certificate2.CreateFromPemFile(path),
                _ => null,
            };
            if (certificate is null)
            {
                return "must name a .pfx or a .pem file.";
            }

            using var key = certificate.GetRSAPrivateKey();
            return key is null ? "names a file without the certificate’s private key (RSA)." : null;
        }
        catch (CryptographicException)
        {
            return "names a file without a certificate and its private key, or one protected with a password, which is not supported.";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "names a file that can't be read.";
        }
    }
}
