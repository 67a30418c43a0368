using Attestry.Rego.Bundles;
using Attestry.Rego.Syntax;

namespace Attestry.Cli.Policies;

/// <summary>Policies could not be loaded, compiled or evaluated.</summary>
internal sealed class PolicyException(IReadOnlyList<PolicyProblem> problems, Exception? inner = null)
    : Exception(string.Join('\n', problems), inner)
{
    internal IReadOnlyList<PolicyProblem> Problems { get; } = problems;

    internal static PolicyException Of(RegoException fault, IReadOnlyList<PolicyModule> modules) =>
        new([.. fault.Errors.Select(error => PolicyProblem.Of(error, modules))], fault);

    /// <summary>Modules that cannot be parsed are told by their errors, which have the place.</summary>
    internal static PolicyException Of(BundleException fault) =>
        new(
            [
                .. fault.Errors.Select(error => PolicyProblem.Of(error, [])),
                .. fault.Findings.Where(finding => finding.Id != Primitives.Findings.BundleFindings.ModuleMalformed).Select(PolicyProblem.Of),
            ],
            fault);
}
