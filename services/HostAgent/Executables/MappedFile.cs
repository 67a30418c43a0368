namespace Attestry.HostAgent.Executables;

/// <summary>An executable part of a file in the memory of a process: a line of <c>/proc/PID/maps</c>.</summary>
/// <param name="Offset">In the file, in bytes.</param>
/// <param name="Path">In the mount namespace of the process.</param>
/// <param name="IsDeleted">The file is no longer at that path: replaced, removed, or never there (memfd).</param>
internal sealed record MappedFile(long Start, long End, string Access, long Offset, string Path, bool IsDeleted);
