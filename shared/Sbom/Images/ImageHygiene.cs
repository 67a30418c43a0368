namespace Attestry.Sbom.Images;

/// <summary>How an image's file system is made. Lists are sorted and hold at most <see cref="Primitives.Limits.SbomLimits.HygieneItems"/> each.</summary>
/// <param name="Shells">Paths of command interpreters that are left.</param>
/// <param name="PackageManagers">Paths of programs that install software.</param>
/// <param name="CertificateAuthorities">Paths of bundles of certificate authorities.</param>
/// <param name="Setuid">Regular files that run as their owner or group.</param>
/// <param name="WorldWritable">Files, and directories without the sticky bit, that every user may change.</param>
/// <param name="Secrets">In every layer, also in files that later layers removed.</param>
/// <param name="Layers">Bottom layer first.</param>
public sealed record ImageHygiene(
    IReadOnlyList<string> Shells,
    IReadOnlyList<string> PackageManagers,
    IReadOnlyList<string> CertificateAuthorities,
    IReadOnlyList<string> Setuid,
    IReadOnlyList<string> WorldWritable,
    IReadOnlyList<ImageSecret> Secrets,
    IReadOnlyList<ImageLayer> Layers)
{
    public static readonly ImageHygiene Empty = new([], [], [], [], [], [], []);
}
