using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Primitives;
using static Attestry.Registry.Tests.RegistryClient;

namespace Attestry.Registry.Tests;

public sealed class ManifestTests : RegistryTest
{
    [Fact]
    public async Task Serves_a_manifest_by_tag_and_digest_byte_for_byte()
    {
        var config = Bytes("{}");
        await Client.PushBlobAsync("acme/app", config);
        var manifest = Bytes($"\n {JsonSerializer.Serialize(new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = OciManifest, ["config"] = Describe("application/vnd.oci.empty.v1+json", config), ["layers"] = new JsonArray() })}\n");
        var digest = await Client.PushManifestAsync("acme/app", "1.0", manifest);
        foreach (var reference in new[] { "1.0", digest.Text })
        {
            using var response = await Client.SendAsync("GET", $"/v2/acme/app/manifests/{reference}").ShouldBeAsync(200);
            (await response.Content.ReadAsByteArrayAsync()).ShouldBe(manifest);
            response.Content.Headers.ContentType!.MediaType.ShouldBe(OciManifest);
            response.Header("Docker-Content-Digest").ShouldBe(digest.Text);
            using var head = await Client.SendAsync("HEAD", $"/v2/acme/app/manifests/{reference}").ShouldBeAsync(200);
            head.Content.Headers.ContentLength.ShouldBe(manifest.Length);
        }
    }

    [Fact]
    public async Task Moves_a_tag_to_the_manifest_pushed_last()
    {
        var first = await Client.PushImageAsync("acme/app", "latest", "one");
        var second = await Client.PushImageAsync("acme/app", "latest", "two");
        using (var tagged = await Client.SendAsync("HEAD", "/v2/acme/app/manifests/latest").ShouldBeAsync(200))
            tagged.Header("Docker-Content-Digest").ShouldBe(second.Text);
        using (await Client.SendAsync("HEAD", $"/v2/acme/app/manifests/{first}").ShouldBeAsync(200)) { }
    }

    [Fact]
    public async Task Refuses_a_manifest_under_another_digest()
    {
        var other = Digest.Sha256("other"u8);
        await Client.SendAsync("PUT", $"/v2/acme/app/manifests/{other}", Manifest(Bytes("{}"), []), OciManifest).ShouldBeErrorAsync(400, "DIGEST_INVALID");
    }

    [Fact]
    public async Task Refuses_a_manifest_whose_content_the_repository_does_not_have()
    {
        var config = Bytes("{}");
        var layer = Bytes("layer");
        await Client.SendAsync("PUT", "/v2/acme/app/manifests/1", Manifest(config, []), OciManifest).ShouldBeErrorAsync(404, "MANIFEST_BLOB_UNKNOWN");
        await Client.PushBlobAsync("acme/app", config);
        await Client.PushBlobAsync("acme/other", layer);
        await Client.SendAsync("PUT", "/v2/acme/app/manifests/1", Manifest(config, [layer]), OciManifest).ShouldBeErrorAsync(404, "MANIFEST_BLOB_UNKNOWN");
        await Client.SendAsync("GET", "/v2/acme/app/manifests/1").ShouldBeErrorAsync(404, "MANIFEST_UNKNOWN");
    }

    [Fact]
    public async Task Takes_an_index_once_it_has_what_the_index_lists()
    {
        var child = Manifest(Bytes("{}"), []);
        var index = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = OciIndex,
            ["manifests"] = new JsonArray(Describe(OciManifest, child)),
        });
        await Client.SendAsync("PUT", "/v2/acme/app/manifests/1", index, OciIndex).ShouldBeErrorAsync(404, "MANIFEST_BLOB_UNKNOWN");
        await Client.PushBlobAsync("acme/app", Bytes("{}"));
        await Client.PushManifestAsync("acme/app", null, child);
        await Client.PushManifestAsync("acme/app", "1", index, OciIndex);
    }

    [Fact]
    public async Task Takes_an_image_whose_foreign_layer_lies_elsewhere()
    {
        await Client.PushBlobAsync("acme/app", Bytes("{}"));
        var manifest = JsonNode.Parse(Manifest(Bytes("{}"), []))!;
        manifest["layers"] = new JsonArray(Describe("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", Bytes("elsewhere")));
        await Client.PushManifestAsync("acme/app", "1", JsonSerializer.SerializeToUtf8Bytes(manifest));
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"schemaVersion":1}""")]
    [InlineData("""{"schemaVersion":"2","config":{},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":CONFIG}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"x/y","digest":"sha256:..","size":2},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"x/y","digest":"../../../etc/passwd","size":2},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":CONFIG,"layers":[null]}""")]
    [InlineData("""{"schemaVersion":2,"config":CONFIG,"layers":[],"manifests":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":CONFIG,"layers":[],"mediaType":"application/vnd.oci.image.index.v1+json"}""")]
    [InlineData("""{"schemaVersion":2,"config":CONFIG,"layers":[],"subject":"none"}""")]
    [InlineData("""{"schemaVersion":2,"config":CONFIG,"layers":[],"annotations":{"a":1}}""")]
    [InlineData("""{"schemaVersion":2,"config":CONFIG,"config":CONFIG,"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":CONFIG,"layers":[],}""")]
    public async Task Refuses_what_is_no_manifest(string manifest)
    {
        var config = Bytes("{}");
        await Client.PushBlobAsync("acme/app", config);
        var body = Bytes(manifest.Replace("CONFIG", Describe("application/vnd.oci.empty.v1+json", config).ToJsonString()));
        await Client.SendAsync("PUT", "/v2/acme/app/manifests/1", body, OciManifest).ShouldBeErrorAsync(400, "MANIFEST_INVALID");
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/vnd.docker.distribution.manifest.v1+json")]
    public async Task Refuses_manifests_of_other_types(string mediaType)
    {
        await Client.PushBlobAsync("acme/app", Bytes("{}"));
        var manifest = JsonNode.Parse(Manifest(Bytes("{}"), []))!;
        manifest.AsObject().Remove("mediaType");
        await Client.SendAsync("PUT", "/v2/acme/app/manifests/1", JsonSerializer.SerializeToUtf8Bytes(manifest), mediaType).ShouldBeErrorAsync(400, "MANIFEST_INVALID");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_an_oversize_manifest_whether_its_length_is_stated_or_not(bool stated)
    {
        var body = new byte[4 * 1024 * 1024 + 1];
        body.AsSpan().Fill((byte)' ');
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v2/acme/app/manifests/1")
        {
            Content = stated ? new ByteArrayContent(body) : new StreamContent(new MemoryStream(body)),
        };
        request.Headers.TransferEncodingChunked = !stated;
        request.Content.Headers.ContentType = new(OciManifest);
        await Client.SendAsync(request).ShouldBeErrorAsync(413, "SIZE_INVALID");
    }

    [Fact]
    public async Task Refuses_more_descriptors_than_any_image_has()
    {
        var config = Bytes("{}");
        await Client.PushBlobAsync("acme/app", config);
        var manifest = Manifest(config, [.. Enumerable.Repeat(config, 4097)]);
        await Client.SendAsync("PUT", "/v2/acme/app/manifests/1", manifest, OciManifest).ShouldBeErrorAsync(400, "MANIFEST_INVALID");
    }

    [Fact]
    public async Task Deletes_a_tag_and_leaves_the_manifest()
    {
        var digest = await Client.PushImageAsync("acme/app", "1");
        using (await Client.SendAsync("DELETE", "/v2/acme/app/manifests/1").ShouldBeAsync(202)) { }
        await Client.SendAsync("GET", "/v2/acme/app/manifests/1").ShouldBeErrorAsync(404, "MANIFEST_UNKNOWN");
        await Client.SendAsync("DELETE", "/v2/acme/app/manifests/1").ShouldBeErrorAsync(404, "MANIFEST_UNKNOWN");
        using (await Client.SendAsync("GET", $"/v2/acme/app/manifests/{digest}").ShouldBeAsync(200)) { }
    }

    [Fact]
    public async Task Deletes_a_manifest_with_the_tags_that_name_it()
    {
        var digest = await Client.PushImageAsync("acme/app", "1");
        await Client.PushImageAsync("acme/app", "also-1");
        await Client.PushImageAsync("acme/app", "2", "other");
        using (await Client.SendAsync("DELETE", $"/v2/acme/app/manifests/{digest}").ShouldBeAsync(202)) { }
        await Client.SendAsync("GET", $"/v2/acme/app/manifests/{digest}").ShouldBeErrorAsync(404, "MANIFEST_UNKNOWN");
        await Client.SendAsync("DELETE", $"/v2/acme/app/manifests/{digest}").ShouldBeErrorAsync(404, "MANIFEST_UNKNOWN");
        using var tags = await Client.SendAsync("GET", "/v2/acme/app/tags/list").ShouldBeAsync(200);
        (await tags.JsonAsync()).GetProperty("tags").EnumerateArray().Select(t => t.GetString()).ShouldBe(["2"]);
    }

    [Fact]
    public async Task Tells_an_unknown_repository_from_an_unknown_manifest()
    {
        await Client.PushImageAsync("acme/app", "1");
        await Client.SendAsync("GET", "/v2/acme/app/manifests/2").ShouldBeErrorAsync(404, "MANIFEST_UNKNOWN");
        await Client.SendAsync("GET", "/v2/acme/nothing/manifests/1").ShouldBeErrorAsync(404, "NAME_UNKNOWN");
    }
}
