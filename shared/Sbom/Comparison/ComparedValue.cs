namespace Attestry.Sbom.Comparison;

/// <summary>A figure of two images.</summary>
/// <param name="Name">Stable, in dotted form: <c>size.compressed</c> (bytes), <c>packages</c>, <c>hygiene.setuid</c>.</param>
public sealed record ComparedValue(string Name, long Before, long After)
{
    public long Change => After - Before;

    /// <summary>To one decimal; null when there was nothing before.</summary>
    public double? Percent => Before == 0 ? (After == 0 ? 0 : null) : Math.Round(100d * Change / Before, 1);
}
