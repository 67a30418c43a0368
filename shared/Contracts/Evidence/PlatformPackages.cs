using Attestry.Primitives;

namespace Attestry.Contracts.Evidence;

/// <param name="Platform"><c>os/architecture[/variant]</c>.</param>
/// <param name="Distribution">Of <c>/etc/os-release</c>: <c>debian 12</c>; null when there is none.</param>
public sealed record PlatformPackages(Digest Image, string Platform, string? Distribution, IReadOnlyList<EvidencePackage> Packages);
