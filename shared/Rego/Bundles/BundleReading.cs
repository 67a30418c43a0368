using Attestry.Primitives.Limits;
using Attestry.Rego.Bundles.Signatures;
using Attestry.Rego.Syntax;

namespace Attestry.Rego.Bundles;

/// <summary>How a bundle is read.</summary>
public sealed record BundleReading
{
    public static readonly BundleReading Default = new();

    /// <summary>Put before the paths of modules in errors: <c>policies</c> makes <c>policies/a.rego</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Syntax of modules when the manifest does not say.</summary>
    public RegoVersion Version { get; init; } = RegoVersion.V1;

    /// <summary>Whose signature is demanded. Null: none; a bundle that has one is refused unless <see cref="IgnoreSignature"/>.</summary>
    public BundleVerification? Verification { get; init; }

    /// <summary>A signature is not looked at.</summary>
    public bool IgnoreSignature { get; init; }

    public BundleLimits Limits { get; init; } = BundleLimits.Default;
}
