using System.ComponentModel.DataAnnotations;

namespace Attestry.Policy.BuiltIn;

/// <summary>One entry of the deny list.</summary>
public sealed record DeniedPackage
{
    /// <summary>
    /// A package URL with or without version: <c>pkg:maven/org.apache.logging.log4j/log4j-core@2.14.0</c>, <c>pkg:npm/event-stream</c>.
    /// <c>*</c> stands for a run of characters inside one component, <c>**</c> for any number of components.
    /// </summary>
    public string Package { get; init; } = "";

    /// <summary>For people: what is wrong with it.</summary>
    public string Reason { get; init; } = "";

    internal IEnumerable<ValidationResult> Problems(string member)
    {
        if (!PackagePattern.TryParse(Package, out _))
            yield return new($"'{Primitives.Bounded.Quote(Package)}' is not a package URL pattern; write pkg:type/name or pkg:type/namespace/name@version, without qualifiers.", [member]);
        if (string.IsNullOrWhiteSpace(Reason))
            yield return new($"'{Primitives.Bounded.Quote(Package)}' lacks its Reason; people will ask.", [member]);
    }
}
