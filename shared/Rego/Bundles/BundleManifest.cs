using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Bundles;

/// <summary>A bundle's <c>.manifest</c> (OPA, bundles §bundle file format).</summary>
public sealed record BundleManifest
{
    /// <summary>What a bundle without manifest has.</summary>
    public static readonly BundleManifest Empty = new();

    public string Revision { get; init; } = "";

    /// <summary>Paths under <c>data</c> that the bundle owns, without outer slashes; the empty one is all of it.</summary>
    public IReadOnlyList<string> Roots { get; init; } = [""];

    /// <summary>Syntax of the modules; null when the manifest does not say.</summary>
    public RegoVersion? RegoVersion { get; init; }

    /// <summary>Globs over paths that begin with <c>/</c>, in the manifest's order: modules whose syntax is another.</summary>
    public IReadOnlyList<KeyValuePair<string, RegoVersion>> FileRegoVersions { get; init; } = [];

    public RegoObject Metadata { get; init; } = RegoObject.Empty;
}
