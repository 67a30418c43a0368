namespace Attestry.Rego.Bundles;

/// <summary>One file of a bundle.</summary>
/// <param name="Path">Within the bundle, with <c>/</c>: <c>roles/data.json</c>. A leading <c>/</c> or <c>./</c> says nothing.</param>
public sealed record BundleFile(string Path, ReadOnlyMemory<byte> Content);
