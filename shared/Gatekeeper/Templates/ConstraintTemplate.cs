using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Templates;

/// <summary>What a <c>ConstraintTemplate</c> says.</summary>
/// <param name="Kind">Of the constraints that it makes.</param>
/// <param name="Schema">Of their parameters; null when it has none.</param>
/// <param name="LegacySchema">The schema was written for API servers that kept fields it does not name, and need not be structural.</param>
internal sealed record ConstraintTemplate(
    string Source, string Kind, RegoObject? Schema, bool LegacySchema, RegoVersion Version, string Rego, IReadOnlyList<string> Libraries);
