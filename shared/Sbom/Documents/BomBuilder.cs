using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Purls;

namespace Attestry.Sbom.Documents;

/// <summary>Gathers what a document says: bounded, every component with an identifier of its own, every relation between two that are there.</summary>
internal sealed class BomBuilder(string identity)
{
    private readonly List<BomComponent> _components = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<BomRelation> _seen = [];
    private readonly List<BomRelation> _relations = [];
    private readonly List<Finding> _findings = [];
    private readonly List<BomTool> _tools = [];
    private readonly List<string> _authors = [];

    public string? Name { get; set; }

    public string? Subject { get; set; }

    public DateTimeOffset? Created { get; set; }

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The identifier under which it was added; null when it was not.</summary>
    public string? Add(BomComponent component)
    {
        // What it is called there, a package URL says too.
        if (component.Name.Length == 0 && Purl.TryParse(component.Purl, out var purl))
            component = component with { Name = purl.Name };
        if (!IsField(component.Name) || component.Name.Length == 0)
        {
            Note(BomFindings.EntryInvalid, Severity.Medium, $"An entry is named '{Bounded.Quote(component.Name)}'; it is left out.");
            return null;
        }
        if (_components.Count >= BomLimits.Components)
        {
            Note(BomFindings.TooLarge, Severity.High, $"The document lists more than {BomLimits.Components} components.");
            return null;
        }
        var id = Unique(IsField(component.Id) ? component.Id : "");
        _ids.Add(id, _components.Count);
        _components.Add(Cleaned(component with { Id = id }));
        return id;
    }

    public void Relate(string? from, BomRelationKind kind, string? to)
    {
        if (from is null || to is null || from == to)
            return;
        if (_relations.Count >= BomLimits.Relations)
            Note(BomFindings.TooLarge, Severity.High, $"The document lists more than {BomLimits.Relations} relations.");
        else if (_seen.Add(new(from, kind, to)))
            _relations.Add(new(from, kind, to));
    }

    public void Tool(string? name, string? version)
    {
        if (name is { Length: > 0 } && IsField(name) && _tools.Count < BomLimits.ItemsPerComponent)
            _tools.Add(new(name, Field(version)));
    }

    public void Author(string? name)
    {
        if (Field(name) is { } author && _authors.Count < BomLimits.ItemsPerComponent)
            _authors.Add(author);
    }

    public BillOfMaterials Finish()
    {
        var subject = Subject is not null && _ids.ContainsKey(Subject) ? Subject : null;
        var relations = new List<BomRelation>();
        foreach (var relation in _relations)
        {
            if (!_ids.ContainsKey(relation.From) || !_ids.ContainsKey(relation.To))
                Note(BomFindings.RelationDangling, Severity.Low, $"A relation leads from {Bounded.Quote(relation.From)} to {Bounded.Quote(relation.To)}, and the document does not hold both.");
            else if (relation.Kind != BomRelationKind.Contains || relation.From != subject)
                relations.Add(relation);
        }
        var about = subject is null ? null : _components[_ids[subject]];
        return new(Field(Name) ?? about?.Name ?? "document", identity)
        {
            Subject = subject,
            Created = Created,
            Tools = _tools,
            Authors = _authors,
            Components = _components,
            Relations = relations,
        };
    }

    public void Note(string id, Severity severity, string message)
    {
        if (_findings.Count < BomLimits.Findings)
            _findings.Add(new(id, severity, message));
    }

    /// <summary>Null for what is empty, too long or holds control characters.</summary>
    internal static string? Field(string? text) => text is { Length: > 0 } && IsField(text) ? text : null;

    private string Unique(string wanted)
    {
        if (wanted.Length > 0 && !_ids.ContainsKey(wanted))
            return wanted;
        if (wanted.Length > 0)
            Note(BomFindings.IdentifierRepeated, Severity.Medium, $"Two entries are called {Bounded.Quote(wanted)}; relations are those of the first.");
        // The number of components so far differs for each; a document may still have guessed it.
        var id = $"{wanted}#{_components.Count}";
        while (_ids.ContainsKey(id))
            id += "'";
        return id;
    }

    private BomComponent Cleaned(BomComponent component) => component with
    {
        Version = Field(component.Version),
        Purl = Canonical(component),
        Licence = Field(component.Licence),
        ConcludedLicence = Field(component.ConcludedLicence),
        Copyright = Text(component.Copyright),
        Description = Text(component.Description),
        Supplier = Field(component.Supplier),
        Homepage = Field(component.Homepage),
        DownloadLocation = Field(component.DownloadLocation),
        Hashes = [.. component.Hashes.Where(h => IsHash(h.Value)).Distinct().Take(BomLimits.ItemsPerComponent)],
        Cpes = [.. component.Cpes.Where(c => Field(c) is not null).Distinct(StringComparer.Ordinal).Take(BomLimits.ItemsPerComponent)],
        Properties = [.. component.Properties.Where(p => Field(p.Name) is not null && IsField(p.Value)).Take(BomLimits.ItemsPerComponent)],
    };

    private string? Canonical(BomComponent component)
    {
        if (string.IsNullOrEmpty(component.Purl))
            return null;
        if (Purl.TryParse(component.Purl, out var purl))
            return purl.ToString();
        Note(BomFindings.EntryInvalid, Severity.Low, $"{Bounded.Quote(component.Name)} has a package URL that is none: {Bounded.Quote(component.Purl)}.");
        return null;
    }

    private static bool IsField(string text) => text.Length <= SbomLimits.FieldCharacters && !text.Any(char.IsControl);

    private static string? Text(string? text) =>
        text is { Length: > 0 and <= BomLimits.TextCharacters } && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? text : null;

    private static bool IsHash(string value) => value.Length is > 0 and <= 512 && value.All(char.IsAsciiHexDigitLower);
}
