using Attestry.Rego.Bundles.Signatures;
using Attestry.Rego.Syntax;

namespace Attestry.Cli.Policies;

/// <summary>Which policies and data a person means.</summary>
/// <param name="Paths">Files and folders of which all policies and data are loaded; <c>a.b:PATH</c> puts data below <c>data.a.b</c>.</param>
/// <param name="Bundles">Folders, archives and <c>oci://</c> references in a bundle's layout.</param>
/// <param name="Ignored">Names of files and folders that are passed over; <c>*</c> stands for anything.</param>
internal sealed record PolicyRequest(
    IReadOnlyList<string> Paths,
    IReadOnlyList<string> Bundles,
    RegoVersion Version,
    IReadOnlyList<string> Ignored,
    BundleVerification? Verification,
    IReadOnlyList<string> Insecure,
    string? CaFile)
{
    /// <summary>Of paths only the policies: data is not looked at, as <c>opa check</c> has it.</summary>
    public bool WithoutData { get; init; }
}
