using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Rego.Tests.Conformance;

/// <summary>One of OPA's conformance cases.</summary>
public sealed record ConformanceCase(string Name, RegoVersion Version, RegoObject Fields)
{
    /// <summary>It uses syntax that OPA has only behind a switch.</summary>
    public bool IsExperimental => Fields["experimental_keywords"] is not null;

    public string Query => ((RegoString)Fields["query"]!).Value;

    public IEnumerable<string> Modules => Texts("modules");

    public RegoObject Data => Fields["data"] as RegoObject ?? RegoObject.Empty;

    public bool SortsBindings => Fields["sort_bindings"] is RegoBoolean { Value: true };

    public bool IsStrict => Fields["strict_error"] is RegoBoolean { Value: true };

    public string? WantedCode => (Fields["want_error_code"] as RegoString)?.Value;

    public string? WantedError => (Fields["want_error"] as RegoString)?.Value;

    public RegoArray? WantedResult => Fields["want_result"] as RegoArray;

    public bool? WantedDefined => (Fields["want_defined"] as RegoBoolean)?.Value;

    /// <summary>Every case of a folder, in order; a name that occurs again carries a number.</summary>
    public static List<ConformanceCase> Read(string folder, RegoVersion version)
    {
        var cases = new List<ConformanceCase>();
        var names = new Dictionary<string, int>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (!RegoYaml.TryParse(File.ReadAllText(file), out var content, out var problem))
                throw new InvalidDataException($"{file}: {problem}");
            foreach (var item in (((RegoObject)content)["cases"] as RegoArray ?? RegoArray.Empty).Items)
            {
                var fields = (RegoObject)item;
                var note = ((RegoString)fields["note"]!).Value;
                var times = names[note] = names.GetValueOrDefault(note) + 1;
                cases.Add(new ConformanceCase(times == 1 ? note : $"{note} #{times}", version, fields));
            }
        }
        return cases;
    }

    private IEnumerable<string> Texts(string field) =>
        Fields[field] is RegoArray items ? items.Items.ToArray().Select(item => ((RegoString)item).Value) : [];
}
