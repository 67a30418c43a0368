namespace Attestry.Sbom.Catalogers.Binaries;

/// <summary>A part of an executable's file and where it stands once loaded: ELF's segments of type PT_LOAD, PE's sections, Mach-O's segments.</summary>
internal readonly record struct MappedRegion(ulong Address, ulong Offset, ulong FileSize, bool Writable, bool Readable = true, bool Executable = false)
{
    /// <summary>As <c>/proc/PID/maps</c> writes it: <c>r-x</c>.</summary>
    public string Access => $"{(Readable ? 'r' : '-')}{(Writable ? 'w' : '-')}{(Executable ? 'x' : '-')}";
}
