namespace Attestry.Sbom.Catalogers.Rpm;

/// <summary>Takes one value of a database.</summary>
internal delegate void BlobReader(ReadOnlySpan<byte> blob);
