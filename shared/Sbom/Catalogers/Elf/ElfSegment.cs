namespace Attestry.Sbom.Catalogers.Elf;

/// <summary>A loadable segment of an executable (System V ABI, program header of type PT_LOAD).</summary>
internal readonly record struct ElfSegment(ulong Address, ulong Offset, ulong FileSize, bool Writable);
