using System.Text;
using Attestry.Hosting.Options;
using Attestry.Sigstore.Notation;

namespace Attestry.SignatureVerifier.Trust;

internal static class NotationLoader
{
    /// <summary>Reads the trust policy and the stores beside it; null when none is configured.</summary>
    /// <exception cref="OptionsException">Something cannot be read; the message names the setting.</exception>
    internal static NotationTrust? Load(NotationOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Policy))
            return null;
        try
        {
            var (trust, finding) = NotationTrust.Read(Encoding.UTF8.GetBytes(options.Policy), Stores(options.TrustStore!));
            return trust ?? throw new OptionsException($"Setting 'Trust:Notation:{nameof(options.Policy)}': {finding!.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new OptionsException($"Setting 'Trust:Notation:{nameof(options.TrustStore)}': {e.Message}", e);
        }
    }

    private static Dictionary<string, IReadOnlyList<byte[]>> Stores(string folder) => (
        from type in NotationStoreFile.Types
        let parent = Path.Combine(folder, "x509", type)
        where Directory.Exists(parent)
        from store in Directory.EnumerateDirectories(parent)
        select KeyValuePair.Create<string, IReadOnlyList<byte[]>>(
            $"{type}:{Path.GetFileName(store)}",
            [.. Directory.EnumerateFiles(store).Order(StringComparer.Ordinal).SelectMany(file => NotationStoreFile.Read(File.ReadAllBytes(file)))])).ToDictionary();
}
