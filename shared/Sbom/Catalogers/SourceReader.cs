namespace Attestry.Sbom.Catalogers;

/// <summary>Reads one file whole and hands what it tells to <paramref name="found"/>; never throws for bad content.</summary>
internal delegate void SourceReader(ReadOnlyMemory<byte> content, SourceSink found);
