namespace Attestry.Sbom.Documents.Spdx;

/// <summary>Words of SPDX 2 and 3.</summary>
internal static class SpdxWords
{
    internal const string Unknown = "NOASSERTION";

    internal const string None = "NONE";

    private static readonly (string Spdx2, string Spdx3, BomComponentKind Kind)[] Purposes =
    [
        ("LIBRARY", "library", BomComponentKind.Library),
        ("APPLICATION", "application", BomComponentKind.Application),
        ("FRAMEWORK", "framework", BomComponentKind.Framework),
        ("CONTAINER", "container", BomComponentKind.Container),
        ("OPERATING-SYSTEM", "operatingSystem", BomComponentKind.OperatingSystem),
        ("DEVICE", "device", BomComponentKind.Device),
        ("FIRMWARE", "firmware", BomComponentKind.Firmware),
        ("FILE", "file", BomComponentKind.File),
        ("OTHER", "data", BomComponentKind.Data),
    ];

    /// <summary>Of either version's word; a library when it is another, or none.</summary>
    internal static BomComponentKind Kind(string? purpose) =>
        Array.Find(Purposes, p => p.Spdx2 == purpose || p.Spdx3 == purpose) is { Spdx2: not null } known ? known.Kind : BomComponentKind.Library;

    internal static string Purpose2(BomComponentKind kind) => Array.Find(Purposes, p => p.Kind == kind).Spdx2;

    internal static string Purpose3(BomComponentKind kind) => Array.Find(Purposes, p => p.Kind == kind).Spdx3;

    /// <summary>SPDX 2 writes <c>SHA3-256</c> and <c>BLAKE2b-256</c>, SPDX 3 <c>sha3_256</c> and <c>blake2b256</c>.</summary>
    internal static string Algorithm(string word) =>
        word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    internal static string Algorithm2(string algorithm) =>
        algorithm.StartsWith("SHA3", StringComparison.Ordinal) && algorithm.Length == 7 ? $"SHA3-{algorithm[4..]}"
        : algorithm.StartsWith("BLAKE2B", StringComparison.Ordinal) ? $"BLAKE2b-{algorithm[7..]}"
        : algorithm;

    internal static string Algorithm3(string algorithm) =>
        algorithm.StartsWith("SHA3", StringComparison.Ordinal) && algorithm.Length == 7 ? $"sha3_{algorithm[4..]}" : algorithm.ToLowerInvariant();

    /// <summary>Null for what SPDX writes where nothing is known.</summary>
    internal static string? Known(string? text) => text is null or "" or Unknown or None ? null : text;

    /// <summary><c>Tool: syft-1.2.0</c>: the version begins behind the first dash that a digit follows.</summary>
    internal static (string Name, string? Version) Tool(string text)
    {
        for (var at = text.IndexOf('-'); at > 0 && at + 1 < text.Length; at = text.IndexOf('-', at + 1))
        {
            if (char.IsAsciiDigit(text[at + 1]) || (text[at + 1] == 'v' && at + 2 < text.Length && char.IsAsciiDigit(text[at + 2])))
                return (text[..at], text[(at + 1)..]);
        }
        return (text, null);
    }
}
