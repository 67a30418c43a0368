using Attestry.Vulnerabilities.Osv;

namespace Attestry.Advisories;

/// <summary>What changed and nobody has acted on yet.</summary>
/// <param name="Packages">An ecosystem without a release stands for all of its releases.</param>
/// <param name="Last">Until where it was read.</param>
public sealed record PendingChanges(IReadOnlyList<OsvPackage> Packages, long Last);
