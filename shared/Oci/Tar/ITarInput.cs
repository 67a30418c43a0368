namespace Attestry.Oci.Tar;

/// <summary>Where an archive's bytes come from.</summary>
internal interface ITarInput
{
    /// <summary>Some bytes; 0 at the end.</summary>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation);

    /// <returns>How many were there to skip: fewer than <paramref name="count"/> at the end.</returns>
    ValueTask<long> SkipAsync(long count, CancellationToken cancellation);
}
