namespace Attestry.Sbom.Catalogers;

/// <summary>What one <c>[[package]]</c> table of a lock file says.</summary>
internal sealed class TomlPackage
{
    /// <summary>Values that are no plain string stand as written.</summary>
    public Dictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>As the tool writes it: a name, with a version or requirement behind it.</summary>
    public List<string> Needed { get; } = [];

    public List<string> Optional { get; } = [];

    /// <summary>What only work on the package needs.</summary>
    public List<string> Development { get; } = [];

    public string? this[string field] => Fields.GetValueOrDefault(field);
}
