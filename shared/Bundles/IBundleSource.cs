using Attestry.Rego.Bundles;

namespace Attestry.Bundles;

/// <summary>Where a bundle of policies comes from: a folder, an archive, a registry.</summary>
/// <remarks>
/// A bundle that cannot be used throws <see cref="BundleException"/>; faults of transport and disk throw <see cref="IOException"/>,
/// <see cref="UnauthorizedAccessException"/> or <see cref="HttpRequestException"/>. Whoever serves goes on with the bundle that it has.
/// </remarks>
public interface IBundleSource
{
    /// <summary>For people: a path, or <c>registry/repository:tag</c>.</summary>
    string Name { get; }

    /// <summary>Reads the bundle, unless it is still the one that was seen; telling costs little.</summary>
    /// <param name="lastSeen">The <see cref="SeenBundle.Mark"/> of the last answer; null the first time.</param>
    /// <returns>Null: it has not changed.</returns>
    Task<SeenBundle?> ReadAsync(string? lastSeen, CancellationToken cancellation);
}
