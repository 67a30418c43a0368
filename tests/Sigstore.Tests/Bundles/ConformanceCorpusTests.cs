using System.Security.Cryptography;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Bundles;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.Tests.Bundles;

/// <summary>The public client suite: each folder is one case, whose name says how it must end and whose files say for whom.</summary>
public sealed class ConformanceCorpusTests
{
    private const string Identity =
        "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";

    private const string Issuer = "https://token.actions.githubusercontent.com";

    // Later than every case; the clock of the machine decides nothing.
    private static readonly DateTimeOffset Now = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What refuses each case: a case refused for another reason would pass once that reason is gone.</summary>
    private static readonly Dictionary<string, string> Expected = new()
    {
        ["bundle-invalid-base64-signature_fail"] = SignatureFindings.Malformed,
        ["bundle-malformed-json_fail"] = SignatureFindings.Malformed,
        ["bundle-negative-log-index_fail"] = SignatureFindings.Malformed,
        ["checkpoint-bad-keyhint_fail"] = LogFindings.CheckpointInvalid,
        ["dsse-mismatch-envelope_fail"] = LogFindings.EntryMismatch,
        ["dsse-mismatch-sig_fail"] = LogFindings.EntryMismatch,
        ["inclusion-proof-corrupted-hash_fail"] = LogFindings.ProofInvalid,
        ["incorrect-public-key_fail"] = LogFindings.EntryMismatch,
        ["invalid-ct-key_fail"] = CertificateFindings.SctUntrusted,
        ["invalid-inclusion-proof_fail"] = LogFindings.ProofMissing,
        ["managed-key-no-key_fail"] = SignatureFindings.KeyUntrusted,
        ["managed-key-wrong-key_fail"] = SignatureFindings.KeyUntrusted,
        ["rekor2-checkpoint-missing-log-signature_fail"] = LogFindings.CheckpointInvalid,
        ["rekor2-checkpoint-missing-size_fail"] = LogFindings.CheckpointInvalid,
        ["rekor2-checkpoint-no-matching-signature_fail"] = LogFindings.CheckpointInvalid,
        ["rekor2-dsse-mismatch-sig_fail"] = LogFindings.EntryMismatch,
        ["rekor2-no-inclusion-proof_fail"] = LogFindings.ProofMissing,
        ["rekor2-no-timestamp_fail"] = TimestampFindings.Missing,
        ["rekor2-timestamp-outside-trust-root-tsa-validity_fail"] = TimestampFindings.OutsideValidity,
        ["rekor2-timestamp-outside-tsa-cert-validity_fail"] = TimestampFindings.OutsideValidity,
        ["rekor2-timestamp-untrusted-tsa-with-embedded-cert_fail"] = TimestampFindings.Untrusted,
        ["rekor2-timestamp-untrusted-tsa-without-embedded-cert_fail"] = TimestampFindings.Untrusted,
        ["set-invalid-signature_fail"] = LogFindings.PromiseInvalid,
        ["signature-mismatch_fail"] = SignatureFindings.Invalid,
        ["wrong-hashedrekord-artifact_fail"] = LogFindings.EntryMismatch,
        ["wrong-hashedrekord-entry_fail"] = LogFindings.EntryMismatch,
        ["wrong-material_fail"] = SignatureFindings.DigestMismatch,
    };

    [Fact]
    public void Judges_every_case_as_its_name_says_and_for_the_reason_it_was_made()
    {
        if (Corpora.Path("sigstore/bundle-verify") is not { } suite || Corpora.Path("sigstore/public-good/trusted_root.json") is not { } publicRoot)
            return;
        var wrong = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories(suite))
        {
            var result = Verify(folder, suite, publicRoot);
            var name = Path.GetFileName(folder);
            var ids = string.Join(", ", result.Findings.Select(finding => $"{finding.Id} ({finding.Message})"));
            if (result.Verified == name.EndsWith("_fail", StringComparison.Ordinal)
                || (!result.Verified && Expected.TryGetValue(name, out var id) && result.Findings.All(finding => finding.Id != id)))
                wrong.Add($"{name}: {result.Verified} {ids}");
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Takes_no_certificate_for_a_key()
    {
        if (Corpora.Path("sigstore/bundle-verify") is not { } suite)
            return;
        foreach (var folder in Directory.EnumerateDirectories(suite).Where(folder => !File.Exists(Path.Combine(folder, "key.pub"))))
        {
            var result = BundleVerifier.Verify(Read(folder, "bundle.sigstore.json"), Digests(folder, suite), []);
            result.Verified.ShouldBeFalse(folder);
            result.Finding!.Id.ShouldBeOneOf([SignatureFindings.KeylessUnsupported, SignatureFindings.Malformed, SignatureFindings.KeyUntrusted]);
        }
    }

    [Fact]
    public void Another_identity_or_issuer_verifies_nothing()
    {
        if (Corpora.Path("sigstore/bundle-verify") is not { } suite || Corpora.Path("sigstore/public-good/trusted_root.json") is not { } publicRoot)
            return;
        var folder = Path.Combine(suite, "rekor2-happy-path");
        foreach (var identity in new[] { Trusted(Identity + "2", Issuer), Trusted(Identity, Issuer + "/"), new(TextPattern.Exactly(Issuer), TextPattern.Matching("extremely-dangerous")) })
        {
            var result = Verify(folder, suite, publicRoot, identity);
            result.Verified.ShouldBeFalse();
            result.Findings.ShouldHaveSingleItem().Id.ShouldBe(SignatureFindings.IdentityMismatch);
        }
    }

    [Fact]
    public void Names_who_signed_from_what()
    {
        if (Corpora.Path("sigstore/bundle-verify") is not { } suite || Corpora.Path("sigstore/public-good/trusted_root.json") is not { } publicRoot)
            return;
        var result = Verify(Path.Combine(suite, "rekor2-happy-path"), suite, publicRoot, new(TextPattern.Exactly(Issuer), TextPattern.Matching("https://github\\.com/sigstore-conformance/.*")));

        result.Verified.ShouldBeTrue();
        result.Identity!.Subjects.ShouldBe([Identity]);
        result.Identity.Issuer.ShouldBe(Issuer);
        var claims = result.Identity.Claims;
        claims.BuildSignerUri.ShouldBe(Identity);
        claims.SourceRepositoryUri.ShouldBe("https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon");
        claims.SourceRepositoryDigest.ShouldBe("9739798945b2a848e911bcf1dddb97298cade0b1");
        claims.SourceRepositoryRef.ShouldBe("refs/heads/main");
        claims.RunnerEnvironment.ShouldBe("github-hosted");
        claims.RunInvocationUri!.ShouldStartWith("https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/actions/runs/");
        claims.SourceRepositoryVisibility.ShouldBe("public");
        claims.GitHubWorkflowTrigger.ShouldBe("workflow_dispatch");
        result.Logs.ShouldBe(["log2025-alpha1.rekor.sigstage.dev"]);
        result.Times.ShouldHaveSingleItem().Authority.ShouldBe("https://timestamp.sigstage.dev/api/v1/timestamp");
    }

    private static BundleVerification Verify(string folder, string suite, string publicRoot, TrustedIdentity? identity = null)
    {
        var rootFile = Path.Combine(folder, "trusted_root.json");
        var (root, finding) = TrustedRoot.Read(File.ReadAllBytes(File.Exists(rootFile) ? rootFile : publicRoot));
        if (root is null)
            return new(null, null, null, null, [], [], [finding!]);
        var keyFile = Path.Combine(folder, "key.pub");
        if (!File.Exists(keyFile))
            identity ??= Trusted(Text(folder, "identity") ?? Identity, Text(folder, "issuer") ?? Issuer);
        VerificationKey[] keys = File.Exists(keyFile) ? Keys(File.ReadAllText(keyFile)) : [];
        // A key that cannot be read trusts nobody, and so does a policy about somebody else.
        identity ??= keys.Length == 0 ? Trusted("nobody", "nobody") : null;
        var policy = TrustPolicy.Create(identity is null ? [] : [identity], keys);
        return PolicyVerifier.Verify(Read(folder, "bundle.sigstore.json"), Digests(folder, suite), root, policy, Now);
    }

    private static TrustedIdentity Trusted(string subject, string issuer) => new(TextPattern.Exactly(issuer), TextPattern.Exactly(subject));

    private static string? Text(string folder, string name) => File.Exists(Path.Combine(folder, name)) ? File.ReadAllText(Path.Combine(folder, name)).Trim() : null;

    private static byte[] Read(string folder, string name) => File.ReadAllBytes(Path.Combine(folder, name));

    private static Digest[] Digests(string folder, string suite)
    {
        var artifact = File.Exists(Path.Combine(folder, "artifact")) ? Read(folder, "artifact") : Read(suite, "a.txt");
        return [Digest.Sha256(artifact), Digest.FromHash(HashAlgorithmName.SHA512, SHA512.HashData(artifact))];
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
