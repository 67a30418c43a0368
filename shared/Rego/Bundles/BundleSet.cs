using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Bundles;

/// <summary>Several bundles, active together: each owns its roots, and no two own the same.</summary>
/// <param name="Modules">Of all bundles.</param>
public sealed record BundleSet(IReadOnlyList<PolicyModule> Modules, RegoObject Data)
{
    /// <param name="bundles">By the names that errors give them.</param>
    /// <exception cref="BundleException">Roots of two bundles overlap.</exception>
    public static BundleSet Combine(IReadOnlyList<KeyValuePair<string, PolicyBundle>> bundles)
    {
        var problems = new BundleProblems(bundles.Count * bundles.Count);
        for (var i = 0; i < bundles.Count; i++)
        {
            for (var j = i + 1; j < bundles.Count; j++)
                Compare(bundles[i], bundles[j], problems);
        }
        problems.Demand();
        var data = new DataTree();
        foreach (var (name, bundle) in bundles)
            data.Add(name, [], bundle.Data);
        return new([.. bundles.SelectMany(bundle => bundle.Value.Modules)], data.Build());
    }

    private static void Compare(KeyValuePair<string, PolicyBundle> left, KeyValuePair<string, PolicyBundle> right, BundleProblems problems)
    {
        var (ours, theirs) = (left.Value.Manifest.Roots, right.Value.Manifest.Roots);
        if (ours.Any(root => theirs.Any(other => BundleRoots.Overlap(root, other))))
            problems.Add(
                BundleFindings.RootsOverlap,
                $"The bundles {Bounded.Quote(left.Key)} ({BundleRoots.Text(ours)}) and {Bounded.Quote(right.Key)} ({BundleRoots.Text(theirs)}) own overlapping roots. Give each its own in its manifest.");
    }
}
