namespace Attestry.Sbom.Catalogers.Debian;

/// <summary>Relationship fields of Debian packages (deb-control(5), "Depends"): <c>libc6 (&gt;= 2.34), mawk | awk, debconf:any</c>.</summary>
internal static class DebianRelations
{
    /// <summary>One for each that must be satisfied: the names of its alternatives joined by <c>|</c>, without versions and architectures.</summary>
    internal static IEnumerable<string> Names(string? field) =>
        (field ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(one => string.Join('|', one.Split('|', StringSplitOptions.TrimEntries).Select(Name).Where(name => name.Length > 0)))
            .Where(names => names.Length > 0);

    private static string Name(string alternative) => alternative.Split([' ', '(', ':', '[', '<'], 2)[0];
}
