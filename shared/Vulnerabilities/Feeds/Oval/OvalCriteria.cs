using System.Xml;
using Attestry.Primitives.Limits;

namespace Attestry.Vulnerabilities.Feeds.Oval;

/// <summary>
/// A tree of criteria, and the packages that fulfil it. Which release runs, and who signed, is taken for fulfilled, and what is negated asks for
/// nothing: what is said of packages is then said of too many rather than too few.
/// </summary>
internal sealed class OvalCriteria
{
    private readonly List<OvalTest> _tests = [];
    private readonly List<OvalCriteria> _children = [];
    private readonly bool _all;

    private OvalCriteria(bool all) => _all = all;

    /// <param name="left">How many nodes the definition may have yet.</param>
    internal static OvalCriteria Read(XmlReader reader, OvalTests tests, ref int left)
    {
        // OVAL Definition Schema §CriteriaType: AND is the default.
        var criteria = new OvalCriteria(reader.GetAttribute("operator") is null or "AND");
        foreach (var child in OvalXml.Children(reader))
        {
            if (--left < 0)
                throw new InvalidDataException($"A definition has more than {VulnerabilityLimits.OvalCriteria} criteria.");
            if (reader.GetAttribute("negate") is "true" or "1")
                continue;
            if (child == "criteria")
                criteria._children.Add(Read(reader, tests, ref left));
            else if (child == "criterion" && tests.Find(reader.GetAttribute("test_ref")) is { Kind: not OvalTestKind.Other } test)
                criteria._tests.Add(test);
        }
        return criteria;
    }

    /// <summary>Each package that the tree asks for, with the stream of modules for which it does.</summary>
    internal IEnumerable<(OvalTest Package, string? Module)> Packages() => Packages([null]);

    private IEnumerable<(OvalTest Package, string? Module)> Packages(IReadOnlyList<string?> modules)
    {
        // A stream beside packages holds for all that is below; one of several alternatives for none of the others.
        if (_all && Modules() is { Count: > 0 } own)
            modules = own;
        var packages = _tests.Where(test => test.Kind != OvalTestKind.Module).ToList();
        // That the package is there is then only the condition of another's version.
        if (_all && packages.Any(test => test.Kind != OvalTestKind.Installed))
            packages.RemoveAll(test => test.Kind == OvalTestKind.Installed);
        foreach (var package in packages)
        {
            foreach (var module in modules)
                yield return (package, module);
        }
        foreach (var found in _children.SelectMany(child => child.Packages(modules)))
            yield return found;
    }

    private List<string?> Modules() =>
    [
        .. _tests.Where(test => test.Kind == OvalTestKind.Module).Concat(_children.Where(child => child.IsOfModules).SelectMany(child => child._tests)).Select(test => test.Name).Distinct(),
    ];

    private bool IsOfModules => _children.Count == 0 && _tests.Count > 0 && _tests.All(test => test.Kind == OvalTestKind.Module);
}
