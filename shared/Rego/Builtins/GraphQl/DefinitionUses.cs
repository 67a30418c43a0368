namespace Attestry.Rego.Builtins.GraphQl;

/// <summary>What one operation or fragment refers to by itself.</summary>
internal sealed class DefinitionUses
{
    internal List<VariableUse> Variables { get; } = [];

    /// <summary>Names of fragments.</summary>
    internal HashSet<string> Spreads { get; } = [];
}
