using Attestry.Sbom.Secrets;

namespace Attestry.Sbom.Layers;

/// <summary>What a layer's files are marked by that makes an image worse. At most <see cref="Primitives.Limits.SbomLimits.HygieneItems"/> of each, in the order of the archive.</summary>
/// <param name="Setuid">Regular files that run as their owner or group.</param>
/// <param name="WorldWritable">Files, and directories without the sticky bit, that every user may change.</param>
public sealed record LayerMarks(IReadOnlyList<string> Setuid, IReadOnlyList<string> WorldWritable, IReadOnlyList<LayerSecret> Secrets)
{
    public static readonly LayerMarks None = new([], [], []);
}
