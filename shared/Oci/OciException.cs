using Attestry.Primitives.Findings;

namespace Attestry.Oci;

/// <summary>Content that a source gave is bad: it contradicts its digest, the specification or a limit. Callers record the finding.</summary>
public sealed class OciException(Finding finding, Exception? inner = null) : Exception(finding.Message, inner)
{
    public Finding Finding { get; } = finding;
}
