namespace Attestry.Sigstore.Trust;

/// <summary>Services of one kind, and how many of them to use.</summary>
/// <param name="Count">With <see cref="ServiceSelector.Exact"/>.</param>
public sealed record SigningServices(IReadOnlyList<SigningService> All, ServiceSelector Selector, int Count)
{
    /// <summary>
    /// Those to use: valid now, of a version that the caller speaks, the highest first, then the newest; one of each operator.
    /// Empty when there are fewer than are asked for.
    /// </summary>
    /// <param name="versions">Interfaces that the caller speaks.</param>
    public IReadOnlyList<SigningService> Select(IReadOnlyCollection<long> versions, DateTimeOffset now)
    {
        var usable = All
            .Where(service => versions.Contains(service.MajorApiVersion) && service.ValidFor.Contains(now))
            .OrderByDescending(service => service.MajorApiVersion)
            .ThenByDescending(service => service.ValidFor.Start ?? DateTimeOffset.MinValue)
            .DistinctBy(service => service.Operator)
            .ToList();
        return Selector switch
        {
            ServiceSelector.All => usable,
            ServiceSelector.Exact => usable.Count >= Count ? usable[..Count] : [],
            _ => usable.Count > 0 ? usable[..1] : [],
        };
    }
}
