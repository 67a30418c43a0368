namespace Attestry.Sbom.Catalogers.Binaries;

/// <summary>What a PE file's headers say of its sections.</summary>
internal sealed record PeHeader(List<MappedRegion> Regions, List<NamedSection> Sections, bool IsManaged);
