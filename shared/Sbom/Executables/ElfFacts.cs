using System.Text.Json.Serialization;

namespace Attestry.Sbom.Executables;

/// <summary>How an ELF file was linked. Null where the file does not tell, or it is in a part of a large file that is not held.</summary>
/// <param name="IsProgram">It has an entry point that a system starts; false of shared objects.</param>
/// <param name="IsStatic">It needs no loader and no shared objects.</param>
/// <param name="HasSymbols"><c>.symtab</c> is there: not linked with <c>-s</c>.</param>
/// <param name="HasDebug"><c>.debug_*</c> is there: not linked with <c>-w</c>.</param>
/// <param name="IsPositionIndependent">PIE, or a shared object.</param>
/// <param name="Relro"><c>none</c>, <c>partial</c>, <c>full</c>.</param>
/// <param name="HasNonExecutableStack">The stack is marked not executable (NX).</param>
public sealed record ElfFacts(
    bool IsProgram,
    bool IsStatic,
    bool? HasSymbols,
    bool? HasDebug,
    bool IsPositionIndependent,
    string Relro,
    bool HasNonExecutableStack)
{
    /// <summary>A note with Go's build id is there and not empty; null of programs that are not Go's or do not tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? HasGoBuildId { get; init; }
}
