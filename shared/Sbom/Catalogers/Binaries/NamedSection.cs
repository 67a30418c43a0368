namespace Attestry.Sbom.Catalogers.Binaries;

/// <summary>A section of a PE or Mach-O file.</summary>
internal readonly record struct NamedSection(string Name, ulong Offset, ulong Size);
