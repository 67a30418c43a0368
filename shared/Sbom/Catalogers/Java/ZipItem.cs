namespace Attestry.Sbom.Catalogers.Java;

/// <summary>An entry of an archive's directory.</summary>
/// <param name="Size">Unpacked, as stated.</param>
internal readonly record struct ZipItem(string Name, ushort Method, uint PackedSize, uint Size, uint HeaderAt);
