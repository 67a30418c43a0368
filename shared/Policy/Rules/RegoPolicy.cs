using System.Text.Json;
using System.Text.RegularExpressions;
using Attestry.Contracts;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Rego;
using Attestry.Rego.Bundles;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Policy.Rules;

/// <summary>A bundle that is compiled and ready to be asked. Immutable; any number of threads may ask it.</summary>
public sealed partial class RegoPolicy
{
    public const string DefaultEntrypoint = "data.attestry";

    private RegoPolicy(string name, PolicyBundle bundle, string entrypoint, RegoObject data, IReadOnlyList<PolicyModule> modules, IReadOnlyList<OutputRule> outputs, PreparedQuery query)
    {
        (Name, Bundle, Data, Outputs, Query) = (name, bundle, data, outputs, query);
        Metadata = new RuleMetadata(modules);
        var settings = data["settings"] is { } own ? Digest.Sha256(RegoJson.ToUtf8(own)).Text : null;
        Document = JsonSerializer.SerializeToUtf8Bytes(new RegoPolicyDocument(RegoPolicyDocument.Engine, name, bundle.Digest, bundle.Manifest.Revision, entrypoint, settings), ContractJson.Options);
        Digest = Digest.Sha256(Document);
        // One that merely says the word is asked in vain, which does no harm.
        ReadsTime = modules.Any(module => Clock().IsMatch(module.Source));
    }

    public string Name { get; }

    public PolicyBundle Bundle { get; }

    /// <summary>Of <see cref="Document"/>: the bundle's digest and everything that steers it.</summary>
    public Digest Digest { get; }

    internal byte[] Document { get; }

    internal bool ReadsTime { get; }

    internal RegoObject Data { get; }

    internal IReadOnlyList<OutputRule> Outputs { get; }

    internal PreparedQuery Query { get; }

    internal RuleMetadata Metadata { get; }

    /// <param name="name">Of the policy set.</param>
    /// <param name="entrypoint">The package whose rules count, with those below it: <c>data.attestry</c>.</param>
    /// <param name="settings">The set's own data, which policies find at <c>data.settings</c>; null for none.</param>
    /// <exception cref="BundleException">It cannot be compiled, or nothing in it counts; findings and errors tell all of it.</exception>
    public static RegoPolicy Compile(string name, PolicyBundle bundle, string entrypoint = DefaultEntrypoint, RegoValue? settings = null)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        if (!IsEntrypoint(entrypoint))
            throw new BundleException(PolicyFindings.EntrypointMissing, $"'{Bounded.Quote(entrypoint)}' is no package. Write data.attestry or the like.");
        // Tests of a bundle are run where it is made; they may break or be slow without harm here.
        List<PolicyModule> modules = [.. bundle.Modules.Where(module => !PolicyBundle.IsTest(module))];
        var outputs = OutputRules.Find(modules, entrypoint.Split('.')[1..]);
        if (!outputs.Any(output => output.Name is OutputRules.Deny or OutputRules.Warn or OutputRules.Info))
            throw new BundleException(PolicyFindings.EntrypointMissing, $"No package at or below {entrypoint} has a rule deny, warn or info: it would pass everything. Check the set's entrypoint.");
        try
        {
            var query = RegoCompiler.Compile(modules).Prepare(OutputRules.Query(outputs));
            return new(name, bundle, entrypoint, WithSettings(bundle.Data, settings), modules, outputs, query);
        }
        catch (RegoException e)
        {
            RegoError[] errors = [.. e.Errors.Select(error => WithLine(error, modules))];
            throw new BundleException([.. errors.Select(error => new Finding(PolicyFindings.CompileError, Severity.High, error.ToString(), error.Location.ToString()))], errors);
        }
    }

    public static bool IsEntrypoint(string text) => Entrypoint().IsMatch(text);

    private static RegoError WithLine(RegoError error, List<PolicyModule> modules) => error with
    {
        Line = error.Line ?? modules.Find(module => module.File == error.Location.File)?.Source.Split('\n').ElementAtOrDefault(error.Location.Row - 1)?.TrimEnd('\r'),
    };

    private static RegoObject WithSettings(RegoObject data, RegoValue? settings) => settings is null
        ? data
        : RegoObject.From(data.Entries.Append(new(new RegoString("settings"), settings)));

    [GeneratedRegex(@"\bnow(_ns)?\b", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\Adata(\.[A-Za-z_][A-Za-z0-9_]{0,100}){1,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Entrypoint();
}
