using System.Text.RegularExpressions;

namespace Attestry.Sbom.Catalogers.Ruby;

/// <summary>An installed gem's specification as RubyGems writes it: assignments <c>s.name = "rack".freeze</c>, one to a line.</summary>
internal static partial class Gemspec
{
    private static ReadOnlySpan<byte> AddDependency => "dependency"u8;

    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        string? name = null, version = null, licence = null;
        var needed = new List<string>();
        var lines = new LineReader(content.Span);
        while (lines.TryRead(out var line))
        {
            if (line.IndexOf(AddDependency) >= 0 && Dependency().TryMatch(TextLine.Of(line), out var dependency))
                needed.Add(dependency.Groups["name"].Value);
            if (line.IndexOf((byte)'=') < 0 || !Assignment().TryMatch(TextLine.Of(line), out var match))
                continue;
            var values = Literal().Matches(match.Groups["value"].Value).Select(m => m.Groups["text"].Value).ToArray();
            if (values.Length == 0)
                continue;
            switch (match.Groups["name"].Value)
            {
                case "name":
                    name ??= values[0];
                    break;
                case "version":
                    version ??= values[0];
                    break;
                default:
                    licence ??= string.Join(" OR ", values);
                    break;
            }
        }
        if (name is null || version is null)
            found.Malformed("the specification has no name or no version");
        else
            found.Add(new(PackageTypes.Gem, name, version) { Licence = licence, DependsOn = needed });
    }

    private static bool TryMatch(this Regex pattern, string text, out Match match) => (match = pattern.Match(text)).Success;

    [GeneratedRegex(@"^\s*\w+\.(?<name>name|version|licenses?)\s*=(?<value>.*)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Assignment();

    // s.add_runtime_dependency(%q<racc>.freeze, ["~> 1.4"]); those of development have another name.
    [GeneratedRegex(@"^\s*\w+\.add_(runtime_)?dependency\(?\s*(%q<|[""'])(?<name>[^>""']+)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Dependency();

    [GeneratedRegex("[\"'](?<text>[^\"']*)[\"']", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Literal();
}
