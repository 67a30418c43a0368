using Attestry.Primitives;

namespace Attestry.Sbom.Images;

/// <summary>A package of an image.</summary>
/// <param name="Purl">Canonical.</param>
/// <param name="Layer">Digest of the layer that first brought it at this version.</param>
/// <param name="FoundIn">The file that tells of it; of several the first in the order of layers and paths.</param>
/// <param name="FoundBy">Name of the cataloger.</param>
/// <param name="Locations">Every file that tells of it, sorted.</param>
public sealed record ImagePackage(Package Package, string Purl, Digest Layer, string FoundIn, string FoundBy, IReadOnlyList<string> Locations)
{
    /// <summary>
    /// Package URLs of what was also found in files that this package of the distribution brought (Python's <c>requests</c> in
    /// <c>python3-requests</c>): the same thing under a second name, and no package beside it. Sorted.
    /// </summary>
    public IReadOnlyList<string> Provides { get; init; } = [];

    /// <summary>Package URLs of what it needs and the image holds, as far as the files that tell of it say. Sorted.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Those of <see cref="DependsOn"/> that it does not insist on. Sorted.</summary>
    public IReadOnlyList<string> OptionallyDependsOn { get; init; } = [];

    /// <summary>Package URLs of what lies inside it: jars in a war, what was merged into a jar. Sorted.</summary>
    public IReadOnlyList<string> Contains { get; init; } = [];

    /// <summary>A project whose lock file is in the image asks for it by name.</summary>
    public bool IsDirect { get; init; }
}
