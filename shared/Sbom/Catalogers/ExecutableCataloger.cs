using Attestry.Sbom.Catalogers.Binaries;

namespace Attestry.Sbom.Catalogers;

/// <summary>Finds what an executable was built from. Executables are known by their content, not by their path.</summary>
/// <param name="Name">Stable; reported as "found by".</param>
/// <param name="Revision">As of <see cref="Cataloger"/>.</param>
/// <param name="Read">True when the executable was of this cataloger's kind; never throws for bad content.</param>
internal sealed record ExecutableCataloger(string Name, int Revision, Func<BinaryImage, SourceSink, bool> Read);
