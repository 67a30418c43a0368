using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using static Attestry.Registry.Tests.RegistryClient;

namespace Attestry.Registry.Tests;

public sealed class ListTests : RegistryTest
{
    [Fact]
    public async Task Answers_the_version_check()
    {
        using var response = await Client.SendAsync("GET", "/v2/").ShouldBeAsync(200);
        response.Header("Docker-Distribution-Api-Version").ShouldBe("registry/2.0");
        using (await Client.SendAsync("GET", "/v2").ShouldBeAsync(200)) { }
    }

    [Fact]
    public async Task Lists_tags_in_order_and_in_pages()
    {
        foreach (var tag in new[] { "c", "a", "B", "10", "2" })
            await Client.PushImageAsync("acme/app", tag);
        await PageShouldBeAsync("/v2/acme/app/tags/list", "tags", ["10", "2", "B", "a", "c"], null);
        await PageShouldBeAsync("/v2/acme/app/tags/list?n=2", "tags", ["10", "2"], "/v2/acme/app/tags/list?n=2&last=2");
        await PageShouldBeAsync("/v2/acme/app/tags/list?n=2&last=2", "tags", ["B", "a"], "/v2/acme/app/tags/list?n=2&last=a");
        await PageShouldBeAsync("/v2/acme/app/tags/list?n=2&last=a", "tags", ["c"], null);
        await PageShouldBeAsync("/v2/acme/app/tags/list?n=0", "tags", [], null);
        await PageShouldBeAsync("/v2/acme/app/tags/list?last=b", "tags", ["c"], null);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("ten")]
    [InlineData("99999999999")]
    public async Task Refuses_a_page_length_that_is_none(string n)
    {
        await Client.PushImageAsync("acme/app", "1");
        await Client.SendAsync("GET", $"/v2/acme/app/tags/list?n={n}").ShouldBeErrorAsync(400, "PAGINATION_NUMBER_INVALID");
    }

    [Fact]
    public async Task Lists_the_repositories_that_have_manifests()
    {
        foreach (var repository in new[] { "b", "acme/app", "acme", "acme/app/nested" })
            await Client.PushImageAsync(repository, "1");
        await Client.PushBlobAsync("only-blobs", Bytes("blob"));
        await PageShouldBeAsync("/v2/_catalog", "repositories", ["acme", "acme/app", "acme/app/nested", "b"], null);
        await PageShouldBeAsync("/v2/_catalog?n=2", "repositories", ["acme", "acme/app"], "/v2/_catalog?n=2&last=acme%2Fapp");
        await PageShouldBeAsync("/v2/_catalog?n=2&last=acme%2Fapp", "repositories", ["acme/app/nested", "b"], null);
    }

    [Fact]
    public async Task Has_no_repositories_at_first()
    {
        await PageShouldBeAsync("/v2/_catalog", "repositories", [], null);
        await Client.SendAsync("GET", "/v2/acme/app/tags/list").ShouldBeErrorAsync(404, "NAME_UNKNOWN");
    }

    [Fact]
    public async Task Lists_referrers_of_a_subject_that_may_come_later()
    {
        var subject = Digest.Sha256(Manifest(Bytes("""{"seed":"subject"}"""), [Bytes("layer of subject")]));
        await Client.PushBlobAsync("acme/app", Bytes("""{"seed":"sbom"}"""));
        await Client.PushBlobAsync("acme/app", Bytes("layer of sbom"));
        var sbom = Manifest(Bytes("""{"seed":"sbom"}"""), [Bytes("layer of sbom")], subject, "application/spdx+json");
        using (var pushed = await Client.SendAsync("PUT", $"/v2/acme/app/manifests/{Digest.Sha256(sbom)}", sbom, OciManifest).ShouldBeAsync(201))
            pushed.Header("OCI-Subject").ShouldBe(subject.Text);
        var plain = await Client.PushImageAsync("acme/app", null, "plain", subject);
        await Client.PushImageAsync("acme/app", "1", "unrelated");

        var all = await ReferrersAsync($"/v2/acme/app/referrers/{subject}");
        all.Keys.Order().ShouldBe(new[] { Digest.Sha256(sbom).Text, plain.Text }.Order());
        all[Digest.Sha256(sbom).Text].GetProperty("artifactType").GetString().ShouldBe("application/spdx+json");
        all[Digest.Sha256(sbom).Text].GetProperty("size").GetInt32().ShouldBe(sbom.Length);
        all[plain.Text].GetProperty("artifactType").GetString().ShouldBe("application/vnd.oci.image.config.v1+json");
        (await ReferrersAsync($"/v2/acme/other/referrers/{subject}")).ShouldBeEmpty();
        (await Client.PushImageAsync("acme/app", "subject", "subject")).ShouldBe(subject);
    }

    [Fact]
    public async Task Filters_referrers_by_artifact_type_and_says_so()
    {
        var subject = await Client.PushImageAsync("acme/app", "1");
        await Client.PushImageAsync("acme/app", null, "sbom", subject, "application/spdx+json");
        var signature = await Client.PushImageAsync("acme/app", null, "signature", subject, "application/vnd.dev.sigstore.bundle.v0.3+json");
        using var response = await Client.SendAsync("GET", $"/v2/acme/app/referrers/{subject}?artifactType=application%2Fvnd.dev.sigstore.bundle.v0.3%2Bjson").ShouldBeAsync(200);
        response.Header("OCI-Filters-Applied").ShouldBe("artifactType");
        response.Content.Headers.ContentType!.MediaType.ShouldBe(OciIndex);
        (await response.JsonAsync()).GetProperty("manifests").EnumerateArray().Select(m => m.GetProperty("digest").GetString()).ShouldBe([signature.Text]);
    }

    [Fact]
    public async Task Forgets_a_referrer_that_was_deleted()
    {
        var subject = await Client.PushImageAsync("acme/app", "1");
        var referrer = await Client.PushImageAsync("acme/app", null, "signature", subject);
        using (await Client.SendAsync("DELETE", $"/v2/acme/app/manifests/{referrer}").ShouldBeAsync(202)) { }
        (await ReferrersAsync($"/v2/acme/app/referrers/{subject}")).ShouldBeEmpty();
        await Client.SendAsync("GET", "/v2/acme/app/referrers/latest").ShouldBeErrorAsync(400, "DIGEST_INVALID");
    }

    [Fact]
    public async Task Serves_referrers_in_pages_that_clients_can_hold()
    {
        var subject = await Client.PushImageAsync("acme/app", "1");
        await Client.PushBlobAsync("acme/app", Bytes("{}"));
        var expected = new HashSet<string>();
        foreach (var i in Enumerable.Range(0, 3))
        {
            var manifest = JsonNode.Parse(Manifest(Bytes("{}"), [], subject))!;
            manifest["annotations"] = new JsonObject { ["note"] = new string((char)('a' + i), 3_000_000) };
            expected.Add((await Client.PushManifestAsync("acme/app", null, JsonSerializer.SerializeToUtf8Bytes(manifest))).Text);
        }
        var seen = new HashSet<string>();
        for (var next = $"/v2/acme/app/referrers/{subject}"; next is not null;)
        {
            using var response = await Client.SendAsync("GET", next).ShouldBeAsync(200);
            foreach (var manifest in (await response.JsonAsync()).GetProperty("manifests").EnumerateArray())
                seen.Add(manifest.GetProperty("digest").GetString()!).ShouldBeTrue();
            next = Next(response);
        }
        seen.ShouldBe(expected, ignoreOrder: true);
    }

    private async Task PageShouldBeAsync(string path, string property, string[] names, string? next)
    {
        using var response = await Client.SendAsync("GET", path).ShouldBeAsync(200);
        (await response.JsonAsync()).GetProperty(property).EnumerateArray().Select(name => name.GetString()).ShouldBe(names);
        Next(response).ShouldBe(next);
    }

    private static string? Next(HttpResponseMessage response) =>
        response.Header("Link") is { } link ? link[1..link.IndexOf('>')] : null;

    private async Task<Dictionary<string, JsonElement>> ReferrersAsync(string path)
    {
        using var response = await Client.SendAsync("GET", path).ShouldBeAsync(200);
        return (await response.JsonAsync()).GetProperty("manifests").EnumerateArray().ToDictionary(m => m.GetProperty("digest").GetString()!);
    }
}
