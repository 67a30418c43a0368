using Attestry.Gatekeeper.Matching;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Constraints;

/// <summary>A constraint of some template's kind.</summary>
/// <param name="Parameters">With what the template's schema gives defaults for.</param>
internal sealed record Constraint(string Source, string Kind, string Name, RegoObject Parameters, ConstraintMatch Match, Enforcement Enforcement);
