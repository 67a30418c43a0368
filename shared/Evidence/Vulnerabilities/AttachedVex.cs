using Attestry.Contracts.Evidence;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Vulnerabilities.Vex;

namespace Attestry.Evidence.Vulnerabilities;

/// <summary>The VEX documents that come with an artifact, in the judgement of its vulnerabilities.</summary>
public static class AttachedVex
{
    /// <summary>Where the statements of a document that is trusted come from: they count for what it is attested of, and for nothing else.</summary>
    public static VexOrigin Origin(FoundVexDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new(document.Source, document.Content, document.Signer, document.Subject);
    }

    /// <summary>
    /// The same with a list of the documents that were considered, and a note on each that does not count. The notes change no verdict: a
    /// stranger who attaches something must be able to change none.
    /// </summary>
    /// <param name="statements">With their origins, as they were applied.</param>
    public static EvidenceContent<VulnerabilitiesEvidence> List(
        EvidenceContent<VulnerabilitiesEvidence> judged, IReadOnlyList<FoundVexDocument> documents, IReadOnlyList<VexStatement> statements)
    {
        ArgumentNullException.ThrowIfNull(judged);
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(statements);
        var deciding = judged.Result.Platforms.SelectMany(platform => platform.Vulnerabilities)
            .Select(found => found.Vex).OfType<FoundVex>().CountBy(vex => (vex.Source, vex.Document, vex.Signer)).ToDictionary();
        int Decides(string source, Digest document, string? signer) => deciding.GetValueOrDefault((source, document, signer));
        var attached = documents.Select(one => new ConsideredVex(one.Source, one.Content, one.Signer, one.Trusted, one.Trusted ? Decides(one.Source, one.Content, one.Signer) : 0) { Subject = one.Subject });
        var others = statements.Select(one => one.Origin).OfType<VexOrigin>().Where(origin => origin.Image is null).Distinct()
            .Select(origin => new ConsideredVex(origin.Source, origin.Document, origin.Signer, true, Decides(origin.Source, origin.Document, origin.Signer)))
            .Where(one => one.Decides > 0);
        return judged with
        {
            Findings = [.. judged.Findings, .. documents.Where(one => !one.Trusted).Select(Note).Distinct()],
            Result = judged.Result with { Vex = [.. attached.Distinct(), .. others] },
        };
    }

    private static Finding Note(FoundVexDocument document) => new(
        VulnerabilityFindings.VexUntrusted,
        Severity.Info,
        document.Source == "attested"
            ? "A VEX document is attested by nobody who is trusted here; it lifts nothing."
            : $"A VEX document ({document.Format}, {document.Statements} statements) is attached and not signed; it lifts nothing.",
        document.Manifest.Text);
}
