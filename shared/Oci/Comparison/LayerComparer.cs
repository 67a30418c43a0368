using Attestry.Oci.Layers;
using Attestry.Oci.Manifests;
using Attestry.Oci.Sources;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Oci.Comparison;

/// <summary>Says which entries of two layers differ, and why. Each is read once, as it comes; memory grows with the earlier one's number of entries.</summary>
public static class LayerComparer
{
    /// <returns>Bad bytes are findings. What the sources throw of transport goes through.</returns>
    public static async Task<LayerComparison> CompareAsync(
        IImageSource earlierSource, Descriptor earlier, IImageSource laterSource, Descriptor later, CancellationToken cancellation)
    {
        var recorder = new EntryRecorder();
        if (await ReadAsync(earlierSource, earlier, recorder, cancellation) is { Count: > 0 } wrong)
            return Refused(wrong);
        var comparer = new EntryComparer(recorder.Entries);
        if (await ReadAsync(laterSource, later, comparer, cancellation) is { Count: > 0 } alsoWrong)
            return Refused(alsoWrong);
        if (recorder.Overflowed || comparer.Overflowed)
            return Refused([new(LayerFindings.TooManyToCompare, Severity.Medium, $"More than {OciLimits.ComparedEntries} entries or too long paths: the layers are not compared file by file.", earlier.Digest.Text)]);
        var (counts, changes, changed) = comparer.Finish();
        return new(true, counts, changes, changed, []);
    }

    private static LayerComparison Refused(IReadOnlyList<Finding> findings) => new(false, new Dictionary<EntryDifference, long>(), [], 0, findings);

    /// <returns>Why it was not read whole; empty when it was.</returns>
    private static async Task<IReadOnlyList<Finding>> ReadAsync(IImageSource source, Descriptor layer, ILayerVisitor visitor, CancellationToken cancellation)
    {
        try
        {
            await using var content = await source.OpenBlobAsync(layer, cancellation);
            if (content is null)
                return [new(SbomFindings.BlobMissing, Severity.High, "A layer is not there.", layer.Digest.Text)];
            var report = await LayerReader.ReadAsync(content, layer, null, LayerLimits.Default, visitor, cancellation);
            return report.Complete ? [] : report.Findings;
        }
        catch (OciException e)
        {
            return [e.Finding];
        }
    }
}
