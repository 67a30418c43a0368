using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Bundles;

/// <summary>Reads <c>.manifest</c>.</summary>
internal static class ManifestReader
{
    /// <exception cref="BundleException">Not a manifest.</exception>
    internal static BundleManifest Read(ReadOnlyMemory<byte> content, BundleLimits limits)
    {
        try
        {
            using var document = StrictJson.Parse(content, limits.ManifestBytes);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new BundleException(BundleFindings.ManifestMalformed, $"The manifest cannot be read: {Bounded.Quote(e.Message)} Correct it.", BundlePath.Manifest);
        }
    }

    private static BundleManifest Read(JsonElement root) => new()
    {
        Revision = root.TryGetProperty("revision", out var revision) ? revision.GetString() ?? "" : "",
        Roots = root.TryGetProperty("roots", out var roots) && roots.ValueKind != JsonValueKind.Null
            ? [.. roots.EnumerateArray().Select(item => (item.GetString() ?? throw new JsonException("A root is null.")).Trim('/'))]
            : [""],
        RegoVersion = root.TryGetProperty("rego_version", out var version) && version.ValueKind != JsonValueKind.Null ? Version(version) : null,
        FileRegoVersions = root.TryGetProperty("file_rego_versions", out var files) && files.ValueKind != JsonValueKind.Null
            ? [.. files.EnumerateObject().Select(file => KeyValuePair.Create(file.Name, Version(file.Value)))]
            : [],
        Metadata = root.TryGetProperty("metadata", out var metadata) && metadata.ValueKind != JsonValueKind.Null
            ? RegoJson.From(metadata) as RegoObject ?? throw new JsonException("The metadata is no object.")
            : RegoObject.Empty,
    };

    private static RegoVersion Version(JsonElement value) => value.GetInt32() switch
    {
        0 => RegoVersion.V0,
        1 => RegoVersion.V1,
        var other => throw new JsonException($"There is no Rego version {other}; write 0 or 1."),
    };
}
