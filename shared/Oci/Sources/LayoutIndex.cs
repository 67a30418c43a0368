using System.Text.Json;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Sources;

/// <summary>The two files at the top of an OCI layout.</summary>
internal static class LayoutIndex
{
    /// <summary>What <c>index.json</c> lists, once <c>oci-layout</c> says that this is a layout.</summary>
    /// <param name="open">Opens a file by its name in the layout; null when it is not there.</param>
    /// <exception cref="OciException">Not a layout, or malformed.</exception>
    public static async Task<IReadOnlyList<Descriptor>> ReadAsync(Func<string, Stream?> open, CancellationToken cancellation)
    {
        var marker = await BytesAsync(open, LayoutPaths.Marker, cancellation) ?? throw Malformed("There is no oci-layout file.");
        DemandVersion(marker);
        var index = await BytesAsync(open, LayoutPaths.Index, cancellation) ?? throw Malformed("There is no index.json.");
        return ManifestParser.Parse(new FetchedManifest(Digest.Sha256(index), "", index)) is { IsIndex: true } parsed
            ? parsed.Manifests
            : throw Malformed("index.json is not an index.");
    }

    /// <summary>A file read whole, bounded like a manifest; null when it is not there.</summary>
    public static async Task<byte[]?> BytesAsync(Func<string, Stream?> open, string name, CancellationToken cancellation, int most = OciLimits.ManifestBytes)
    {
        var stream = open(name);
        if (stream is null)
            return null;
        await using (stream)
        {
            // One byte more than is allowed tells a file that is too large from one that just fits.
            var buffer = new byte[Math.Min(most, stream.Length) + 1];
            var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
            return read <= most ? buffer[..read] : throw Malformed($"{name} has more than {most} bytes.");
        }
    }

    public static OciException Malformed(string message, Exception? inner = null) =>
        new(new Finding(OciFindings.LayoutMalformed, Severity.High, message), inner);

    private static void DemandVersion(byte[] marker)
    {
        try
        {
            using var document = StrictJson.Parse(marker, OciLimits.ManifestBytes);
            if (document.RootElement.OptionalString("imageLayoutVersion") is not LayoutPaths.Version)
                throw Malformed($"Only layouts of version {LayoutPaths.Version} are read.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Malformed("The oci-layout file is malformed.", e);
        }
    }
}
