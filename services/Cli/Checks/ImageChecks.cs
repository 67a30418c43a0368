using Attestry.Cli.Progress;
using Attestry.Cli.Targets;
using Attestry.Contracts.Evidence;
using Attestry.Evidence;
using Attestry.Sbom.Scanning;
using Attestry.Sigstore.Trust;

namespace Attestry.Cli.Checks;

/// <summary>The checks that services make, made here.</summary>
internal static class ImageChecks
{
    internal static async Task<ArtifactScan> ScanAsync(Target target, Terminal terminal, bool quiet, CancellationToken cancellation)
    {
        await using var line = ProgressLine.Start(terminal, target.Progress, quiet);
        return await ArtifactScanner.ScanAsync(target.Source, target.Manifest, new MemoryLayerCatalogCache(), cancellation);
    }

    internal static Task<EvidenceContent<SignaturesEvidence>> VerifyAsync(Target target, IReadOnlyList<TrustedKey> trusted, CancellationToken cancellation) =>
        VerifyAsync(target, TrustScope.OfKeys(trusted), cancellation);

    internal static async Task<EvidenceContent<SignaturesEvidence>> VerifyAsync(Target target, TrustScope scope, CancellationToken cancellation)
    {
        var judgement = new SignatureJudgement(target.Manifest.Digest, scope);
        judgement.Add(await TriadSubject.FetchAsync(target.Source, target.Manifest.Digest, cancellation));
        judgement.Add(await SignatureCollection.CollectAsync(target.Source, target.Manifest.Digest, cancellation));
        // It was found through the index, so the index lists it.
        if (target.Index is { } index)
            judgement.Add(await SignatureCollection.CollectAsync(target.Source, index, cancellation));
        return judgement.Conclude();
    }
}
