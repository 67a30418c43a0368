namespace Attestry.Sbom.Catalogers.Go;

/// <summary>What a Go binary says about its build (Go's <c>runtime/debug.BuildInfo</c>).</summary>
/// <param name="GoVersion">As the toolchain writes it: <c>go1.22.1</c>, <c>go1.20.3 X:boringcrypto</c>, <c>devel …</c>.</param>
/// <param name="Main">The module that holds the program; null of binaries without module information.</param>
/// <param name="Settings">In the order written: <c>-trimpath</c>, <c>CGO_ENABLED</c>, <c>vcs.revision</c>.</param>
internal sealed record GoBuildInfo(
    string GoVersion,
    string? Path,
    GoModule? Main,
    IReadOnlyList<GoModule> Dependencies,
    IReadOnlyList<KeyValuePair<string, string>> Settings);
