using Attestry.Primitives.Findings;

namespace Attestry.Sbom.Catalogers;

/// <summary>One kind of file that tells of packages (or of the system they belong to) and how to read it.</summary>
/// <param name="Name">Stable; reported as "found by".</param>
/// <param name="Revision">Grows whenever <paramref name="Read"/> would answer differently, so that cached layers are read again.</param>
/// <param name="Patterns">See <see cref="PathPattern"/>.</param>
/// <param name="MostBytes">Larger files are a finding and are not read.</param>
/// <param name="Unread">How bad it is when such a file cannot be read: high when it lists everything that is installed.</param>
internal sealed record Cataloger(
    string Name,
    int Revision,
    IReadOnlyList<string> Patterns,
    int MostBytes,
    Severity Unread,
    SourceReader Read)
{
    /// <summary>Only the file's head matters, however long it is: <see cref="MostBytes"/> of it are read.</summary>
    public bool HeadOnly { get; init; }

    /// <summary>Lists everything that a package manager installed: the file of a later layer repeats what earlier layers brought.</summary>
    public bool IsDatabase { get; init; }

    /// <summary>False of what only says more about packages or the system.</summary>
    public bool TellsOfPackages { get; init; } = true;

    /// <summary>What it holds is packed, and may come to many times its length.</summary>
    public bool Expands { get; init; }

    public IReadOnlyList<PathPattern> Paths { get; } = [.. Patterns.Select(p => new PathPattern(p))];
}
