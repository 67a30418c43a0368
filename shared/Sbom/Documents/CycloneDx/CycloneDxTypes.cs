namespace Attestry.Sbom.Documents.CycloneDx;

/// <summary>CycloneDX's words for kinds of components and hash algorithms (ECMA-424 §8).</summary>
internal static class CycloneDxTypes
{
    private static readonly (string Word, BomComponentKind Kind)[] Kinds =
    [
        ("library", BomComponentKind.Library),
        ("application", BomComponentKind.Application),
        ("framework", BomComponentKind.Framework),
        ("container", BomComponentKind.Container),
        ("operating-system", BomComponentKind.OperatingSystem),
        ("device", BomComponentKind.Device),
        ("firmware", BomComponentKind.Firmware),
        ("file", BomComponentKind.File),
        ("data", BomComponentKind.Data),
    ];

    /// <summary>A device's driver, a platform or a model is to the other formats nothing but software.</summary>
    internal static BomComponentKind Kind(string? word) => Array.Find(Kinds, k => k.Word == word) is { Word: not null } known ? known.Kind : BomComponentKind.Library;

    internal static string Word(BomComponentKind kind) => Array.Find(Kinds, k => k.Kind == kind).Word;

    private static readonly (string Word, string Algorithm)[] Algorithms =
    [
        ("MD5", "MD5"), ("SHA-1", "SHA1"), ("SHA-256", "SHA256"), ("SHA-384", "SHA384"), ("SHA-512", "SHA512"),
        ("SHA3-256", "SHA3256"), ("SHA3-384", "SHA3384"), ("SHA3-512", "SHA3512"),
        ("BLAKE2b-256", "BLAKE2B256"), ("BLAKE2b-384", "BLAKE2B384"), ("BLAKE2b-512", "BLAKE2B512"), ("BLAKE3", "BLAKE3"),
    ];

    internal static string? Algorithm(string? word) => Array.Find(Algorithms, a => a.Word == word).Algorithm;

    /// <summary>Null for an algorithm that CycloneDX does not know.</summary>
    internal static string? HashWord(string algorithm) => Array.Find(Algorithms, a => a.Algorithm == algorithm).Word;
}
