using System.Globalization;
using Attestry.Rego;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Benchmarks.Rego;

/// <summary>The supply-chain policy of the corpora with its documents: 300 packages, 50 advisories.</summary>
internal sealed class AdmissionPolicy
{
    private const string Question =
        """
        x := {"aff": count(data.admission.affected), "allow": data.admission.allow, "deny": data.admission.deny, "summary": data.admission.summary}
        """;

    private readonly PreparedQuery _query;
    private readonly RegoObject _data;
    private readonly RegoObject _input;

    private AdmissionPolicy(PreparedQuery query, RegoObject data, byte[] raw) =>
        (_query, _data, Raw, _input) = (query, data, raw, (RegoObject)RegoJson.Parse(raw));

    /// <summary>The input document as JSON.</summary>
    internal byte[] Raw { get; }

    /// <summary>Reads the policy, and makes sure that it is answered as OPA answers it before anything is measured.</summary>
    internal static AdmissionPolicy Load(string folder)
    {
        var policy = RegoParser.ParseModule(File.ReadAllText(Path.Combine(folder, "policy.rego")), "policy.rego");
        var loaded = new AdmissionPolicy(
            RegoCompiler.Compile([policy]).Prepare(Question),
            (RegoObject)RegoJson.Parse(File.ReadAllBytes(Path.Combine(folder, "data.json"))),
            File.ReadAllBytes(Path.Combine(folder, "input-deny.json")));
        // As JSON, which has no sets.
        var wanted = RegoJson.Parse(File.ReadAllBytes(Path.Combine(folder, "expect-deny.json"))).ToString();
        var got = loaded.Evaluate(loaded._input)["x"]?.ToString();
        return wanted == got ? loaded : throw new BenchmarkException($"The policy answers {got} where OPA answers {wanted}.");
    }

    internal RegoObject Evaluate(RegoValue input) =>
        _query.Evaluate(new EvaluationRequest { Time = TimeProvider.System, Data = _data, Input = input }).Single();

    /// <summary>The input with as many packages: those of the corpora again and again under other names, beside the same advisories.</summary>
    internal RegoObject WithPackages(int count)
    {
        var sbom = (RegoObject)_input["sbom"]!;
        var packages = (RegoArray)sbom["packages"]!;
        var grown = new RegoValue[count];
        for (var i = 0; i < count; i++)
        {
            var package = (RegoObject)packages[i % packages.Count];
            grown[i] = i < packages.Count ? package : Renamed(package, i / packages.Count);
        }
        return With(_input, "sbom", With(sbom, "packages", new RegoArray(grown)));
    }

    private static RegoObject Renamed(RegoObject package, int copy)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $"-{copy}");
        return With(
            With(package, "name", new RegoString(((RegoString)package["name"]!).Value + suffix)),
            "purl",
            new RegoString(((RegoString)package["purl"]!).Value.Replace("@", $"{suffix}@", StringComparison.Ordinal)));
    }

    private static RegoObject With(RegoObject document, string key, RegoValue value) =>
        RegoObject.From([.. document.Entries, new(new RegoString(key), value)]);
}
