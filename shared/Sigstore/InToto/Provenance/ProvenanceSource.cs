namespace Attestry.Sigstore.InToto.Provenance;

/// <summary>Which repository, ref and commit a build was told to build.</summary>
internal sealed record ProvenanceSource(string? Repository, string? Ref, string? Commit)
{
    /// <param name="stated">The source that the build was given; null when no field for it is known.</param>
    /// <param name="reference">The ref where a field of its own states it.</param>
    /// <param name="materials">Where the commit is found when <paramref name="stated"/> has none; without a stated source, its first repository is taken.</param>
    internal static ProvenanceSource Of(BuildMaterial? stated, string? reference, IReadOnlyList<BuildMaterial> materials)
    {
        var source = stated ?? materials.FirstOrDefault(IsRepository);
        if (SourceLocation.Parse(source?.Uri) is not { } location)
            return new(null, reference, source?.Commit);
        var commit = source!.Commit ?? Fetched(location, materials)?.Commit;
        return new(location.Repository, reference ?? location.Ref, commit);
    }

    private static BuildMaterial? Fetched(SourceLocation location, IReadOnlyList<BuildMaterial> materials) =>
        materials.FirstOrDefault(material => material.Commit is not null && SourceLocation.Parse(material.Uri)?.Repository == location.Repository);

    private static bool IsRepository(BuildMaterial material) =>
        material.Digests.ContainsKey("gitCommit") || material.Uri.StartsWith("git+", StringComparison.Ordinal);
}
