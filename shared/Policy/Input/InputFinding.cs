using System.ComponentModel;
using Attestry.Primitives.Findings;

namespace Attestry.Policy.Input;

public sealed record InputFinding(
    [property: Description("A dotted constant: signature.key-untrusted.")] string Id,
    [property: Description("As the check rates it.")] Severity Severity,
    [property: Description("For people; may be reworded.")] string Message,
    [property: Description("What it is about: a path, a digest, a package URL. Absent when the artifact as a whole.")] string? Location = null)
{
    internal static InputFinding Of(Finding finding) => new(finding.Id, finding.Severity, finding.Message, finding.Location);

    internal static IReadOnlyList<InputFinding> Of(IEnumerable<Finding> findings) => [.. findings.Select(Of)];
}
