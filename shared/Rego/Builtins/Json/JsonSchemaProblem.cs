namespace Attestry.Rego.Builtins.Json;

/// <summary>One way in which a document does not fit its schema.</summary>
/// <param name="Type">A stable word: <c>required</c>, <c>invalid_type</c>.</param>
/// <param name="Field">Where: <c>(root)</c> or <c>a.0.b</c>.</param>
internal sealed record JsonSchemaProblem(string Type, string Field, string Description);
