using Attestry.Sbom.Executables;

namespace Attestry.Sbom.Catalogers.Binaries;

/// <summary>What reading an executable came to.</summary>
/// <param name="Unsound">Its headers state what cannot be; what they name was not followed.</param>
internal readonly record struct ExecutableRead(bool Unsound)
{
    /// <summary>Of ELF programs and shared objects.</summary>
    public LayerExecutable? Executable { get; init; }
}
