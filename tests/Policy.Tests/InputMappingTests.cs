using System.Text.Json;
using Attestry.Contracts.Evidence;
using Attestry.Policy.Input;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Policy.Tests;

public sealed class InputMappingTests
{
    private static readonly Contracts.Documents.ArtifactDocument Artifact = Sample.Artifact();

    private static readonly Digest Manifest = Digest.Sha256("manifest"u8);

    [Fact]
    public void A_keyless_signature_shows_who_signed_and_what_proves_when()
    {
        var at = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var signature = InputMapping.ToDocument(Signed(new FoundSignature("sigstore-bundle", Manifest, Artifact.Digest, true, "release", [])
        {
            Issuer = "https://issuer.example",
            Subject = "me@example.org",
            Claims = new Dictionary<string, string> { ["sourceRepositoryUri"] = "https://git.example/app" },
            Logs = ["rekor"],
            Times = [new("rekor", at), new("tsa", at.AddSeconds(1))],
        })).Signatures.ShouldHaveSingleItem();

        (signature.Verified, signature.Signer, signature.Issuer, signature.Identity).ShouldBe((true, "release", "https://issuer.example", "me@example.org"));
        signature.Claims!["sourceRepositoryUri"].ShouldBe("https://git.example/app");
        signature.Proofs.ShouldBe(["log", "timestamp"]);
        signature.ProvenAt.ShouldBe(at);
        signature.KeyId.ShouldBeNull();
    }

    [Fact]
    public void The_time_of_a_log_is_no_timestamp_and_a_key_proves_none()
    {
        var logged = new FoundSignature("cosign-tag", Manifest, null, true, "a", []) { Logs = ["rekor"], Times = [new("rekor", DateTimeOffset.UnixEpoch)] };
        var stamped = new FoundSignature("notation", Manifest, null, true, "b", []) { Times = [new("tsa", DateTimeOffset.UnixEpoch)] };
        var plain = new FoundSignature("cosign-tag", Manifest, null, true, "c", []) { KeyId = "ab" };
        var signatures = InputMapping.ToDocument(Signed(logged, stamped, plain)).Signatures;
        signatures.Select(one => string.Join(' ', one.Proofs)).ShouldBe(["log", "timestamp", ""]);
        (signatures[2].KeyId, signatures[2].ProvenAt, signatures[2].Claims).ShouldBe(("ab", null, null));
    }

    [Theory]
    [InlineData(true, """{"list":[null,1.50],"deep":{"a":true}}""", true)]
    [InlineData(false, """{"list":[]}""", false)]
    [InlineData(true, null, false)]
    public void The_predicate_of_a_verified_statement_alone_is_shown(bool trusted, string? content, bool shown)
    {
        var evidence = new SignaturesEvidence([])
        {
            Attestations = [new("sigstore-bundle", Manifest, Artifact.Digest, "https://example.org/scan", trusted, trusted ? "ci" : null, []) { Content = content, Issuer = "i", Subject = "s" }],
        };
        var input = Sample.Input(Artifact, Sample.Passed(evidence));
        using var json = JsonDocument.Parse(InputMapping.ToJson(input));
        var attestation = json.RootElement.GetProperty("attestations")[0];
        attestation.GetProperty("verified").GetBoolean().ShouldBe(trusted);
        attestation.TryGetProperty("predicate", out var predicate).ShouldBe(shown);
        if (shown)
            predicate.GetRawText().ShouldBe(content);
        (attestation.GetProperty("identity").GetString(), attestation.GetProperty("issuer").GetString()).ShouldBe(("s", "i"));
    }

    [Fact]
    public void Provenance_says_who_built_what_from_where()
    {
        FoundProvenance found = new("sigstore-bundle", Manifest, "https://slsa.dev/provenance/v1", true, "ci", 3, [])
        {
            BuilderId = "https://builder.example/v1",
            BuildType = "https://builder.example/type",
            SourceRepository = "https://git.example/app",
            SourceCommit = "0123",
            SourceRef = "refs/heads/main",
            InvocationId = "run 1",
            SignedDigest = Artifact.Digest,
            Materials = [new("pkg:docker/base@1", new Dictionary<string, string> { ["sha256"] = "ab" })],
        };
        var bad = new FoundProvenance("sigstore-bundle", Manifest, "https://slsa.dev/provenance/v1", false, null, 0, [new(ProvenanceFindings.Untrusted, Severity.High, "A stranger's.")]);
        var content = new EvidenceContent<ProvenanceEvidence>(Verdict.Passed, [new(ProvenanceFindings.SelfHosted, Severity.Low, "By itself.")], new(3, [found, bad]));
        var input = InputMapping.ToDocument(Sample.Input(Artifact) with { Provenances = [new("verifier", Manifest, content)] });

        input.Provenance.Select(one => (one.Verified, one.Level, one.Builder)).ShouldBe([(true, 3, "https://builder.example/v1"), (false, 0, null)]);
        var shown = input.Provenance[0];
        (shown.BuildType, shown.Source, shown.Commit, shown.Ref).ShouldBe(("https://builder.example/type", "https://git.example/app", "0123", "refs/heads/main"));
        (shown.Signer, shown.Invocation, shown.Image).ShouldBe(("ci", "run 1", Artifact.Digest.Text));
        shown.Materials.ShouldHaveSingleItem().Digests["sha256"].ShouldBe("ab");
        input.Provenance[1].Findings.ShouldHaveSingleItem().Id.ShouldBe(ProvenanceFindings.Untrusted);
    }

    [Fact]
    public void Measurements_say_how_each_host_stands()
    {
        var at = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var content = new EvidenceContent<MeasurementEvidence>(Verdict.Failed, [], new([new("node-1", HostState.Trusted, true, 7, [], at), new("node-2", HostState.Failed, false, 1, [], null)], 0));
        var input = InputMapping.ToDocument(Sample.Input(Artifact) with { Measurements = [new("measurement-collector", Manifest, content)] });
        input.Measurements.Select(one => (one.Host, one.State, one.Reported, one.Files, one.AttestedAt)).ShouldBe(
            [("node-1", HostState.Trusted, true, 7, at), ("node-2", HostState.Failed, false, 1, null)]);
        JsonDocument.Parse(InputMapping.ToJson(Sample.Input(Artifact) with { Measurements = [new("c", Manifest, content)] })).RootElement
            .GetProperty("measurements")[1].GetProperty("state").GetString().ShouldBe("failed");
    }

    [Fact]
    public void Measurements_tell_of_a_hosts_boot_and_its_confidential_machine()
    {
        var host = new MeasuredHost("node-1", HostState.Trusted, true, 7, [], null)
        {
            SecureBoot = true,
            Tee = new("sevSnp", "aa", "4.0.22.213", false, null, []),
            Boot = new("sha256:00", false, ["quiet"], [], ["sha256:01"], [], new Dictionary<string, IReadOnlyList<string>> { ["db"] = ["sha256:03"] }, [], [], new Dictionary<string, string>(), []),
            HostFindings = [new("tee.collateral-missing", Severity.Medium, "none")],
        };
        var content = new EvidenceContent<MeasurementEvidence>(Verdict.Passed, [], new([host], 0));

        var measured = JsonDocument.Parse(InputMapping.ToJson(Sample.Input(Artifact) with { Measurements = [new("c", Manifest, content)] })).RootElement.GetProperty("measurements")[0];

        measured.GetProperty("secureBoot").GetBoolean().ShouldBeTrue();
        measured.GetProperty("tee").GetProperty("measurement").GetString().ShouldBe("aa");
        measured.GetProperty("tee").TryGetProperty("tcbStatus", out _).ShouldBeFalse();
        measured.GetProperty("boot").GetProperty("databases").GetProperty("db")[0].GetString().ShouldBe("sha256:03");
        measured.GetProperty("boot").GetProperty("commandLines")[0].GetString().ShouldBe("quiet");
        measured.GetProperty("hostFindings")[0].GetProperty("id").GetString().ShouldBe("tee.collateral-missing");
    }

    [Fact]
    public void Hygiene_tells_of_shells_package_managers_and_executables()
    {
        var hygiene = Inspected(new(Artifact.Digest, "linux/amd64", "app", false)
        {
            Layers = [new(Manifest, 1, 1, 1, 0)],
            Shells = ["bin/sh"],
            SetuidFiles = ["app/tool", "usr/bin/su"],
            Executables =
            [
                new("app/tool", true, true, true, false, "none", true) { Go = new("go1.24.1", true, null, false, null, null) },
                new("app/lib.so", false, false, null, true, "full", true),
            ],
            ExecutablesCut = true,
        });
        (hygiene.RunsAsRoot, hygiene.HasShell, hygiene.HasPackageManager, hygiene.ExecutablesCut).ShouldBe((false, true, false, true));
        hygiene.Executables.Select(one => (one.Path, one.Language, one.Compiler, one.Static, one.Stripped, one.TrimPath, one.SetUid)).ShouldBe(
        [
            ("app/tool", "go", "go1.24.1", true, true, true, true),
            ("app/lib.so", null, null, false, null, null, false),
            ("usr/bin/su", null, null, null, null, null, true),
        ]);
    }

    [Fact]
    public void What_was_not_looked_into_is_unknown()
    {
        var hygiene = Inspected(new(Artifact.Digest, "linux/amd64", "app", null));
        (hygiene.RunsAsRoot, hygiene.HasShell, hygiene.HasPackageManager).ShouldBe((null, null, null));
    }

    [Fact]
    public void A_scan_that_failed_shows_what_it_saw_and_vouches_for_nothing_else()
    {
        var sbom = new EvidenceContent<SbomEvidence>(Verdict.Failed, [], Sample.Sbom(Artifact, "pkg:npm/x@1"));
        var platform = new PlatformHygiene(Artifact.Digest, "linux/amd64", "app", false) { Layers = [new(Manifest, 1, 1, 1, 0)], Shells = ["bin/sh"] };
        var input = InputMapping.ToDocument(Sample.Input(Artifact, sbom: sbom, hygiene: new(Verdict.Failed, [], new([platform]))));
        input.Sbom.Images.ShouldBeEmpty();
        input.Sbom.Packages.ShouldHaveSingleItem();
        var hygiene = input.Hygiene.ShouldHaveSingleItem();
        (hygiene.HasShell, hygiene.HasPackageManager, hygiene.ExecutablesCut).ShouldBe((true, null, true));
    }

    private static PolicyInput Signed(params IReadOnlyList<FoundSignature> signatures) => Sample.Input(Artifact, Sample.Passed(new SignaturesEvidence(signatures)));

    private static InputHygiene Inspected(PlatformHygiene platform) =>
        InputMapping.ToDocument(Sample.Input(Artifact, hygiene: Sample.Passed(new HygieneEvidence([platform])))).Hygiene.ShouldHaveSingleItem();
}
