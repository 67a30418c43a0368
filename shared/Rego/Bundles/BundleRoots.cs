using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Bundles;

/// <summary>What of <c>data</c> a bundle owns.</summary>
internal static class BundleRoots
{
    internal static void Check(BundleManifest manifest, IReadOnlyList<PolicyModule> modules, RegoObject data, BundleProblems problems)
    {
        var roots = manifest.Roots;
        for (var i = 0; i < roots.Count; i++)
        {
            for (var j = i + 1; j < roots.Count; j++)
            {
                if (Overlap(roots[i], roots[j]))
                    problems.Add(BundleFindings.RootsOverlap, $"The roots '{Bounded.Quote(roots[i])}' and '{Bounded.Quote(roots[j])}' overlap. Keep the shorter one.", BundlePath.Manifest);
            }
        }
        if (roots.Contains(""))
            return;
        foreach (var module in modules)
        {
            var package = string.Join('/', module.Package);
            if (!roots.Any(root => Holds(root, package)))
                problems.Add(BundleFindings.OutsideRoots, $"The package {Bounded.Quote(string.Join('.', module.Package))} is outside the manifest's roots ({Text(roots)}). Move it, or add a root.", module.File);
        }
        CheckData(roots, data, "", problems);
    }

    internal static bool Overlap(string left, string right) => Holds(left, right) || Holds(right, left);

    internal static string Text(IReadOnlyList<string> roots) => Bounded.Quote(string.Join(", ", roots.Select(root => $"'{root}'")));

    private static bool Holds(string root, string path) =>
        root.Length == 0 || path == root || path.StartsWith($"{root}/", StringComparison.Ordinal);

    // An object above a root is only the way to it.
    private static void CheckData(IReadOnlyList<string> roots, RegoObject data, string above, BundleProblems problems)
    {
        foreach (var (key, value) in data.Entries)
        {
            var path = $"{above}{((RegoString)key).Value}";
            if (roots.Any(root => Holds(root, path)))
                continue;
            if (value is RegoObject inner && roots.Any(root => Holds(path, root)))
                CheckData(roots, inner, $"{path}/", problems);
            else
                problems.Add(BundleFindings.OutsideRoots, $"The data at /{Bounded.Quote(path)} is outside the manifest's roots ({Text(roots)}). Move it, or add a root.");
        }
    }
}
