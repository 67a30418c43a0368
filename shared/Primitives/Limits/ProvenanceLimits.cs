namespace Attestry.Primitives.Limits;

/// <summary>How much of a provenance is read.</summary>
public static class ProvenanceLimits
{
    /// <summary>Of one build: base images, sources and tools of the largest are some thousands.</summary>
    public const int Materials = 10_000;

    /// <summary>Of a builder id, build type, invocation id or address: long workflow addresses have some hundreds.</summary>
    public const int TextCharacters = 4096;

    /// <summary>Algorithms under which one material is named.</summary>
    public const int DigestsOfMaterial = 16;

    /// <summary>Provenances of one artifact that stand in its evidence.</summary>
    public const int Provenances = 50;
}
