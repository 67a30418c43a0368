using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Vulnerabilities.Vex;

/// <summary>What keeps a statement from counting, whatever the format that it came in.</summary>
internal static class VexProblem
{
    /// <summary>OpenVEX §status justifications; CSAF 2.0 §3.2.3.5 has the same words.</summary>
    private static readonly string[] Justifications =
    [
        "component_not_present", "vulnerable_code_not_present", "vulnerable_code_not_in_execute_path",
        "vulnerable_code_cannot_be_controlled_by_adversary", "inline_mitigations_already_exist",
    ];

    /// <summary>Null when it counts.</summary>
    internal static string? In(VexStatement statement) => statement switch
    {
        { Vulnerabilities.Count: 0 } => "A statement names no vulnerability.",
        { Products.Count: 0 } => "A statement names no product.",
        { Status: VexStatus.Unknown } => "A statement has no known status.",
        // OpenVEX §status labels; CSAF 2.0 §4.5
        { Status: VexStatus.NotAffected, Justification: null, Remark: null } => "A statement says not affected and not why.",
        { Justification: { } justification } when !Justifications.Contains(justification) => "A statement has an unknown justification.",
        _ => null,
    };

    internal static Finding Of(string message, string? vulnerability = null) =>
        new(VulnerabilityFindings.VexMalformed, Severity.Medium, Bounded.Quote(message), vulnerability is null ? null : Bounded.Quote(vulnerability));
}
