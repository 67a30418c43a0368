using System.Text.Json.Serialization;

namespace Attestry.Contracts.Evidence;

/// <summary>How a program or shared object was linked; null where the file does not tell.</summary>
/// <param name="IsProgram">It is started by itself; false of shared objects.</param>
/// <param name="IsStatic">It needs no loader and no shared objects.</param>
/// <param name="IsStripped">Neither symbols (<c>.symtab</c>) nor debug information (<c>.debug_*</c>) are left: <c>-s -w</c>.</param>
/// <param name="IsPositionIndependent">PIE, or a shared object.</param>
/// <param name="Relro"><c>none</c>, <c>partial</c>, <c>full</c>.</param>
/// <param name="HasNonExecutableStack">NX.</param>
public sealed record ExecutableHygiene(
    string Path,
    bool IsProgram,
    bool IsStatic,
    bool? IsStripped,
    bool IsPositionIndependent,
    string Relro,
    bool HasNonExecutableStack)
{
    /// <summary>Of programs written in Go, what they say of their build.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GoBuild? Go { get; init; }
}
