using System.Globalization;
using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.InToto;
using Attestry.Sigstore.Dsse;
using Attestry.Sigstore.Keys;

namespace Attestry.Policy.Decisions;

/// <summary>Writes a decision as an in-toto Statement v1 with a SLSA verification summary, in a DSSE envelope.</summary>
/// <param name="verifierId">URI of who verifies, which consumers of a summary expect beside the signing key.</param>
public sealed class DecisionSigner(SigningKey key, string verifierId)
{
    private static readonly string[] Effects = ["deny", "warn", "info"];

    private const string SlsaVersion = "1.1";

    private static readonly Dictionary<string, string> Version =
        new() { ["attestry"] = typeof(DecisionSigner).Assembly.GetName().Version!.ToString(3) };

    /// <param name="previous">Id of the decision that this one follows for the same artifact; null for the first.</param>
    public AttestationDocument Sign(PolicyInput input, PolicyResult result, string? previous, DateTimeOffset issuedAt)
    {
        var artifact = input.Artifact;
        var id = DecisionId.Of(artifact.Id, input.Environment, result.Policy.Digest, input.Evidence, previous);
        var payload = JsonSerializer.SerializeToUtf8Bytes(Statement(input, result, id, previous, issuedAt));
        return new(
            id,
            artifact.Id,
            artifact.Registry,
            artifact.Repository,
            artifact.Digest,
            result.State,
            result.Policy.Id,
            result.Policy.Digest,
            input.Evidence,
            [.. result.Deny, .. result.Warn],
            JsonSerializer.Serialize(DsseSigner.Sign(Primitives.InToto.Statement.MediaType, payload, key)),
            key.Public.KeyId,
            previous,
            issuedAt)
        {
            Environment = input.Environment,
            Entries = result.Entries,
            GraceUntil = result.State == DecisionState.Failed ? result.GraceUntil(input.Now) : null,
        };
    }

    private Statement Statement(PolicyInput input, PolicyResult result, string id, string? previous, DateTimeOffset issuedAt)
    {
        var artifact = input.Artifact;
        var failed = result.State == DecisionState.Failed;
        var summary = new VerificationSummary(
            new(verifierId, Version),
            issuedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ResourceUri(artifact),
            new(null, result.Policy.Id, DigestSet(result.Policy.Digest)),
            [.. input.Evidence.Select(e => new ResourceDescriptor(null, $"urn:attestry:evidence:{e.Kind}:{Uri.EscapeDataString(e.Producer)}", DigestSet(e.Digest)))],
            failed ? VerificationSummary.Failed : VerificationSummary.Passed,
            [failed ? VerificationSummary.Failed : VerificationSummary.BuildLevelUnevaluated],
            SlsaVersion,
            new(
                result.State.ToString().ToLowerInvariant(),
                id,
                previous,
                [.. result.Entries.OrderBy(entry => entry.Effect).Select(Reason)])
            {
                Environment = input.Environment == PolicyInput.DefaultEnvironment ? null : input.Environment,
            });
        return new(
            Primitives.InToto.Statement.TypeV1,
            [new($"{artifact.Registry}/{artifact.Repository}", null, DigestSet(artifact.Digest))],
            VerificationSummary.PredicateType,
            JsonSerializer.SerializeToElement(summary));
    }

    private static SummaryReason Reason(DecisionEntry entry) => new(Effects[(int)entry.Effect], entry.Finding.Id, entry.Finding.Message, entry.Finding.Location)
    {
        PolicySet = entry.Set,
        Controls = entry.Controls.Count > 0 ? entry.Controls : null,
        Audit = entry.Audit ? true : null,
        Exception = entry.Exception,
    };

    private static Dictionary<string, string> DigestSet(Digest digest) => new() { [digest.Algorithm] = digest.Hex };

    /// <summary>purl-spec, type oci: the name is the repository's last component, the whole of it is a qualifier.</summary>
    private static string ResourceUri(ArtifactDocument artifact)
    {
        var name = artifact.Repository[(artifact.Repository.LastIndexOf('/') + 1)..];
        var repository = Uri.EscapeDataString($"{artifact.Registry}/{artifact.Repository}").Replace("%2F", "/", StringComparison.Ordinal);
        return $"pkg:oci/{name}@{Uri.EscapeDataString(artifact.Digest.Text)}?repository_url={repository}";
    }
}
