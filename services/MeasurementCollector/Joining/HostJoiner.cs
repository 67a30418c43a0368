using Attestry.Contracts.Documents;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Storage;
using Attestry.Tpm.AllowLists;

namespace Attestry.MeasurementCollector.Joining;

/// <summary>
/// Holds what a host measured and runs against attested artifacts and allow-lists. Of a file that several artifacts bring, those that
/// containers run count; when none of these brings it, one attested artifact is enough.
/// </summary>
internal sealed class HostJoiner(IDocumentStore store, AllowLists lists, CollectorOptions options)
{
    /// <summary>Artifacts without a container that one file is put down to: it may be of a base layer that all images share.</summary>
    private const int MostOwners = 20;

    private const int MostExecutables = 256;

    public async Task<HostStanding> JoinAsync(HostDocument host, IReadOnlyCollection<FileMeasurement> files, CancellationToken cancellation)
    {
        var (standing, index, running, images) = (new HostStanding(), new ArtifactIndex(store), new HashSet<string>(StringComparer.Ordinal), host.Images);
        // What is not remembered is not known.
        if (host.MoreFiles)
            standing.Notice(options.UnknownFiles, AttestationFindings.FilesExceeded, $"The host measured more than {HostLimits.Files} different files; the others were not looked at.", null);
        foreach (var image in images.DistinctBy(one => one.Image))
            await JudgeImageAsync(image, standing, index, running, cancellation);
        foreach (var file in files)
            await JudgeFileAsync(file, standing, index, running, cancellation);
        standing.Close(id => id is AttestationFindings.FileOfFailedArtifact or AttestationFindings.FailedImageRuns ? options.FailedArtifacts
            : id == AttestationFindings.UnattestedImageRuns ? options.UnattestedImages : options.UnknownFiles);
        return standing;
    }

    /// <summary>Are all of them allowed by a list, and known from no artifact, so that they make no difference?</summary>
    public async Task<bool> AreUnremarkableAsync(IEnumerable<FileMeasurement> files, CancellationToken cancellation)
    {
        var index = new ArtifactIndex(store);
        foreach (var file in files)
            if (lists.Judge(file) != AllowedVerdict.Allowed || (!file.IsBuffer && Digest.TryParse(file.Digest, out var digest) && await index.IsKnownAsync(digest, cancellation)))
                return false;
        return true;
    }

    private async Task JudgeImageAsync(HostImage image, HostStanding standing, ArtifactIndex index, HashSet<string> running, CancellationToken cancellation)
    {
        var artifacts = await index.OfImageAsync(image.Image, cancellation);
        running.UnionWith(artifacts);
        foreach (var artifact in artifacts)
            standing.Of(artifact).IsReported = true;
        var state = await index.BestAsync(artifacts, cancellation);
        if (state is DecisionState.Failed or DecisionState.Revoked)
            standing.Notice(options.FailedArtifacts, AttestationFindings.FailedImageRuns, $"A container runs {image.Image}, which {Word(state)}.", image.Image);
        else if (state is not (DecisionState.Passed or DecisionState.Warned))
            standing.Notice(options.UnattestedImages, AttestationFindings.UnattestedImageRuns, $"A container runs {image.Image}, which is not attested.", image.Image);
    }

    private async Task JudgeFileAsync(FileMeasurement file, HostStanding standing, ArtifactIndex index, HashSet<string> running, CancellationToken cancellation)
    {
        var listed = lists.Judge(file);
        var owners = !file.IsBuffer && Digest.TryParse(file.Digest, out var digest) ? await index.OfFileAsync(digest, running, cancellation) : [];
        var counted = owners.Where(running.Contains).ToList() is { Count: > 0 } run ? run : [.. owners.Order(StringComparer.Ordinal)];
        var state = await index.BestAsync(counted, cancellation);
        var runs = counted.Exists(running.Contains);
        foreach (var owner in counted.Take(runs ? counted.Count : MostOwners))
            standing.Of(owner).Files++;
        if (runs && standing.Executables.Count < MostExecutables)
            standing.Executables.Add(file.Digest);
        if (listed == AllowedVerdict.Allowed || state is DecisionState.Passed or DecisionState.Warned)
            return;
        if (state is DecisionState.Failed or DecisionState.Revoked)
            Refuse(file, state, counted, standing);
        else if (counted.Count > 0)
            standing.Notice(options.UnknownFiles, AttestationFindings.FileOfUndecidedArtifact, $"Nothing is decided about {counted[0]}, which brings {file.Digest}.", file.Path);
        else if (listed == AllowedVerdict.OtherContent)
            standing.Notice(options.UnknownFiles, ImaFindings.FileMismatch, $"{file.Digest} is not what the allow-list has at this path.", file.Path);
        else
            standing.Notice(options.UnknownFiles, ImaFindings.UnknownFile, $"{file.Digest} is of no attested artifact and on no allow-list.", file.Path);
    }

    private void Refuse(FileMeasurement file, DecisionState state, List<string> owners, HostStanding standing) =>
        standing.Notice(options.FailedArtifacts, AttestationFindings.FileOfFailedArtifact, $"{file.Digest} is of {owners[0]}, which {Word(state)}.", file.Path);

    private static string Word(DecisionState state) => state == DecisionState.Revoked ? "was revoked" : "failed";
}
