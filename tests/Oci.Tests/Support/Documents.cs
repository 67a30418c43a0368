using System.Text;
using Attestry.Oci.Manifests;
using Attestry.Primitives;

namespace Attestry.Oci.Tests.Support;

internal static class Documents
{
    public const string Hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public static readonly string Config = $$"""{"mediaType":"{{MediaTypes.OciConfig}}","digest":"sha256:{{Hex}}","size":2}""";

    public static readonly string Layer = $$"""{"mediaType":"{{MediaTypes.OciLayerGzip}}","digest":"sha256:{{Hex}}","size":3}""";

    public static FetchedManifest Fetched(string json, string mediaType = "") => Fetched(Encoding.UTF8.GetBytes(json), mediaType);

    public static FetchedManifest Fetched(byte[] json, string mediaType = "") => new(Digest.Sha256(json), mediaType, json);

    public static string Image(string? extra = null, string? layers = null) =>
        $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","config":{{Config}},"layers":[{{layers ?? Layer}}]{{extra}}}""";

    public static string Index(params string[] manifests) =>
        $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciIndex}}","manifests":[{{string.Join(',', manifests)}}]}""";
}
