using System.Text.Json.Serialization;

namespace Attestry.Sbom;

/// <summary>One package as a source in a layer tells of it, before the image says which distribution it belongs to.</summary>
/// <param name="Type">The purl type: <c>deb</c>, <c>apk</c>, <c>golang</c>, <c>nuget</c>, <c>npm</c>, <c>pypi</c>.</param>
/// <param name="Name">As the ecosystem writes it, with npm scope or Go module path.</param>
/// <param name="Version">As written; empty when the source gives none.</param>
public sealed record Package(string Type, string Name, string Version)
{
    /// <summary>Of distribution packages, in the distribution's words: <c>amd64</c>, <c>x86_64</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Architecture { get; init; }

    /// <summary>The source package it was built from, where that has another name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SourceName { get; init; }

    /// <summary>The source package's version, where that differs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SourceVersion { get; init; }

    /// <summary>As declared, whatever its syntax.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Licence { get; init; }

    /// <summary>
    /// What it needs of the same type, as its source says: <c>name</c> or <c>name@version</c>; of alternatives (<c>a|b</c>) the first
    /// that is there. Names that lead nowhere are kept: only the image knows what is there.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? DependsOn { get; init; }

    /// <summary>What it can use and does not insist on, in the form of <see cref="DependsOn"/>: npm's optional dependencies, Python's extras, Maven's <c>provided</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? OptionallyDependsOn { get; init; }

    /// <summary>The project that the source is of asks for it by name, whatever else needs it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsDirect { get; init; }

    /// <summary>Of what lies inside another package of the same source, such as a jar in a war: <c>name@version</c> of that one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PartOf { get; init; }

    /// <summary>Names beside its own under which it satisfies what others need: virtual packages, sonames.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Provides { get; init; }

    /// <summary>What else the source says, by stable names: <c>go:h1</c>, <c>dotnet:type</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Properties { get; init; }
}
