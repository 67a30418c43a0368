using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Policy;
using Attestry.Policy.Decisions;
using Attestry.Storage;

namespace Attestry.PolicyInputs;

/// <summary>Brings stored evidence into the policy's input: for decisions, and for those who try policies on what is stored.</summary>
public sealed class PolicyInputReader(IDocumentStore store, IContentStore contents)
{
    private static readonly JsonSerializerOptions Strict = new(DocumentJson.Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly IDocumentCollection<EvidenceDocument> _evidence = store.Collection(Collections.Evidence);

    /// <summary>What is recorded now of the artifact in these kinds, in the order in which decisions list it.</summary>
    public async Task<IReadOnlyList<EvidenceDocument>> FindAsync(string artifact, IReadOnlyList<string> kinds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        var found = new List<EvidenceDocument>();
        var query = new Query("by_artifact", artifact) { Take = Query.LargestPage };
        for (string? after = null; ;)
        {
            var page = await _evidence.QueryAsync(query with { After = after }, cancellation);
            found.AddRange(page.Items.Select(item => item.Document).Where(document => kinds.Contains(document.Kind)));
            if ((after = page.Next) is null)
                return [.. found.OrderBy(one => one.Kind, StringComparer.Ordinal).ThenBy(one => one.Producer, StringComparer.Ordinal)];
        }
    }

    public static EvidenceReference Reference(EvidenceDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new(document.Kind, document.Producer, document.Content);
    }

    /// <summary>
    /// Reads the contents. A kind of which one cannot be read is left out whole: it then counts as missing, which fails
    /// closed, is asked for again, and heals with a new decision, since the decision's evidence is not the same afterwards.
    /// A store that cannot be reached is thrown.
    /// </summary>
    public async Task<PolicyInput> ReadAsync(ArtifactDocument artifact, IReadOnlyList<EvidenceDocument> found, CancellationToken cancellation)
    {
        var unreadable = new HashSet<string>(StringComparer.Ordinal);
        var signatures = await ReadAsync<SignaturesEvidence>(EvidenceKinds.Signatures, found, unreadable, cancellation);
        var sboms = await ReadAsync<SbomEvidence>(EvidenceKinds.Sbom, found, unreadable, cancellation);
        var hygiene = await ReadAsync<HygieneEvidence>(EvidenceKinds.Hygiene, found, unreadable, cancellation);
        var provenances = await ReadAsync<ProvenanceEvidence>(EvidenceKinds.Provenance, found, unreadable, cancellation);
        var vulnerabilities = await ReadAsync<VulnerabilitiesEvidence>(EvidenceKinds.Vulnerabilities, found, unreadable, cancellation);
        var measurements = await ReadAsync<MeasurementEvidence>(EvidenceKinds.Measurement, found, unreadable, cancellation);
        var readable = found.Where(document => !unreadable.Contains(document.Kind)).ToList();
        return new(
            artifact,
            [.. DecisionId.Sorted(readable.Select(Reference))],
            [.. unreadable.Order(StringComparer.Ordinal)],
            signatures,
            sboms,
            hygiene)
        {
            Recorded = readable,
            Provenances = provenances,
            Vulnerabilities = vulnerabilities,
            Measurements = measurements,
        };
    }

    private async Task<IReadOnlyList<PolicyEvidence<T>>> ReadAsync<T>(
        string kind, IReadOnlyList<EvidenceDocument> found, HashSet<string> unreadable, CancellationToken cancellation)
    {
        var read = new List<PolicyEvidence<T>>();
        foreach (var document in found.Where(document => document.Kind == kind))
        {
            if (await ContentAsync<T>(document, cancellation) is not { } content)
            {
                unreadable.Add(kind);
                return [];
            }
            read.Add(new(document.Producer, document.Content, content));
        }
        return read;
    }

    private async Task<EvidenceContent<T>?> ContentAsync<T>(EvidenceDocument document, CancellationToken cancellation)
    {
        try
        {
            return await contents.GetAsync(document.Content, cancellation) is { } bytes
                && !HoldsNullElement(bytes)
                && JsonSerializer.Deserialize<EvidenceContent<T>>(bytes, Strict) is { Result: not null } content
                    ? content
                    : null;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            return null;
        }
    }

    // The serializer refuses null for members that must not be null, but not for a list's elements.
    private static bool HoldsNullElement(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        for (var before = JsonTokenType.None; reader.Read(); before = reader.TokenType)
            if (reader.TokenType == JsonTokenType.Null && before != JsonTokenType.PropertyName)
                return true;
        return false;
    }
}
