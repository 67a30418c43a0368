namespace Attestry.Contracts.Evidence;

/// <summary>What a Go program says of its build (Go's <c>runtime/debug.BuildSetting</c>); null where it says nothing.</summary>
/// <param name="Version">Of the toolchain: <c>go1.22.1</c>.</param>
/// <param name="TrimPath">Built with <c>-trimpath</c>: no path of the builder's machine is in it. False when the build does not say so.</param>
/// <param name="BuildId">It carries a build id (<c>-buildid</c>).</param>
/// <param name="Cgo"><c>CGO_ENABLED</c>.</param>
/// <param name="Revision">Of the version control that it was built from.</param>
/// <param name="Modified">The checkout had changes that were not committed.</param>
public sealed record GoBuild(string? Version, bool TrimPath, bool? BuildId, bool? Cgo, string? Revision, bool? Modified);
