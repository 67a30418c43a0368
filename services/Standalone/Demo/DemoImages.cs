using Attestry.Contracts.Documents;
using Attestry.Primitives.Findings;

namespace Attestry.Standalone.Demo;

/// <summary>The demo's images.</summary>
internal static class DemoImages
{
    /// <summary>What the demo's policy forbids: the release of event-stream that stole from wallets in 2018.</summary>
    internal const string DeniedPackage = "pkg:npm/event-stream@3.3.6";

    internal const string DeniedPackageManifest = """{"name": "event-stream", "version": "3.3.6", "license": "MIT"}""";

    private const string NonRoot = "65532:65532";

    internal static readonly IReadOnlyList<DemoImage> All =
    [
        new("demo/signed", "signed by a trusted key, runs as a user", NonRoot, Signing.Bundle, false, DecisionState.Passed, null),
        new("demo/unsigned", "nobody signed it", NonRoot, Signing.None, false, DecisionState.Failed, PolicyFindings.NotSigned),
        new("demo/tampered", "one bit of its signature was turned", NonRoot, Signing.Tampered, false, DecisionState.Failed, PolicyFindings.NotSigned),
        new("demo/denied", "signed, but brings event-stream 3.3.6", NonRoot, Signing.Bundle, true, DecisionState.Failed, PolicyFindings.PackageDenied),
        new("demo/root", "signed (as cosign 2 did), but runs as root", "", Signing.Tag, false, DecisionState.Failed, PolicyFindings.RunsAsRoot),
    ];
}
