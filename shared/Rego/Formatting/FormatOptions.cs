using Attestry.Rego.Syntax;

namespace Attestry.Rego.Formatting;

/// <summary>What is formatted, and for whom.</summary>
public sealed record FormatOptions
{
    /// <summary>The syntax that the source is written in; it is kept unless <see cref="Both"/>.</summary>
    public RegoVersion Version { get; init; }

    /// <summary>A v0 source is rewritten so that v0 and v1 read it alike: <c>import rego.v1</c>, <c>if</c>, <c>contains</c>, <c>:=</c>.</summary>
    public bool Both { get; init; }

    /// <summary>Imports that v1 does not need are left out: <c>rego.v1</c> and the keywords of v1.</summary>
    public bool DropV0Imports { get; init; }
}
