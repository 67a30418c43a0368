using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Cli.Policies;

/// <summary>Policies that were parsed and the data that lies with them.</summary>
internal sealed record LoadedPolicies(IReadOnlyList<PolicyModule> Modules, RegoObject Data);
