using Attestry.Primitives;
using Attestry.Rego.Bundles.Signatures;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Bundles;

/// <summary>A bundle in OPA's layout, read and checked: policies and the base documents that belong to them.</summary>
public sealed record PolicyBundle
{
    public BundleManifest Manifest { get; init; } = BundleManifest.Empty;

    /// <summary>In the order of their paths, tests too.</summary>
    public IReadOnlyList<PolicyModule> Modules { get; init; } = [];

    public RegoObject Data { get; init; } = RegoObject.Empty;

    /// <summary>Paths of the files that the data comes from, in order.</summary>
    public IReadOnlyList<string> DataFiles { get; init; } = [];

    /// <summary>
    /// Names the content: SHA-256 over one line <c>hash path</c> for each file in order of paths, where JSON is hashed without its
    /// white space. A folder and an archive of it have the same; a signature is not part of it.
    /// </summary>
    public required Digest Digest { get; init; }

    /// <summary>Whose signature was verified; null when none was demanded.</summary>
    public VerifiedSignature? Signature { get; init; }

    /// <summary>A module of tests by its name: <c>…_test.rego</c>.</summary>
    public static bool IsTest(PolicyModule module) => module.File.EndsWith("_test.rego", StringComparison.Ordinal);
}
