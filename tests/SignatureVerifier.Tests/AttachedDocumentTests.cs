using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Sigstore.Cosign;
using Attestry.TestKit.Signing;

namespace Attestry.SignatureVerifier.Tests;

/// <summary>SBOMs and VEX documents in a registry: listed with who signed them, and kept as files of the evidence.</summary>
public sealed class AttachedDocumentTests : IAsyncLifetime
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private const string Vex = """{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.com/1","author":"a","timestamp":"2026-01-01T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-1"},"products":[{"@id":"pkg:npm/a"}],"status":"fixed"}]}""";

    private VerifierHost _host = null!;

    private Digest _image;

    public async Task InitializeAsync()
    {
        _host = await VerifierHost.StartAsync();
        _image = _host.Registry.PutImage(VerifierHost.Repository, "v1", "image");
        await _host.KnowAsync(_image);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task What_keys_and_identities_of_the_repository_attest_counts_and_other_s_does_not()
    {
        using var predicate = JsonDocument.Parse(Vex);
        foreach (var key in new[] { _host.Authority.Key, _host.Authority.Ed25519Key, _host.Authority.Stranger })
            _host.Registry.Put(VerifierHost.Repository, CosignSigner.AttestReferrer(ManifestType, _image, 1, "https://openvex.dev/ns", predicate.RootElement, key, DateTimeOffset.UnixEpoch));
        _host.Registry.Put(VerifierHost.Repository, TestCosign.AttestTag(_host.Sigstore, _image, new() { PredicateType = "https://openvex.dev/ns/v0.2.0", Predicate = Vex }));

        var found = (await _host.VerifyAsync(_image)).Result.VexDocuments;
        // The second key is trusted in another repository.
        found.Select(one => (one.Trusted, one.Signer)).ShouldBe([(true, "release"), (true, "release workflow"), (false, null), (false, null)], ignoreOrder: true);
        (await FilesAsync()).ShouldBe([($"vex-{Digest.Sha256(Encoding.UTF8.GetBytes(Vex)).Hex[..12]}", "application/json", Vex)]);
    }

    [Fact]
    public async Task What_a_stranger_attaches_is_never_served_as_a_page()
    {
        const string page = "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.5\"><x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script></bom>";
        Attach("application/vnd.cyclonedx+xml", page);
        (await _host.VerifyAsync(_image)).Result.Sboms.ShouldHaveSingleItem().Format.ShouldBe("cyclonedx-xml");
        (await FilesAsync()).ShouldHaveSingleItem().MediaType.ShouldBe("application/octet-stream");
    }

    [Fact]
    public async Task No_more_is_listed_and_kept_than_the_limits_say()
    {
        for (var i = 0; i < 60; i++)
            Attach("application/openvex+json", Vex.Replace("CVE-1", $"CVE-{i}", StringComparison.Ordinal));
        (await _host.VerifyAsync(_image)).Result.VexDocuments.Count.ShouldBe(50);
        (await FilesAsync()).Count.ShouldBe(50);
    }

    private void Attach(string type, string content)
    {
        var (layer, config) = (_host.Registry.PutBlob(Encoding.UTF8.GetBytes(content)), _host.Registry.PutBlob("{}"u8.ToArray()));
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = ManifestType,
            ["artifactType"] = type,
            ["config"] = new JsonObject { ["mediaType"] = "application/vnd.oci.empty.v1+json", ["digest"] = config.Text, ["size"] = 2 },
            ["layers"] = new JsonArray(new JsonObject { ["mediaType"] = type, ["digest"] = layer.Text, ["size"] = Encoding.UTF8.GetByteCount(content) }),
            ["subject"] = new JsonObject { ["mediaType"] = ManifestType, ["digest"] = _image.Text, ["size"] = 1 },
        };
        _host.Registry.PutManifest(VerifierHost.Repository, null, ManifestType, JsonSerializer.SerializeToUtf8Bytes(manifest));
    }

    private async Task<IReadOnlyList<(string Name, string MediaType, string Content)>> FilesAsync()
    {
        var files = new List<(string, string, string)>();
        foreach (var file in (await _host.EvidenceAsync(_image))!.Files)
            files.Add((file.Name, file.MediaType, await _host.TextAsync(file.Digest)));
        return files;
    }
}
