using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Primitives;

namespace Attestry.Registry.Tests;

/// <summary>The requests of the specification, as plainly as possible.</summary>
internal static class RegistryClient
{
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static Task<HttpResponseMessage> SendAsync(
        this HttpClient client, string method, string path, byte[]? body = null, string? contentType = null, string? contentRange = null, string? range = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null || contentRange is not null)
            request.Content = new ByteArrayContent(body ?? []);
        if (contentType is not null)
            request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (contentRange is not null)
            request.Content!.Headers.TryAddWithoutValidation("Content-Range", contentRange);
        if (range is not null)
            request.Headers.TryAddWithoutValidation("Range", range);
        return client.SendAsync(request);
    }

    public static async Task<string> StartUploadAsync(this HttpClient client, string repository)
    {
        using var response = await client.SendAsync("POST", $"/v2/{repository}/blobs/uploads/");
        ((int)response.StatusCode).ShouldBe(202);
        return response.Headers.Location!.OriginalString;
    }

    public static async Task<Digest> PushBlobAsync(this HttpClient client, string repository, byte[] content)
    {
        var digest = Digest.Sha256(content);
        using var response = await client.SendAsync("POST", $"/v2/{repository}/blobs/uploads/?digest={digest}", content);
        ((int)response.StatusCode).ShouldBe(201, await response.Content.ReadAsStringAsync());
        return digest;
    }

    public static async Task<Digest> PushManifestAsync(this HttpClient client, string repository, string? tag, byte[] manifest, string mediaType = OciManifest)
    {
        var digest = Digest.Sha256(manifest);
        using var response = await client.SendAsync("PUT", $"/v2/{repository}/manifests/{tag ?? digest.Text}", manifest, mediaType);
        ((int)response.StatusCode).ShouldBe(201, await response.Content.ReadAsStringAsync());
        return digest;
    }

    /// <summary>Pushes a config and a layer made from <paramref name="seed"/> and a manifest over both.</summary>
    public static async Task<Digest> PushImageAsync(this HttpClient client, string repository, string? tag, string seed = "seed", Digest? subject = null, string? artifactType = null)
    {
        var config = Bytes($$"""{"seed":"{{seed}}"}""");
        var layer = Bytes($"layer of {seed}");
        await client.PushBlobAsync(repository, config);
        await client.PushBlobAsync(repository, layer);
        return await client.PushManifestAsync(repository, tag, Manifest(config, [layer], subject, artifactType));
    }

    public static byte[] Manifest(byte[] config, byte[][] layers, Digest? subject = null, string? artifactType = null)
    {
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = OciManifest,
            ["config"] = Describe("application/vnd.oci.image.config.v1+json", config),
            ["layers"] = new JsonArray([.. layers.Select(layer => Describe("application/vnd.oci.image.layer.v1.tar", layer))]),
        };
        if (artifactType is not null)
            manifest["artifactType"] = artifactType;
        if (subject is { } digest)
            manifest["subject"] = new JsonObject { ["mediaType"] = OciManifest, ["digest"] = digest.Text, ["size"] = 7 };
        return JsonSerializer.SerializeToUtf8Bytes(manifest);
    }

    public static JsonObject Describe(string mediaType, byte[] content) =>
        new() { ["mediaType"] = mediaType, ["digest"] = Digest.Sha256(content).Text, ["size"] = content.Length };

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement;

    /// <summary>The response is this error of the specification.</summary>
    public static async Task ShouldBeErrorAsync(this Task<HttpResponseMessage> pending, int status, string code)
    {
        using var response = await pending;
        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        JsonDocument.Parse(body).RootElement.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe(code);
    }

    public static async Task<HttpResponseMessage> ShouldBeAsync(this Task<HttpResponseMessage> pending, int status)
    {
        var response = await pending;
        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
        return response;
    }

    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(",", values) : null;
}
