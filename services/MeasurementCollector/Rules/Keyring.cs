using System.Security.Cryptography;
using System.Text;
using Attestry.Hosting.Options;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Tpm.Endorsement;
using Attestry.Tpm.Ima;

namespace Attestry.MeasurementCollector.Rules;

/// <summary>The keys that may sign measured files.</summary>
/// <param name="Digests">Of the files, for the history.</param>
internal sealed record Keyring(IReadOnlyList<ImaKey> Keys, IReadOnlyList<string> Digests)
{
    /// <returns>Null when no key is configured.</returns>
    /// <exception cref="OptionsException">A file holds no key, or files must be signed and no key is there.</exception>
    public static Keyring? Open(SignatureOptions options, string section)
    {
        if (options.Keys.Count == 0)
            return options.Required.Count == 0 ? null : throw new OptionsException($"Setting '{section}:Keys' is missing: files are required to be signed, and no key may sign them.");
        var (keys, digests) = (new List<ImaKey>(), new List<string>());
        foreach (var path in options.Keys)
        {
            var bytes = SettingFile.Read(path, $"{section}:Keys", TpmLimits.CertificateBytes);
            keys.AddRange(Read(bytes) is { Count: > 0 } read ? read : throw new OptionsException($"Setting '{section}:Keys': '{path}' holds no RSA or ECDSA key."));
            digests.Add(Digest.Sha256(bytes).Text);
        }
        return new(keys, digests);
    }

    private static List<ImaKey> Read(byte[] bytes)
    {
        if (ImaKey.Of(bytes) is { } der)
            return [der];
        if (CertificateFile.Read(bytes) is { } certificates)
            return [.. certificates.Select(ImaKey.Of).OfType<ImaKey>()];
        var text = Encoding.UTF8.GetString(bytes);
        return PemEncoding.TryFind(text, out var fields) && text[fields.Label] == "PUBLIC KEY" && ImaKey.Of(Convert.FromBase64String(text[fields.Base64Data])) is { } pem ? [pem] : [];
    }
}
