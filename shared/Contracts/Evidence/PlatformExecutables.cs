using Attestry.Primitives;

namespace Attestry.Contracts.Evidence;

/// <param name="Files">ELF files that are left once all layers lie over one another, in ordinal order of paths.</param>
public sealed record PlatformExecutables(Digest Image, string Platform, IReadOnlyList<ExecutableFile> Files);
