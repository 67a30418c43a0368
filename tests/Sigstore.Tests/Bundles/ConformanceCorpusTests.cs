using System.Security.Cryptography;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Tests.Bundles;

/// <summary>The public client suite: what rests on a key is judged as it says, and nothing that rests on a certificate passes for a key.</summary>
public sealed class ConformanceCorpusTests
{
    [Fact]
    public void Judges_bundles_by_key_and_takes_no_certificate_for_a_key()
    {
        if (Corpora.Path("sigstore/bundle-verify") is not { } root)
            return;
        var byKey = 0;
        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            var artifact = File.ReadAllBytes(File.Exists(Path.Combine(folder, "artifact")) ? Path.Combine(folder, "artifact") : Path.Combine(root, "a.txt"));
            Digest[] digests = [Digest.Sha256(artifact), Digest.FromHash(HashAlgorithmName.SHA512, SHA512.HashData(artifact))];
            var keyFile = Path.Combine(folder, "key.pub");
            VerificationKey[] trusted = File.Exists(keyFile) ? Keys(File.ReadAllText(keyFile)) : [];
            var result = BundleVerifier.Verify(File.ReadAllBytes(Path.Combine(folder, "bundle.sigstore.json")), digests, trusted);

            byKey += trusted.Length;
            result.Verified.ShouldBe(trusted.Length > 0 && !folder.EndsWith("_fail", StringComparison.Ordinal), folder);
            if (!result.Verified && trusted.Length == 0)
                result.Finding!.Id.ShouldBeOneOf([SignatureFindings.KeylessUnsupported, SignatureFindings.Malformed, SignatureFindings.KeyUntrusted]);
        }
        byKey.ShouldBeGreaterThan(0);
    }

    // One of the suite's keys is damaged, which leaves nothing to trust.
    private static VerificationKey[] Keys(string pem)
    {
        try
        {
            return [VerificationKey.FromPem(pem)];
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
