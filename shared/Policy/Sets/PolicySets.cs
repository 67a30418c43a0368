using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Policy.BuiltIn;
using Attestry.Policy.Exceptions;
using Attestry.Primitives;

namespace Attestry.Policy.Sets;

/// <summary>
/// All policy sets of an installation as one policy. Every set that covers an artifact counts, and the worst wins; where none
/// of them enforces anything the built-in rules do. Exceptions are applied here, to whatever was said.
/// </summary>
public sealed class PolicySets(IReadOnlyList<PolicySet> sets, BuiltInPolicy builtIn) : IPolicyEngine
{
    private readonly PolicySet _default = new(BuiltInPolicy.SetName, ["**"], [], PolicyMode.Enforce, builtIn);

    /// <summary>Environments that are decided apart; the default one is always there, and first.</summary>
    public IReadOnlyList<string> Environments { get; } =
        [PolicyInput.DefaultEnvironment, .. sets.SelectMany(set => set.Environments).Distinct().Where(name => name != PolicyInput.DefaultEnvironment).Order(StringComparer.Ordinal)];

    public PolicyIdentity Identify(ArtifactDocument artifact, string environment) => Identify(Covering(artifact, environment), artifact, environment);

    public PolicyResult Evaluate(PolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var covering = Covering(input.Artifact, input.Environment);
        var results = covering.ConvertAll(set => (Set: set, Result: set.Engine.Evaluate(input)));
        var filter = new ExceptionFilter(input.Exceptions);
        return new(
            Identify(covering, input.Artifact, input.Environment),
            [.. results.SelectMany(one => one.Result.Entries.Select(entry => filter.Apply(entry with { Audit = one.Set.Mode == PolicyMode.Audit })))],
            [.. results.Where(one => one.Set.Mode == PolicyMode.Enforce).SelectMany(one => one.Result.RequiredEvidence).Distinct()]);
    }

    private List<PolicySet> Covering(ArtifactDocument artifact, string environment)
    {
        var covering = sets.Where(set => set.Covers(artifact, environment)).ToList();
        if (!covering.Any(set => set.Mode == PolicyMode.Enforce))
            covering.Insert(0, _default);
        return covering;
    }

    private static PolicyIdentity Identify(List<PolicySet> covering, ArtifactDocument artifact, string environment)
    {
        var parts = covering.ConvertAll(set => (Set: set, Identity: set.Engine.Identify(artifact, environment)));
        if (parts is [var (only, identity)] && only.Mode == PolicyMode.Enforce)
            return identity;
        var document = JsonSerializer.SerializeToUtf8Bytes(
            new PolicySetsDocument(PolicySetsDocument.Version, [.. parts.Select(part => new PolicySetsEntry(
                part.Set.Name, part.Set.Mode, part.Identity.Digest, JsonSerializer.Deserialize<JsonElement>(part.Identity.Document)))]),
            ContractJson.Options);
        return new(
            PolicyIds.Of(covering.Where(set => set.Mode == PolicyMode.Enforce).Select(set => set.Name)),
            Digest.Sha256(document),
            document,
            [.. parts.SelectMany(part => part.Identity.Reads).Distinct()])
        {
            ReadsTime = parts.Any(part => part.Identity.ReadsTime),
            IsUnavailable = parts.Any(part => part.Set.Mode == PolicyMode.Enforce && part.Identity.IsUnavailable),
        };
    }
}
