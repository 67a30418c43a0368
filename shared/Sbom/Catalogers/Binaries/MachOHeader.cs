namespace Attestry.Sbom.Catalogers.Binaries;

/// <summary>What a Mach-O file's load commands say of its segments and their sections.</summary>
internal sealed record MachOHeader(List<MappedRegion> Regions, List<NamedSection> Sections);
