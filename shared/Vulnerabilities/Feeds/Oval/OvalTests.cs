using System.Text.RegularExpressions;
using System.Xml;
using Attestry.Primitives.Limits;

namespace Attestry.Vulnerabilities.Feeds.Oval;

/// <summary>
/// The tests of a document, with what they look at (objects) and what they compare it with (states). They stand behind the definitions that
/// refer to them, so that they are read first, in a pass of their own.
/// </summary>
internal sealed partial class OvalTests
{
    private readonly Dictionary<string, (string? Object, string? State)> _packages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _modules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (OvalTestKind Kind, string? Version)> _states = new(StringComparer.Ordinal);
    private int _left = VulnerabilityLimits.OvalTests;

    private OvalTests()
    {
    }

    internal static OvalTests Read(XmlReader reader)
    {
        var tests = new OvalTests();
        foreach (var part in OvalXml.Children(reader))
        {
            if (part is not ("tests" or "objects" or "states"))
                continue;
            foreach (var kind in OvalXml.Children(reader))
                tests.Add(kind, reader);
        }
        return tests;
    }

    /// <summary>What cannot be resolved is of the kind that is taken for fulfilled.</summary>
    internal OvalTest Find(string? id)
    {
        if (id is null)
            return default;
        if (_modules.TryGetValue(id, out var module))
            return new(OvalTestKind.Module, module, null);
        if (!_packages.TryGetValue(id, out var test) || test.Object is null || !_objects.TryGetValue(test.Object, out var name))
            return default;
        var (kind, version) = test.State is null ? (OvalTestKind.Installed, null) : _states.GetValueOrDefault(test.State);
        return kind == OvalTestKind.Other ? default : new(kind, name, version);
    }

    private void Add(string kind, XmlReader reader)
    {
        if (reader.GetAttribute("id") is not { Length: <= VulnerabilityLimits.NameCharacters } id)
            return;
        if (kind is not ("rpminfo_test" or "textfilecontent54_test" or "rpminfo_object" or "rpminfo_state"))
            return;
        if (--_left < 0)
            throw new InvalidDataException($"The document has more than {VulnerabilityLimits.OvalTests} tests, objects and states.");
        switch (kind)
        {
            // The file that DNF keeps of it is compared by patterns; the test says in words which stream they mean.
            case "textfilecontent54_test" when Enabled().Match(reader.GetAttribute("comment") ?? "") is { Success: true } module:
                _modules[id] = module.Groups[1].Value;
                break;
            // "None exists" and "none satisfies" ask for the contrary, which no package can answer.
            case "rpminfo_test" when reader.GetAttribute("check_existence") is null or "at_least_one_exists" or "all_exist" && reader.GetAttribute("check") is null or "at least one" or "all" or "only one":
                _packages[id] = References(reader);
                break;
            case "rpminfo_object":
                foreach (var _ in OvalXml.Children(reader).Where(child => child == "name" && reader.GetAttribute("operation") is null or "equals"))
                    _objects[id] = OvalXml.Text(reader);
                break;
            case "rpminfo_state":
                _states[id] = State(reader);
                break;
            default:
                break;
        }
    }

    private static (string? Object, string? State) References(XmlReader reader)
    {
        (string? Object, string? State) found = default;
        foreach (var child in OvalXml.Children(reader))
        {
            if (child == "object")
                found.Object = reader.GetAttribute("object_ref");
            else if (child == "state")
                found.State ??= reader.GetAttribute("state_ref");
        }
        return found;
    }

    // Beside the version a state may name architectures: one version is fixed in all of them.
    private static (OvalTestKind Kind, string? Version) State(XmlReader reader)
    {
        (OvalTestKind Kind, string? Version) state = default;
        foreach (var child in OvalXml.Children(reader))
        {
            if (child != "evr")
                continue;
            var kind = reader.GetAttribute("operation") switch
            {
                "less than" => OvalTestKind.Earlier,
                "less than or equal" => OvalTestKind.AtMost,
                null or "equals" => OvalTestKind.Exactly,
                _ => OvalTestKind.Other,
            };
            var version = OvalXml.Text(reader);
            if (FeedReading.IsName(version))
                state = (kind, version.StartsWith("0:", StringComparison.Ordinal) ? version[2..] : version);
        }
        return state;
    }

    [GeneratedRegex(@"^Module ([^\s:]{1,256}:[^\s:]{1,256}) is enabled$", RegexOptions.NonBacktracking)]
    private static partial Regex Enabled();
}
