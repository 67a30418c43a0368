using Attestry.Contracts.Documents;
using Attestry.Policy.BuiltIn;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Policy.Exceptions;

/// <summary>What an exception covers. Every part that is set must match.</summary>
public static class ExceptionScope
{
    /// <summary>May it cover findings about the artifact, in force or not?</summary>
    public static bool Covers(ExceptionDocument exception, ArtifactDocument artifact)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(artifact);
        return (exception.Repository is not { } pattern || RepositoryPattern.Matches(pattern, $"{artifact.Registry}/{artifact.Repository}"))
            && (exception.Digest is not { } digest || digest == artifact.Digest || artifact.Parents.Any(parent => parent.EndsWith($"@{digest}", StringComparison.Ordinal)));
    }

    /// <summary>What is wrong with the scope, for its author; null when it is right.</summary>
    public static string? Problem(ExceptionDocument exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if ((exception.Repository, exception.Digest, exception.Package, exception.Finding) is (null, null, null, null))
            return "An exception needs a scope: repository, digest, package or finding.";
        if (exception.Package is { } package && (package.Length is 0 or > PolicyLimits.PatternCharacters || (IsUrl(package) && !PackagePattern.TryParse(package, out _))))
            return $"'{Bounded.Quote(package)}' is neither a package URL pattern (pkg:type/name, pkg:type/namespace/name@version) nor a package's name.";
        if (exception.Finding is { } finding && PolicyFindings.OfTheEngine.Contains(finding))
            return $"'{finding}' says that a policy could not be asked; nothing excuses an artifact from being judged.";
        return null;
    }

    /// <summary>Does it take the entry away, given that it covers the artifact?</summary>
    internal static bool Covers(ExceptionDocument exception, DecisionEntry entry) =>
        !PolicyFindings.OfTheEngine.Contains(entry.Finding.Id)
        // One vulnerability is a finding too, though the entry's id is that of the rule which it broke.
        && (exception.Finding is not { } id || id == entry.Finding.Id || entry.Evidence.Contains(id))
        && (exception.Package is not { } package || About(entry).Any(evidence => IsPackage(package, evidence)));

    private static IEnumerable<string> About(DecisionEntry entry) => entry.Finding.Location is { } location ? entry.Evidence.Prepend(location) : entry.Evidence;

    private static bool IsPackage(string scope, string evidence)
    {
        if (!PackageCoordinates.TryParse(evidence, out var package))
            return evidence == scope;
        if (IsUrl(scope))
            return PackagePattern.TryParse(scope, out var pattern) && pattern.Matches(package);
        // A name as people write it: log4j-core, org.apache.logging.log4j:log4j-core, @scope/name.
        var name = scope.ToLowerInvariant().Replace(':', '/');
        return package.Path.EndsWith($"/{name}", StringComparison.Ordinal);
    }

    private static bool IsUrl(string package) => package.StartsWith("pkg:", StringComparison.OrdinalIgnoreCase);
}
