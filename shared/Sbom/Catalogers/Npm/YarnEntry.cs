namespace Attestry.Sbom.Catalogers.Npm;

/// <summary>One entry of Yarn's lock file, taken line by line.</summary>
/// <param name="head">The line that begins it, without its colon: what was asked for, divided by commas.</param>
internal sealed class YarnEntry(string head)
{
    private const string Alias = "@npm:";
    private const string Dependencies = "dependencies";
    private const string OptionalDependencies = "optionalDependencies";
    private const string DependenciesMeta = "dependenciesMeta";

    private readonly List<(string Name, string Range)> _needed = [];
    private readonly List<(string Name, string Range)> _optional = [];
    private readonly HashSet<string> _lifted = new(StringComparer.Ordinal);
    private string _block = "";
    private string _described = "";
    private string? _resolution;

    public string? Version { get; private set; }

    public string? Integrity { get; private set; }

    public bool IsMetadata => head == "__metadata";

    public bool IsWorkspace => _resolution?.Contains("@workspace:", StringComparison.Ordinal) == true;

    // Version 1 quotes each, later ones all together.
    public IEnumerable<string> Asked => head.Split(',').Select(one => one.Trim(' ', '"'));

    public string Name => NameOf(_resolution ?? Asked.First());

    public IEnumerable<(string Name, string Range)> Needed => _needed.Where(one => !_lifted.Contains(one.Name));

    public IEnumerable<(string Name, string Range)> Optional => _optional.Concat(_needed.Where(one => _lifted.Contains(one.Name)));

    /// <param name="indent">Spaces before it.</param>
    public void Take(int indent, string line)
    {
        var (name, value) = Pair(line);
        switch (indent)
        {
            case 2:
                TakeField(name, value);
                break;
            case 4 when _block == Dependencies:
                _needed.Add((name, value));
                break;
            case 4 when _block == OptionalDependencies:
                _optional.Add((name, value));
                break;
            case 4 when _block == DependenciesMeta:
                _described = name;
                break;
            case 6 when _block == DependenciesMeta && name == "optional" && value == "true":
                _lifted.Add(_described);
                break;
        }
    }

    private void TakeField(string name, string value)
    {
        _block = value.Length == 0 ? name : "";
        switch (name)
        {
            case "version":
                Version ??= value;
                break;
            case "resolution":
                _resolution ??= value;
                break;
            case "integrity":
                Integrity ??= value;
                break;
        }
    }

    // "name value" of version 1, "name: value" since; either may be quoted.
    private static (string Name, string Value) Pair(string line)
    {
        var quoted = line[0] is '"' or '\'' ? line.IndexOf(line[0], 1) : -1;
        var end = quoted > 0 ? quoted + 1 : line.AsSpan().IndexOfAny(' ', ':') is >= 0 and var at ? at : line.Length;
        return (TextLine.Unquoted(line[..end]), TextLine.Unquoted(line[end..].TrimStart(':')));
    }

    // "@scope/name@^1.0.0", "alias@npm:real@^1.0.0", "name@npm:1.2.3"
    private static string NameOf(string asked)
    {
        var alias = asked.Length > 1 ? asked.IndexOf(Alias, 1, StringComparison.Ordinal) : -1;
        if (alias > 0 && asked[(alias + Alias.Length)..] is { Length: > 1 } real && real.IndexOf('@', 1) is > 0 and var end)
            return real[..end];
        var at = asked.Length > 1 ? asked.IndexOf('@', 1) : -1;
        return at > 0 ? asked[..at] : "";
    }
}
