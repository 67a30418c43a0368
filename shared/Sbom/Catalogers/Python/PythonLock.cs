namespace Attestry.Sbom.Catalogers.Python;

/// <summary>Lock files of Poetry, uv and PDM: <c>[[package]]</c> tables. What only development needs is left out where the file says so.</summary>
internal static class PythonLock
{
    internal static void Read(ReadOnlyMemory<byte> content, SourceSink found)
    {
        var packages = new List<TomlPackage>();
        TomlPackages.Read(content, packages.Add);
        // uv lists the project itself too.
        var own = packages.Where(IsOwn).ToArray();
        var direct = own.SelectMany(p => p.Needed).Select(Name).ToHashSet(StringComparer.Ordinal);
        var edges = packages.ToLookup(p => Folded(p["name"]), p => p.Needed.Concat(p.Optional).Select(Name), StringComparer.Ordinal);
        var develop = Reached(own.SelectMany(p => p.Development).Select(Name), edges);
        develop.ExceptWith(Reached(own.SelectMany(p => p.Needed.Concat(p.Optional)).Select(Name), edges));
        foreach (var package in packages.Where(p => !IsOwn(p) && !IsDevelopment(p) && !develop.Contains(Folded(p["name"]))))
        {
            if (package["name"] is { } name && package["version"] is { } version)
                found.Add(new(PackageTypes.Python, name, version)
                {
                    DependsOn = [.. package.Needed.Select(Name)],
                    OptionallyDependsOn = [.. package.Optional.Select(Name)],
                    IsDirect = direct.Contains(Folded(name)),
                });
            else
                found.Malformed("a package has no name or no version");
        }
    }

    private static bool IsOwn(TomlPackage package) =>
        package["source"] is { } source && (source.Contains("virtual =", StringComparison.Ordinal) || source.Contains("editable =", StringComparison.Ordinal));

    // Until Poetry 1.4 a category; since 2, and in PDM, the groups that ask for it, of which "dev" is the one that tools give its meaning.
    private static bool IsDevelopment(TomlPackage package) => package["category"] == "dev" || package["groups"]?.Replace(" ", "", StringComparison.Ordinal) == "[\"dev\"]";

    private static HashSet<string> Reached(IEnumerable<string> from, ILookup<string, IEnumerable<string>> edges)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>(from);
        while (waiting.TryPop(out var name))
        {
            if (!reached.Add(name))
                continue;
            foreach (var needed in edges[name].SelectMany(all => all))
                waiting.Push(needed);
        }
        return reached;
    }

    // PDM writes whole requirements: "colorama>=0.4; platform_system == \"Windows\"".
    private static string Name(string requirement) => Folded(PythonRequirement.Name(requirement));

    private static string Folded(string? name) => (name ?? "").ToLowerInvariant().Replace('_', '-').Replace('.', '-');
}
