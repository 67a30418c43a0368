using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Documents;

namespace Attestry.Evidence;

/// <summary>What the triad compares of an SBOM: its bytes, its content, and which image it says it is about.</summary>
/// <param name="Root">The document; null for formats other than JSON.</param>
internal sealed record SbomDocument(Digest Content, string Format, JsonElement? Root, IReadOnlyList<Digest> Describes)
{
    internal const string Spdx = "spdx";

    internal const string CycloneDx = "cyclonedx";

    internal const string Other = "other";

    // By what a reading begins and ends with: the name of the format, its version, and the syntax.
    private static readonly (string Begins, string Ends, string Format)[] Formats =
    [
        ("CycloneDX", "XML", "cyclonedx-xml"),
        ("SPDX 2", "tag-value", "spdx-tag-value"),
        ("SPDX 3", "JSON", "spdx3"),
        ("Syft", "JSON", "syft"),
    ];

    private static readonly string[] MediaTypes =
    [
        "application/spdx+json", "text/spdx+json", "text/spdx", "text/spdx+xml",
        "application/vnd.cyclonedx+json", "application/vnd.cyclonedx+xml", "application/vnd.cyclonedx", "application/vnd.syft+json",
    ];

    internal static bool IsSbom(string mediaType) => MediaTypes.Contains(mediaType.Split(';')[0].Trim());

    /// <exception cref="JsonException">It begins like JSON and is none that can be read.</exception>
    internal static SbomDocument Read(ReadOnlyMemory<byte> bytes)
    {
        var digest = Digest.Sha256(bytes.Span);
        if (bytes.Span.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
            return Read(digest, bytes, null);
        using var document = StrictJson.Parse(bytes, ReferrerLimits.ContentBytes);
        var root = document.RootElement;
        if (Text(root, "bomFormat") == "CycloneDX")
            return new(digest, CycloneDx, root.Clone(), Described(root));
        return Text(root, "spdxVersion") is not null ? new(digest, Spdx, root.Clone(), Packages(root)) : Read(digest, bytes, root.Clone());
    }

    /// <summary>CycloneDX that lists no components and analyses vulnerabilities is a VEX document and no SBOM.</summary>
    internal bool IsOnlyVex => Root is { } root && Format == CycloneDx && !Items(root, "components").Any() && Items(root, "vulnerabilities").Any();

    private static SbomDocument Read(Digest digest, ReadOnlyMemory<byte> bytes, JsonElement? root)
    {
        var reading = BomReader.Read(bytes);
        var format = Array.Find(Formats, one => reading.Format?.StartsWith(one.Begins, StringComparison.Ordinal) == true && reading.Format.EndsWith(one.Ends, StringComparison.Ordinal)).Format;
        var subject = reading.Document?.Components.FirstOrDefault(component => component.Id == reading.Document.Subject && component.Kind == BomComponentKind.Container);
        return new(digest, format ?? Other, root, subject is null ? [] : Digests([subject.Version, .. subject.Hashes.Select(hash => Named(hash.Algorithm, hash.Value)), OfPurl(subject.Purl)]));
    }

    /// <summary>The same document, whatever its white space and order of fields.</summary>
    internal bool IsSameAs(SbomDocument other) =>
        Content == other.Content || Root is { } mine && other.Root is { } theirs && JsonElement.DeepEquals(mine, theirs);

    // CycloneDX: metadata.component is what the document is about.
    private static List<Digest> Described(JsonElement root)
    {
        if (Property(Property(root, "metadata"), "component") is not { } component || Text(component, "type") != "container")
            return [];
        var hashes = Items(component, "hashes").Select(hash => Named(Text(hash, "alg"), Text(hash, "content")));
        return Digests([Text(component, "version"), .. hashes, OfPurl(Text(component, "purl"))]);
    }

    // SPDX: the package that stands for the image.
    private static List<Digest> Packages(JsonElement root) => Digests(Items(root, "packages")
        .Where(package => Text(package, "primaryPackagePurpose") == "CONTAINER")
        .SelectMany(package => Items(package, "checksums").Select(one => Named(Text(one, "algorithm"), Text(one, "checksumValue")))
            .Append(Text(package, "versionInfo"))
            .Concat(Items(package, "externalRefs").Select(one => OfPurl(Text(one, "referenceLocator"))))));

    private static List<Digest> Digests(IEnumerable<string?> texts) =>
        [.. texts.Select(text => Digest.TryParse(text, out var digest) ? digest : default).Where(digest => !digest.IsEmpty).Distinct().Order()];

    private static string? Named(string? algorithm, string? hex) => algorithm is null ? null : $"{algorithm.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()}:{hex}";

    // purl-spec, type oci: the version is the digest.
    private static string? OfPurl(string? purl) =>
        purl is not null && purl.StartsWith("pkg:oci/", StringComparison.Ordinal) && purl.IndexOf('@') is > 0 and var at
            ? Uri.UnescapeDataString(purl[(at + 1)..].Split('?', '#')[0])
            : null;

    private static JsonElement? Property(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } one && one.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;
}
