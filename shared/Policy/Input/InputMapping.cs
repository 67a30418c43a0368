using System.Text.Json;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Primitives;

namespace Attestry.Policy.Input;

/// <summary>Stored evidence in the words that policies are written in.</summary>
public static class InputMapping
{
    public static byte[] ToJson(PolicyInput input) => JsonSerializer.SerializeToUtf8Bytes(ToDocument(input), InputDocument.Json);

    public static InputDocument ToDocument(PolicyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new(
            Artifact(input.Artifact),
            Images(input),
            [.. input.Recorded.Select(e => new InputEvidence(e.Kind, e.Producer, e.Content.Text, e.Verdict, e.RecordedAt))],
            [.. input.Signatures.SelectMany(e => e.Content.Result.Signatures).Select(Signature)],
            [.. input.Signatures.SelectMany(e => e.Content.Result.Attestations).Select(Attestation)],
            [.. input.Provenances.SelectMany(e => e.Content.Result.Provenances).Select(Provenance)],
            Sbom(input),
            [.. input.Vulnerabilities.SelectMany(e => e.Content.Result.Platforms).SelectMany(Vulnerabilities)],
            [.. input.Hygiene.SelectMany(e => e.Content.Result.Platforms.Select(platform => Hygiene(platform, e.Content.Verdict)))],
            [.. input.Measurements.SelectMany(e => e.Content.Result.Hosts).Select(Measurement)],
            [.. input.Exceptions.Select(Exception)],
            Findings(input),
            input.Environment,
            input.Now)
        {
            Vex = [.. input.Vulnerabilities.SelectMany(e => e.Content.Result.Vex).Select(vex => new InputVex(vex.Source, vex.Counts, vex.Document.Text, vex.Decides, vex.Signer, vex.Subject?.Text))],
        };
    }

    private static InputArtifact Artifact(ArtifactDocument artifact) => new(
        artifact.Id,
        artifact.Registry,
        artifact.Repository,
        artifact.Digest.Text,
        artifact.Tags,
        artifact.MediaType,
        artifact.Kind,
        artifact.Platforms,
        [.. artifact.Parents.Select(parent => parent[(parent.LastIndexOf('@') + 1)..])],
        artifact.FirstSeenAt,
        artifact.ArtifactType,
        artifact.RemovedAt);

    private static IReadOnlyList<InputImage> Images(PolicyInput input)
    {
        var platforms = input.Sboms.SelectMany(e => e.Content.Result.Platforms).Select(p => (p.Image, p.Platform))
            .Concat(input.Hygiene.SelectMany(e => e.Content.Result.Platforms).Select(p => (p.Image, p.Platform)))
            .DistinctBy(p => p.Image)
            .ToDictionary(p => p.Image, p => p.Platform);
        return [.. input.Images.Select(image => new InputImage(image.Text, platforms.GetValueOrDefault(image)))];
    }

    private static InputSignature Signature(FoundSignature signature) => new(
        signature.Trusted,
        signature.Layout,
        signature.Manifest.Text,
        [.. Proofs(signature)],
        InputFinding.Of(signature.Findings),
        signature.SignedDigest?.Text,
        signature.Key,
        signature.KeyId,
        signature.Subject,
        signature.Issuer,
        signature.Claims.Count > 0 ? signature.Claims : null,
        signature.Times.Count > 0 ? signature.Times.Min(proven => proven.Time) : null);

    // A log proves the time too, by its own name.
    private static IEnumerable<string> Proofs(FoundSignature signature)
    {
        if (signature.Logs.Count > 0)
            yield return "log";
        if (signature.Times.Any(proven => !signature.Logs.Contains(proven.Authority)))
            yield return "timestamp";
    }

    private static InputAttestation Attestation(FoundAttestation attestation) => new(
        attestation.Trusted,
        attestation.PredicateType,
        attestation.Layout,
        attestation.Manifest.Text,
        InputFinding.Of(attestation.Findings),
        attestation.SignedDigest?.Text,
        attestation.Key,
        attestation.Subject,
        attestation.Issuer,
        attestation is { Trusted: true, Content: { } content } ? JsonSerializer.Deserialize<JsonElement>(content) : null);

    private static InputProvenance Provenance(FoundProvenance provenance) => new(
        provenance.Trusted,
        provenance.PredicateType,
        InputFinding.Of(provenance.Findings),
        [.. provenance.Materials.Select(material => new InputMaterial(material.Uri, material.Digests))],
        provenance.BuilderId,
        provenance.BuildType,
        provenance.SourceRepository,
        provenance.SourceCommit,
        provenance.SourceRef,
        provenance.BuildLevel,
        provenance.SignedDigest?.Text,
        provenance.Signer,
        provenance.InvocationId,
        provenance.Claims.Count > 0 ? provenance.Claims : null);

    private static InputSbom Sbom(PolicyInput input)
    {
        var recorded = input.Recorded.Where(e => e.Kind == EvidenceKinds.Sbom).ToDictionary(e => e.Producer, e => e.RecordedAt, StringComparer.Ordinal);
        // A scan that failed lists what it came to see; it does not tell what else there is.
        var catalogs = from evidence in input.Sboms
                       where evidence.Content.Verdict != Verdict.Failed
                       from platform in evidence.Content.Result.Platforms
                       select new InputCatalog(
                           platform.Image.Text,
                           platform.Platform,
                           evidence.Producer,
                           evidence.Content.Result.Cataloger,
                           recorded.GetValueOrDefault(evidence.Producer),
                           platform.Distribution);
        var packages = from evidence in input.Sboms
                       from platform in evidence.Content.Result.Platforms
                       from package in platform.Packages
                       select new InputPackage(
                           package.Purl,
                           package.Type,
                           package.Name,
                           package.Version,
                           package.Licence is { } licence ? [licence] : [],
                           platform.Image.Text,
                           package.Layer.Text,
                           package.FoundIn);
        return new([.. catalogs], [.. packages]) { Stated = [.. input.Sboms.SelectMany(e => e.Content.Result.Stated).Select(Stated)] };
    }

    private static InputStatedSbom Stated(ComparedSbom sbom) => new(
        sbom.Source == "attested",
        sbom.Source,
        sbom.Subject.Text,
        sbom.Content.Text,
        [.. sbom.Images.Select(image => image.Text)],
        sbom.Missing,
        sbom.Extra,
        sbom.VersionDiffers,
        sbom.Format,
        sbom.Signer);

    private static IEnumerable<InputVulnerability> Vulnerabilities(PlatformVulnerabilities platform) => platform.Vulnerabilities.Select(found => new InputVulnerability(
        found.Id,
        found.Aliases,
        found.Severity,
        new(found.Purl, found.Package, found.Version, platform.Image.Text),
        found.ExploitedSince is not null,
        found.FixedVersion,
        (double?)found.Cvss,
        found.CvssVector,
        found.Epss,
        found.Vex?.Status,
        found.Vex?.Justification,
        found.PublishedAt,
        found.Vex?.Source,
        found.Vex?.Signer,
        found.Vex?.Author));

    private static InputHygiene Hygiene(PlatformHygiene platform, Verdict verdict)
    {
        // Results of before layers were looked into list none, and a scan that failed lists what it came to see: what these say nothing of is unknown.
        var complete = verdict != Verdict.Failed && platform.Layers.Count > 0;
        return new(
            platform.Image.Text,
            platform.Platform,
            platform.User,
            Executables(platform),
            platform.RunsAsRoot,
            Has(platform.Shells),
            Has(platform.PackageManagers),
            platform.ExecutablesCut || !complete);

        bool? Has(IReadOnlyList<string> found) => found.Count > 0 ? true : complete ? false : null;
    }

    private static IReadOnlyList<InputExecutable> Executables(PlatformHygiene platform)
    {
        var setUid = platform.SetuidFiles.ToHashSet(StringComparer.Ordinal);
        var found = platform.Executables.Select(one => new InputExecutable(
            one.Path,
            one.Go is null ? null : "go",
            one.Go?.Version,
            one.IsStripped,
            one.IsStatic,
            one.Go?.TrimPath,
            setUid.Remove(one.Path),
            one.IsProgram,
            one.IsPositionIndependent,
            one.Relro,
            one.HasNonExecutableStack)).ToList();
        // Scripts, and what a package of the distribution owns.
        return [.. found, .. setUid.Order(StringComparer.Ordinal).Select(path => new InputExecutable(path, SetUid: true))];
    }

    private static InputMeasurement Measurement(MeasuredHost host) =>
        new(host.Host, host.State, host.IsReported, host.Files, InputFinding.Of(host.Findings), host.AttestedAt, host.SecureBoot, Tee(host.Tee), Boot(host.Boot), InputFinding.Of(host.HostFindings));

    private static InputTee? Tee(MeasuredTee? tee) =>
        tee is null ? null : new(tee.Kind, tee.Measurement, tee.Tcb, tee.DebugAllowed, tee.Advisories, tee.TcbStatus);

    private static InputBoot? Boot(MeasuredBoot? boot) => boot is null
        ? null
        : new(boot.Digest, boot.Accepted, boot.CommandLines, boot.GrubCommands, boot.Images, boot.Authorities, boot.Databases, boot.Loads, boot.Sections, boot.MokLists, boot.Disks);

    private static InputException Exception(ExceptionDocument exception) => new(
        exception.Id,
        exception.Reason,
        exception.Author,
        exception.ExpiresAt,
        exception.Repository,
        exception.Digest?.Text,
        exception.Package,
        exception.Finding);

    private static SortedDictionary<string, IReadOnlyList<InputFinding>> Findings(PolicyInput input)
    {
        // Of what is read, the content's own: the digests in the decision are over these.
        var read = input.Signatures.Select(e => KeyValuePair.Create(EvidenceKinds.Signatures, e.Content.Findings))
            .Concat(input.Sboms.Select(e => KeyValuePair.Create(EvidenceKinds.Sbom, e.Content.Findings)))
            .Concat(input.Hygiene.Select(e => KeyValuePair.Create(EvidenceKinds.Hygiene, e.Content.Findings)))
            .Concat(input.Provenances.Select(e => KeyValuePair.Create(EvidenceKinds.Provenance, e.Content.Findings)))
            .Concat(input.Measurements.Select(e => KeyValuePair.Create(EvidenceKinds.Measurement, e.Content.Findings)))
            .Concat(input.Vulnerabilities.Select(e => KeyValuePair.Create(EvidenceKinds.Vulnerabilities, e.Content.Findings)))
            .ToLookup(e => e.Key, e => e.Value);
        var findings = new SortedDictionary<string, IReadOnlyList<InputFinding>>(StringComparer.Ordinal);
        foreach (var kind in input.Recorded.GroupBy(e => e.Kind, StringComparer.Ordinal))
            findings[kind.Key] = InputFinding.Of(read.Contains(kind.Key) ? read[kind.Key].SelectMany(f => f) : kind.SelectMany(e => e.Findings));
        return findings;
    }
}
