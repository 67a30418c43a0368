using Attestry.Primitives.Findings;
using Attestry.Rego.Syntax;

namespace Attestry.Rego.Bundles;

/// <summary>A bundle cannot be used. Callers record the findings.</summary>
/// <param name="findings">Ids of <see cref="BundleFindings"/>; the location is the file, the message says what to do about it.</param>
/// <param name="errors">Of the modules that cannot be parsed, with place and line; each is a finding too.</param>
public sealed class BundleException(IReadOnlyList<Finding> findings, IReadOnlyList<RegoError>? errors = null)
    : Exception(string.Join('\n', findings.Select(finding => finding.Location is null ? finding.Message : $"{finding.Location}: {finding.Message}")))
{
    public IReadOnlyList<Finding> Findings { get; } = findings;

    public IReadOnlyList<RegoError> Errors { get; } = errors ?? [];

    public BundleException(string id, string message, string? file = null)
        : this([new Finding(id, Severity.High, message, file)])
    {
    }
}
