using Attestry.Primitives.Limits;
using Attestry.Sbom.Purls;

namespace Attestry.Sbom.Graphs;

/// <summary>A node of what <c>mvn dependency:tree</c> prints: <c>group:artifact:type[:classifier]:version[:scope]</c>, with remarks in parentheses behind it.</summary>
/// <param name="Label">Package URL; what differs in type and classifier alone is one package.</param>
/// <param name="IsOptional">Marked so, or of a scope that is not packed.</param>
internal sealed record MavenArtifact(string Label, bool IsOptional)
{
    private const string Conflict = "omitted for conflict with ";

    private static readonly string[] Scopes = ["compile", "runtime", "provided", "test", "system", "import"];

    /// <summary>Null for what is none.</summary>
    internal static MavenArtifact? Parse(string text)
    {
        if (text.Length > SbomLimits.FieldCharacters)
            return null;
        // Verbose: "(g:a:jar:1.0:compile - omitted for conflict with 2.0)". The other version is what was chosen.
        var chosen = text.IndexOf(Conflict, StringComparison.Ordinal) is >= 0 and var at ? text[(at + Conflict.Length)..].TrimEnd(')', ' ') : null;
        var parts = text.TrimStart('(').Split([' ', ')'], 2)[0].Split(':');
        if (parts.Length is < 4 or > 6 || parts.Any(part => part.Length == 0))
            return null;
        var scope = parts.Length > 4 && Scopes.Contains(parts[^1]) ? parts[^1] : null;
        var version = chosen ?? (scope is null ? parts[^1] : parts[^2]);
        return Purl.TryCreate(PackageTypes.Maven, parts[0], parts[1], version, [], null, out var purl)
            ? new(purl.ToString(), scope is "provided" or "test" or "system" || text.Contains("(optional", StringComparison.Ordinal))
            : null;
    }
}
